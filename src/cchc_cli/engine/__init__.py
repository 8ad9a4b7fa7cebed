"""The rules, pure: plans + items + as-of date in, verdicts out."""
