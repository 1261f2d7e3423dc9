"""From numbers to structures: the best legal answer, found exactly and for many sequences at once."""
