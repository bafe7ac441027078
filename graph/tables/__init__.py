"""N-Quads as columns and rows of numbers, by compiled loops: what a network is made from."""
