"""Which numbers count, and what, as the tree tells."""
