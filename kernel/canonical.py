"""One way to write a JSON value, so that equal values have equal bytes and equal digests."""

import hashlib
import json
from typing import Any

ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def text(value: Any) -> str:
    """Canonical JSON: keys sorted, no spaces, NaN refused. Raises TypeError or ValueError for what JSON can't hold."""
    return ENCODER.encode(value)


def parse(written: str) -> Any:
    """The value of a JSON text."""
    return json.loads(written)


def digest(value: Any) -> str:
    """SHA-256 of the canonical text, hexadecimal."""
    return hashlib.sha256(text(value).encode()).hexdigest()
