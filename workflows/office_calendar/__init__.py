"""The office calendar: drafts, checks, publishing, and the running cases that follow."""
