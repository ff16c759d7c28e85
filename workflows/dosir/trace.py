"""The stream of a personnel file: ids, codes, dates and commitments, never values."""

from collections.abc import Mapping
from typing import Any

from kernel import history
from kernel.act import Act

DOSIR, CHANGE = "dosir", "profile_change"


def file_of(person_id: str) -> str:
    """The name of a person's file as a record and as a stream."""
    return f"{DOSIR}:{person_id}"


def change_of(proposal_id: str) -> str:
    """The name of a proposal as a record."""
    return f"{CHANGE}:{proposal_id}"


def id_of(record: str) -> str:
    """The id in the name of a record."""
    return record.partition(":")[2]


def begin(act: Act, person_id: str) -> history.Head:
    """Lock the file's stream, before anything else of it is read for a change."""
    return history.take(act.session, file_of(person_id))


def end(act: Act, head: history.Head, kind: str, data: Mapping[str, Any], record: str | None = None) -> None:
    """Write the event whose place was taken; `record` names a proposal it is about."""
    history.append_at(act, head, kind, data, history.Note(record=record or head.stream))


def append(act: Act, person_id: str, kind: str, data: Mapping[str, Any], record: str | None = None) -> None:
    """Write an event on the file's stream."""
    end(act, begin(act, person_id), kind, data, record)


def sealed(salt: str, **texts: str) -> dict[str, str]:
    """Commitments to those texts that are not empty."""
    return {name: history.commitment(text, salt) for name, text in texts.items() if text}
