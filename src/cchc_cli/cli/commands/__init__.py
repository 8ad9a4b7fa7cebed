"""A module for each command: its options as typer reads them; what it does is done elsewhere."""
