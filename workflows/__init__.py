"""The business of the office, one folder per area."""
