"""The clock's door: the worker loop and one kind of errand per file."""
