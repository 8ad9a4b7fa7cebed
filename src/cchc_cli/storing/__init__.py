"""Everything the program writes: whole files or nothing, rows added to logs, new workspaces, submitted reports."""
