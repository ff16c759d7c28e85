"""The personnel file (dosir) and what an employee keeps up to date of his own profile."""
