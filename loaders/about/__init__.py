"""What a document says of itself: its title, publisher, date, type and language."""
