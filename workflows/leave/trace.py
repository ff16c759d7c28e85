"""The stream of a leave request: each change is one event of ids, codes, dates and commitments, never of texts."""

from collections.abc import Mapping
from typing import Any

from kernel import history
from kernel.act import Act


def record_of(request_id: str) -> str:
    """The name of a request as a record and as a stream."""
    return f"leave:{request_id}"


def request_of(record: str) -> str:
    """The id of the request that a record names."""
    return record.removeprefix("leave:")


def begin(act: Act, request_id: str) -> history.Head:
    """Lock the request's stream, before anything else of the request: whoever changes it too waits here."""
    return history.take(act.session, record_of(request_id))


def end(act: Act, head: history.Head, kind: str, data: Mapping[str, Any], desk: str | None = None) -> None:
    """Write the event whose place was taken."""
    history.append_at(act, head, kind, data, history.Note(record=head.stream, desk=desk))


def append(act: Act, request_id: str, kind: str, data: Mapping[str, Any], desk: str | None = None) -> None:
    """Write an event on the request's stream."""
    end(act, begin(act, request_id), kind, data, desk)


def sealed(salt: str, **texts: str) -> dict[str, str]:
    """Commitments to those texts that are not empty."""
    return {name: history.commitment(text, salt) for name, text in texts.items() if text}
