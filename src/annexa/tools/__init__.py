"""One module an external program: whether it is there, its version, and one work function."""
