"""The stream of a letter: each change is one event of ids, codes, dates and commitments, never of texts."""

from collections.abc import Mapping
from typing import Any

from kernel import history
from kernel.act import Act


def record_of(letter_id: str) -> str:
    """The name of a letter as a record and as a stream."""
    return f"letter:{letter_id}"


def letter_of(record: str) -> str:
    """The id of the letter that a record names."""
    return record.removeprefix("letter:")


def begin(act: Act, letter_id: str) -> history.Head:
    """Lock the letter's stream, before anything else of the letter: whoever changes it too waits here."""
    return history.take(act.session, record_of(letter_id))


def end(act: Act, head: history.Head, kind: str, data: Mapping[str, Any], desk: str | None = None) -> None:
    """Write the event whose place was taken."""
    history.append_at(act, head, kind, data, history.Note(record=head.stream, desk=desk))


def append(act: Act, letter_id: str, kind: str, data: Mapping[str, Any], desk: str | None = None) -> None:
    """Write an event on the letter's stream."""
    end(act, begin(act, letter_id), kind, data, desk)


def sealed(salt: str, **texts: str) -> dict[str, str]:
    """Commitments to those texts that are not empty."""
    return {name: history.commitment(text, salt) for name, text in texts.items() if text}
