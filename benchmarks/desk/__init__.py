"""How fast and how faithful the desk is over a large ledger."""
