"""Evidence logs: files to records, records to items."""
