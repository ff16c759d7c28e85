"""Incoming letters and their dispositions."""
