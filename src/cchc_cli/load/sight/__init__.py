"""Looking whether what an address names is there: files of the workspace, and pages of the web."""
