"""Office documents as paragraphs and tables: the input of drafts and imports."""
