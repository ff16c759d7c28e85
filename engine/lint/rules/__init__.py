"""The rules: each module has a NAME, a REMEDY and a check; all are collected by the catalogue."""
