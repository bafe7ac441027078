"""Which mentions are one thing, which thing that is, and where it has its address."""
