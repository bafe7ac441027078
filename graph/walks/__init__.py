"""Paths between nodes, by compiled loops: two balls grow, a corridor between them is cut out, its paths are listed."""
