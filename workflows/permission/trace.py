"""The stream of a permission: each change is one event of ids, codes, dates and commitments, never of texts."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from kernel import history
from kernel.act import Act
from workflows.permission.errors import PermissionUnknown
from workflows.permission.models import PermissionRequest

KIND = "permission"


def record_of(request_id: str) -> str:
    """The name of a permission as a record and as a stream."""
    return f"{KIND}:{request_id}"


def request_of(record: str) -> str:
    """The id of the permission that a record names."""
    return record.removeprefix(f"{KIND}:")


def get(session: Session, request_id: str) -> PermissionRequest:
    """One permission as it is now. Raises PermissionUnknown."""
    found = session.get(PermissionRequest, request_id, populate_existing=True)
    if found is None:
        raise PermissionUnknown
    return found


def begin(act: Act, request_id: str) -> history.Head:
    """Lock the stream, before the row: whoever changes it too waits here."""
    return history.take(act.session, record_of(request_id))


def end(act: Act, head: history.Head, kind: str, data: Mapping[str, Any], desk: str | None = None) -> None:
    """Write the event whose place was taken."""
    history.append_at(act, head, kind, data, history.Note(record=head.stream, desk=desk))


def sealed(salt: str, **texts: str) -> dict[str, str]:
    """Commitments to those texts that are not empty."""
    return {name: history.commitment(text, salt) for name, text in texts.items() if text}
