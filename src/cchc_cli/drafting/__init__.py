"""Drafting a plan file from a plan document: readers of files at the edge, pure analysis of blocks inside."""
