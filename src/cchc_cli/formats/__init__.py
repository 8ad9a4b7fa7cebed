"""Formats: functions from the frozen result to text."""
