"""The lines of a text to the tree of its provisions, and to the passages that are read."""
