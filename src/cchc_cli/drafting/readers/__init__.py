"""Readers of documents: each returns the paragraphs and tables of a file under limits."""
