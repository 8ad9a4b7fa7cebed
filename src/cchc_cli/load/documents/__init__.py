"""Documents of offices as paragraphs and tables: what drafts and imports read."""
