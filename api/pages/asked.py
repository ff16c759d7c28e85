"""Which list of tasks was asked for: everything stands in the query string, so that it can be linked."""

from dataclasses import asdict, dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from engine.inbox import Place, TaskRow
from kernel.db import instant

BOXES = ("mine", "late", "today", "group", "acting", "given", "watch", "done")
URGENCIES = ("segera", "sangat_segera")
APART = "~"


@dataclass(frozen=True, slots=True)
class Asked:
    """A box, its filters, and the place behind which the page begins ('' for the top)."""

    box: str = "mine"
    kind: str = ""
    urgency: str = ""
    q: str = ""
    after: str = ""

    @property
    def place(self) -> Place | None:
        """Where the page begins."""
        sort, mark, task = self.after.partition(APART)
        return Place(sort, task) if mark else None

    @property
    def query(self) -> str:
        """The query string that asks the same again; '' for the plain start page."""
        return urlencode({name: value for name, value in asdict(self).items() if value and (name, value) != PLAIN})

    def url(self, path: str = "/", **changes: str) -> str:
        """The address of this list, or of a page that remembers it; a changed list begins at its top."""
        asked = replace(self, **{"after": "", **changes}) if changes else self
        return f"{path}?{asked.query}" if asked.query else path


def box_named(name: str) -> str:
    """A box by its name; one that nobody knows is the start."""
    return name if name in BOXES else "mine"


PLAIN = ("box", "mine")


def behind(row: TaskRow, *, done: bool = False) -> str:
    """The place of a row as text."""
    at = instant(row.done_at) if done and row.done_at else row.sort
    return f"{at}{APART}{row.id}"


def read_asked(
    box: Annotated[str, Query(max_length=10)] = "mine",
    kind: Annotated[str, Query(max_length=80)] = "",
    urgency: Annotated[str, Query(max_length=20)] = "",
    q: Annotated[str, Query(max_length=100)] = "",
    after: Annotated[str, Query(max_length=120)] = "",
) -> Asked:
    """What the query string asks for; a box nobody knows is the start."""
    return Asked(box_named(box), kind, urgency if urgency in URGENCIES else "", q.strip(), after)


WhichList = Annotated[Asked, Depends(read_asked)]
