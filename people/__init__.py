"""Employees, posts, acting officials, roles, sign-in."""
