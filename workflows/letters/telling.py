"""Notices about letters: which of them can't wait for the digest of the day."""

from collections.abc import Mapping
from typing import Any

from kernel.act import Act
from workflows import notices
from workflows.letters import trace
from workflows.letters.models import Letter
from workflows.letters.words import ALWAYS_HURRY, HURRIES
from workflows.notices import Words

VERY_URGENT = "sangat_segera"


def tell(act: Act, letter_id: str, to: tuple[str, str], key: str, facts: Mapping[str, Any] | None = None) -> None:
    """Leave a notice (`to`: desk and kind) about a letter; once for a key."""
    desk, kind = to
    words = Words(kind, trace.record_of(letter_id), facts or {}, urgent=is_urgent(act, letter_id, kind))
    notices.put(act, desk, words, key=key)


def is_urgent(act: Act, letter_id: str, kind: str) -> bool:
    """Escalations always; of a very urgent letter also what asks for a deed."""
    if kind in ALWAYS_HURRY:
        return True
    letter = act.session.get(Letter, letter_id) if kind in HURRIES else None
    return letter is not None and letter.urgency == VERY_URGENT
