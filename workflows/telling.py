"""What an office may set for notices, digests and comments; read once from telling.json."""

import json
from dataclasses import dataclass
from datetime import time, timedelta
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("telling.json")


@dataclass(frozen=True, slots=True)
class Telling:
    """When the digest is made, how far back it looks, how many lines each part has; the limits of comments."""

    digest_at: time
    looks_back: timedelta
    digest_lines: int
    comment_length: int
    comment_mentions: int
    comment_withdrawal: timedelta


@lru_cache(maxsize=1)
def telling() -> Telling:
    """The settings of this office."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    return Telling(
        digest_at=time.fromisoformat(told["eskalasi.ringkasan_harian"]),
        looks_back=timedelta(days=told["digest_looks_back_days"]),
        digest_lines=told["digest_lines"],
        comment_length=told["comment_length"],
        comment_mentions=told["comment_mentions"],
        comment_withdrawal=timedelta(minutes=told["comment_withdrawal_minutes"]),
    )
