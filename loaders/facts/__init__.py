"""What the sentences of a text say of the things it names, and what its title and its head say of the text."""
