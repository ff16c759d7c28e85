"""Who of a unit is away in a month: the kind of leave for those who may know it, for all others only "away"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.act import Actor
from people import absences, directory, structure
from people.absences import Away
from workflows.leave import access, trace, words
from workflows.leave.access import Surface
from workflows.leave.models import LeaveRequest


@dataclass(frozen=True, slots=True)
class Absent:
    """Days on which somebody is away; `label` is a msgid, `url` the request for who may open it, else ''."""

    starts_on: date
    last_on: date
    label: str
    url: str
    firm: bool


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a unit with the absences of a month, in order."""

    person_id: str
    name: str
    away: tuple[Absent, ...]


def of_unit(session: Session, actor: Actor, unit: str, days: tuple[date, date], now: datetime) -> list[Member]:
    """The people of a unit, and who of them is away between two days; what is only asked for is told to few."""
    posts = {post.code for post in structure.list_posts(session) if post.unit == unit}
    people = structure.people_at(session, posts, now)
    found = absences.list_between(session, people, *days)
    known = _requests(session, found)
    names = directory.names(session, people)
    told = {person: [_absent(session, actor, one, known) for one in found if one.person == person] for person in people}
    members = (Member(one, names.get(one, ""), tuple(away for away in told[one] if away)) for one in people)
    return sorted(members, key=lambda member: (member.name, member.person_id))


def _requests(session: Session, found: list[Away]) -> Mapping[str, LeaveRequest]:
    ids = [trace.request_of(one.record) for one in found if one.record and one.record.startswith("leave:")]
    rows = session.scalars(select(LeaveRequest).where(LeaveRequest.id.in_(ids)))
    return {trace.record_of(row.id): row for row in rows}


def _absent(session: Session, actor: Actor, one: Away, known: Mapping[str, LeaveRequest]) -> Absent | None:
    request = known.get(one.record or "")
    shows = request is not None and access.sees(access.relations_to(session, actor, request), Surface.KIND)
    if not one.firm and not shows:
        return None
    label = words.KINDS.get(request.kind, words.AWAY) if request is not None and shows else words.AWAY
    url = f"/leave/{request.id}" if request is not None and shows else ""
    return Absent(one.starts_on, one.last_on, label, url, one.firm)
