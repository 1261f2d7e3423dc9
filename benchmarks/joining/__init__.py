"""How long joining takes, and whether it depends on the order of reports."""
