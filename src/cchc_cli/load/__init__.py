"""Reading: every loader returns what it could use and the problems it met."""
