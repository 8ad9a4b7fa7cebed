"""Evidence logs: from files to records, from records to items."""
