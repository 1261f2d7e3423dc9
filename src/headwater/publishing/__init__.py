"""What is handed on: a page that cites every line it prints."""
