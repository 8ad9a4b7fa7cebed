"""From a plan document to a draft plan file: readers at the edge, pure analysis of blocks inside."""
