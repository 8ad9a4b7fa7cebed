"""The command line: options, loading, printing, exit codes. Only `usage.py` reads the clock."""
