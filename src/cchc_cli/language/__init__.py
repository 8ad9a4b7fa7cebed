"""The language of the YAML files: their words, and the way from words to values of the model."""
