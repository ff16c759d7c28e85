"""Ids of records and instances: UUIDv7, so that they sort by the time of their making."""

import secrets
from datetime import datetime
from uuid import UUID


def new_id(now: datetime) -> str:
    """A UUIDv7 (RFC 9562, section 5.7) for the millisecond of `now`."""
    stamp = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    noise = secrets.randbits(74)
    value = (stamp << 80) | (0x7 << 76) | ((noise >> 62) << 64) | (0b10 << 62) | (noise & ((1 << 62) - 1))
    return str(UUID(int=value))
