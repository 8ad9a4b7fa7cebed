"""The JSON documents: one module of types for each command; the schemas are generated from them."""
