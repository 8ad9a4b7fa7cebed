"""What the program writes: files whole or not at all, rows added to logs, new workspaces, submitted reports."""
