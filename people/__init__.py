"""Employees, posts, units, substitution, sign-in and permissions."""
