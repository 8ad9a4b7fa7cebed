"""Reading files: every loader returns the usable values and the problems."""
