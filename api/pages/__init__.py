"""The HTML pages, one file per surface."""
