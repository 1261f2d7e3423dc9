"""Documents from files: what a capture holds, whose it is, of when, and which stretch of it is what."""
