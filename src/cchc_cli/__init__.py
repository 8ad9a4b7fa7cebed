"""Compliance checker for the communication plans of Vietnamese public bodies."""

__version__ = "0.1.0"
