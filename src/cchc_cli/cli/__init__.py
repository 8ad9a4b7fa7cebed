"""The command line: options, loading, printing, exit codes. The clock is read here and nowhere else."""
