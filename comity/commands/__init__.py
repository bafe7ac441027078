"""The commands, one module each; each is thin over a function that a notebook can call."""
