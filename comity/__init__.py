"""Comity for people: the command line, the notebook client, and the build of a store from documents."""

__version__ = "1.0.0"
