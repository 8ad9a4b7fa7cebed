"""The documents for machines: one module for the JSON of each command, as types; the schemas are generated from them."""
