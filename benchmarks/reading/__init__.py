"""The engine against its own bare forward pass, and against a pipeline that a user would run today."""
