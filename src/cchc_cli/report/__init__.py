"""Official reports: one outline built from results, walked by every format; what was submitted is kept and compared."""
