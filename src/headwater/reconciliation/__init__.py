"""From the claims of many documents to questions and origins."""
