"""Passwords: Argon2id with the parameters OWASP recommends (19 MiB, t=2, p=1), a few at a time."""

from functools import lru_cache
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

from people.errors import PasswordTooWeak

LEAST, MOST = 10, 256
AT_ONCE = BoundedSemaphore(2)  # each takes 19 MiB and about 65 ms of a core
HASHER = PasswordHash((Argon2Hasher(memory_cost=19 * 1024, time_cost=2, parallelism=1),))


def hashed(password: str) -> str:
    """The Argon2id text to keep. Never call it inside a transaction: it takes about 65 ms."""
    with AT_ONCE:
        return HASHER.hash(password)


def is_right(password: str, password_hash: str | None) -> bool:
    """Whether the password belongs to the hash; without a hash the same time passes and the answer is no."""
    with AT_ONCE:
        try:
            return HASHER.verify(password[:MOST], password_hash or _nobody()) and password_hash is not None
        except UnknownHashError:
            return False


def require_strong(password: str) -> None:
    """Length only, as NIST SP 800-63B advises. Raises PasswordTooWeak."""
    if not LEAST <= len(password) <= MOST:
        raise PasswordTooWeak(least=LEAST, most=MOST)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return HASHER.hash("a password nobody has")
