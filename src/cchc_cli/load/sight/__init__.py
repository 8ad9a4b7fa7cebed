"""Checking that an address leads somewhere: files of the workspace, and pages of the web."""
