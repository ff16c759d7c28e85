"""Checks of a bundle before it is published: one rule, one file, under rules/; docs/lint.md lists them."""

from engine.lint.catalogue import check, errors, ordered
from engine.lint.known import Known

__all__ = ["Known", "check", "errors", "ordered"]
