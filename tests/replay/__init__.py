"""Recorded histories of past releases: they must replay, recompute and fold for ever."""
