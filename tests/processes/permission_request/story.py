"""Somebody asks for a permission, his superior decides."""

from typing import Any

from tests import people as cast
from tests.processes.papers_office import Office
from workflows.permission import requests, trace
from workflows.permission.models import PermissionRequest

OUT = {"kind": "out", "on_day": "2026-11-13", "starts": "13.30", "ends": "15.00", "reason": "Mengurus KTP di kelurahan"}


class Story(Office):
    """The permission of the story is the one that was asked for last."""

    def asks(self, by: str = cast.IMELDA, key: str | None = None, **changes: Any) -> str:
        raw = {name: value for name, value in {**OUT, **changes}.items() if value is not None}
        with self.database.write() as session:
            asked = requests.apply(self.act(session, by), raw, key=key)
        self.record = trace.record_of(asked.request_id)
        self.errands()
        return asked.request_id

    def withdraws(self, by: str = cast.IMELDA) -> None:
        with self.database.write() as session:
            requests.withdraw(self.act(session, by), trace.request_of(self.record))
        self.errands()

    @property
    def permission(self) -> PermissionRequest:
        with self.database.read() as session:
            found = trace.get(session, trace.request_of(self.record))
            session.expunge(found)
            return found
