"""The words of the YAML files: what they may say, and the normal shape they come to."""
