"""Files of many formats to plain text, and what a file says of its document beside its text."""
