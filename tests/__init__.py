"""The tests; a package, so that `tests.graph` could never be mistaken for `graph`."""
