"""The grammar of dates: from a text's words to periods of the calendar."""
