"""The values that pass through the program: plans, items, obligations, verdicts, problems."""
