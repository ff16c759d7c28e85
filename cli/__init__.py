"""The operator's door: one command, one file."""
