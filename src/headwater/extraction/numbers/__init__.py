"""Numbers as texts write them: no tree, no model."""
