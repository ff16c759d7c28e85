"""The clock's door: the worker loop and one errand kind per file."""
