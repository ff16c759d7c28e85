"""My requests: every case I started or that is about me, whatever its area, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from engine import definitions, instances, started
from engine.models import Instance
from engine.task_errors import InstanceUnknown
from kernel.act import Actor
from workflows.areas import Offices, RequestRow
from workflows.sayings import SECRET, Joined, Said
from workflows.standing import Standing, Standings

SPARE = 30  # more rows than a page holds, for those that began at the same instant


class Place(NamedTuple):
    """The last row of a page: the next page begins behind it."""

    begun_at: datetime
    mark: str


@dataclass(frozen=True, slots=True)
class Request:
    """A case in the list. `title` is a text of its record, or the name of its process."""

    row: RequestRow
    case: Instance | None
    process: str
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Page:
    """Requests, and the place behind which the next page begins (None at the end)."""

    rows: list[Request]
    next: Place | None


def page(
    session: Session, offices: Offices, actor: Actor, now: datetime, *, after: Place | None = None, limit: int = 20
) -> Page:
    """A page of the requests of an actor."""
    until = after.begun_at if after else None
    rows = sorted(_rows(session, offices, actor, until, limit + SPARE), key=_place, reverse=True)
    behind = [row for row in rows if after is None or _place(row) < after]
    looks = Standings(session, offices, now)
    shown = [_request(looks, row) for row in behind[:limit]]
    return Page(shown, _place(behind[limit - 1]) if len(behind) > limit else None)


def of_record(session: Session, offices: Offices, record: str, now: datetime) -> Standing | None:
    """Where the case of a record stands; None when it never had one."""
    cases = instances.list_of_record(session, record)
    return Standings(session, offices, now).of(cases[0]) if cases else None


def _rows(session: Session, offices: Offices, actor: Actor, until: datetime | None, most: int) -> Iterator[RequestRow]:
    about = [row for area in offices.areas.values() for row in area.requests(session, actor, until, most)]
    yield from about
    told = {row.record for row in about}
    begun = [one for one in started.list_by(session, actor.id, until=until, limit=most) if one.record not in told]
    said = offices.describe(session, actor, {one.record for one in begun if one.record})
    for one in begun:
        text = said.get(one.record or "")
        title = Joined((text.title, Said(SECRET)), " ") if text and text.secret else text.title if text else ""
        url = offices.record_url(one.record) if text else None
        yield RequestRow(
            one.record or one.id, title, text.about if text else "", text.state if text else "", url or "",
            one.started_at, one.id,
        )  # fmt: skip


def _place(row: RequestRow) -> Place:
    return Place(row.begun_at, row.record)


def _request(looks: Standings, row: RequestRow) -> Request:
    case = _case(looks.session, row)
    if case is None:
        return Request(row, None, "", None)
    name = definitions.get(looks.session, case.definition_id).name
    return Request(row, case, name, looks.of(case))


def _case(session: Session, row: RequestRow) -> Instance | None:
    if row.instance_id is None:
        return None
    try:
        return instances.get(session, row.instance_id)
    except InstanceUnknown:
        return None
