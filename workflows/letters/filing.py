"""Putting a finished letter into its file."""

from collections.abc import Mapping
from typing import Any

from kernel.act import Act
from workflows.letters import records, trace
from workflows.letters.states import LetterState

DESK = "role:arsiparis"


def file_letter(act: Act, letter_id: str, answers: Mapping[str, Any]) -> None:
    """Note file, place and classification. Secret letters are filed by their number, without opening."""
    head = trace.begin(act, letter_id)
    letter = records.get_letter(act.session, letter_id)
    place = {name: str(answers[name]) for name in ("file_no", "location", "classification")}
    records.move_letter(act.session, letter, LetterState.FILED, filed_at=act.now, **place)
    trace.end(act, head, "letter.filed", place, DESK)
