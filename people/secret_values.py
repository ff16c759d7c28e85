"""Random values that open doors: 256 bits, of which only the SHA-256 is kept."""

import hashlib
import secrets


def new_secret() -> str:
    """A random value of 256 bits, as text that fits a cookie."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What the database keeps of it: SHA-256, hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_same(secret: str, kept: str) -> bool:
    """Compare in constant time."""
    return secrets.compare_digest(digest(secret), kept)
