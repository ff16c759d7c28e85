"""Walks through tasks in the order of their limits, filtered by what their records say; bounded."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from api.pages.asked import Asked, behind
from api.pages.lamps import end_of_today
from api.pages.viewer import Viewer
from engine import inbox
from engine.inbox import Box, Place, TaskRow
from workflows.areas import RowText
from workflows.sayings import URGENCY

SOURCES = {
    "mine": (Box.MINE,),
    "late": (Box.MINE, Box.ACTING),
    "today": (Box.MINE, Box.ACTING),
    "group": (Box.GROUP,),
    "acting": (Box.ACTING,),
    "watch": (Box.WATCH,),
    "done": (Box.DONE,),
}
PAGE = 25
MOST = 600  # tasks looked at for one page, however rare the matches
TAGS = URGENCY
NOTHING = RowText("", "", "")


@dataclass(frozen=True, slots=True)
class Found:
    """One page: tasks with what may be said of their records, and the place of the next page ('' at the end)."""

    rows: list[tuple[TaskRow, RowText]]
    next: str


def find(viewer: Viewer, asked: Asked, limit: int = PAGE) -> Found:
    """A page of a list."""
    walk = islice(tasks(viewer, asked), MOST)
    found: list[tuple[TaskRow, RowText]] = []
    last: TaskRow | None = None
    while len(found) <= limit and (batch := list(islice(walk, limit + 1))):
        texts = viewer.offices.describe(viewer.session, viewer.actor, {row.record for row in batch if row.record})
        for row in batch:
            said = texts.get(row.record or "", NOTHING)
            if is_wanted(asked, row, said):
                found.append((row, said))
    shown = found[:limit]
    if len(found) > limit:
        last = shown[-1][0]
    return Found(shown, behind(last, done=asked.box == "done") if last else "")


def tasks(viewer: Viewer, asked: Asked) -> Iterator[TaskRow]:
    """All tasks of a list behind its place, in order."""
    if asked.box not in SOURCES:
        return iter(())
    walks = [_walk(viewer, box, asked.place) for box in SOURCES[asked.box]]
    rows = heapq.merge(*walks, key=lambda row: (row.sort, row.id)) if len(walks) > 1 else walks[0]
    if asked.box == "late":
        return takewhile(lambda row: row.due_at is not None and row.due_at < viewer.now, rows)
    if asked.box == "today":
        end = end_of_today(viewer)
        due = takewhile(lambda row: row.due_at is not None and row.due_at <= end, rows)
        return (row for row in due if row.due_at is not None and row.due_at >= viewer.now)
    return rows


def is_wanted(asked: Asked, row: TaskRow, said: RowText) -> bool:
    """Whether a task passes the filters; a secret record is found by its number only."""
    if asked.kind and asked.kind != row.form:
        return False
    if asked.urgency and TAGS[asked.urgency] not in said.tags:
        return False
    words = f"{said.title} {said.about} {said.origin} {row.name}".casefold()
    return all(word in words for word in asked.q.casefold().split())


def _walk(viewer: Viewer, box: Box, place: Place | None) -> Iterator[TaskRow]:
    while True:
        page = inbox.page(viewer.session, viewer.actor, box, after=place, limit=PAGE * 2)
        yield from page.rows
        if page.next is None:
            return
        place = page.next
