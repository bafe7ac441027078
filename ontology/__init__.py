"""What may be said: the vocabulary, the shapes, the addresses and the statement that carries its source."""
