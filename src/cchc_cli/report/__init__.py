"""Official reports: one outline built from results, several formats; submitted reports are kept and compared."""
