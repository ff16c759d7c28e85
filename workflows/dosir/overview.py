"""All files at a glance, for personnel, for a superior's own staff, for auditors: completeness and what ends."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from kernel.act import Act
from people import structure
from people.days import day_of
from people.models import PersonRow, PostHoldingRow, PostRow
from workflows.dosir import access, checklist
from workflows.dosir.access import Surface, Verdict
from workflows.dosir.checklist import Completeness, Held
from workflows.dosir.declarations import declared
from workflows.dosir.errors import ProfileClosed
from workflows.dosir.models import FileEntry, ProfileValue
from workflows.dosir.states import EntryState

PAGE, MOST = 25, 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Which files: of a unit, by a part of the name, only those with something missing or ending."""

    unit: str = ""
    text: str = ""
    lacking: bool = False


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody with a post: `unit` is a code, `post` a title."""

    person_id: str
    name: str
    nip: str
    employment: str
    unit: str
    post: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """One person's file."""

    who: Official
    completeness: Completeness


@dataclass(frozen=True, slots=True)
class Page:
    """Rows by name, and the place (name, id) behind which the next page begins."""

    rows: list[FileRow]
    next: tuple[str, str] | None


def page(act: Act, asked: Asked, *, after: tuple[str, str] | None = None, limit: int = PAGE) -> Page:
    """A page of the overview; for a superior his own staff. Raises ProfileClosed for whoever sees nobody."""
    if not sees_all(act):
        rows = _staff_of(act)
        if not rows:
            raise ProfileClosed(person="")
        return Page(rows, None)
    found: list[FileRow] = []
    place = after
    while len(found) <= limit:  # files that lack nothing are left out only once they are reckoned
        people = _read(act, _people(act, asked, place).limit(limit + 1))
        rows = _reckoned(act, people)
        found += [row for row in rows if not asked.lacking or row.completeness.missing or row.completeness.expiring]
        if len(people) <= limit:
            break
        place = (people[-1].name, people[-1].person_id)
    following = found[limit - 1] if len(found) > limit else None
    return Page(found[:limit], (following.who.name, following.who.person_id) if following else None)


def tells_what_is_missing(act: Act) -> bool:
    """Whether the overview names kinds to this actor, or only counts them."""
    return access.best(access.by_role(act.actor), Surface.OVERVIEW) is not Verdict.MASKED


def sees_all(act: Act) -> bool:
    """Whether the overview shows everybody to this actor, not only his own staff."""
    return access.best(access.by_role(act.actor), Surface.OVERVIEW) is not Verdict.HIDDEN


def exports(act: Act) -> bool:
    """Whether this actor may keep the overview as a table."""
    return access.best(access.by_role(act.actor), Surface.EXPORT) is Verdict.ALLOWED


def export(act: Act, asked: Asked) -> list[FileRow]:
    """All rows, for a table to keep. Raises ProfileClosed."""
    if not exports(act):
        raise ProfileClosed(person="")
    return page(act, asked, limit=MOST).rows


def _staff_of(act: Act) -> list[FileRow]:
    """The files of those whose posts stand right below a post the actor serves; empty for others."""
    above = [desk.removeprefix("post:") for desk in act.actor.leads()]
    below = {post.code for code in sorted(above) for post in structure.subordinates_of(act.session, code)}
    if not below:
        return []
    chosen = _people(act, Asked(), None).where(PostRow.code.in_(sorted(below)))
    return _reckoned(act, _read(act, chosen))


def completeness_of(session: Session, person_id: str, employment: str, today: date) -> Completeness:
    """The check-list of one person's file."""
    profile = _conditions(session, [person_id]).get(person_id, {})
    held = _held(session, [person_id]).get(person_id, [])
    return checklist.completeness(checklist.needed_of(employment, profile), held, today)


def _people(act: Act, asked: Asked, after: tuple[str, str] | None) -> Any:
    day = day_of(act.now)
    standing = (PostHoldingRow.starts_on <= day) & (PostHoldingRow.ends_on.is_(None) | (PostHoldingRow.ends_on > day))
    chosen: Any = (
        select(PersonRow.id, PersonRow.name, PersonRow.nip, PersonRow.employment, PostRow.unit_code, PostRow.title)
        .join(PostHoldingRow, (PostHoldingRow.person_id == PersonRow.id) & standing)
        .join(PostRow, PostRow.code == PostHoldingRow.post_code)
        .order_by(PersonRow.name, PersonRow.id)
    )
    if asked.unit:
        chosen = chosen.where(PostRow.unit_code == asked.unit)
    if asked.text.strip():
        chosen = chosen.where(PersonRow.name.icontains(asked.text.strip(), autoescape=True))
    if after is not None:
        name, person_id = after
        chosen = chosen.where((PersonRow.name > name) | ((PersonRow.name == name) & (PersonRow.id > person_id)))
    return chosen


def _read(act: Act, chosen: Select[Any]) -> list[Official]:
    return [Official(*row) for row in act.session.execute(chosen)]


def _reckoned(act: Act, people: list[Official]) -> list[FileRow]:
    ids, today = [one.person_id for one in people], day_of(act.now)
    held, profiles = _held(act.session, ids), _conditions(act.session, ids)

    def told(one: Official) -> Completeness:
        needed = checklist.needed_of(one.employment, profiles.get(one.person_id, {}))
        return checklist.completeness(needed, held.get(one.person_id, []), today)

    return [FileRow(one, told(one)) for one in people]


def _held(session: Session, people: list[str]) -> dict[str, list[Held]]:
    chosen = select(FileEntry.person_id, FileEntry.kind, FileEntry.valid_until).where(
        FileEntry.person_id.in_(people), FileEntry.state == EntryState.IN_FORCE
    )
    found: dict[str, list[Held]] = {}
    for person_id, kind, until in session.execute(chosen):
        found.setdefault(person_id, []).append(Held(kind, until))
    return found


def _conditions(session: Session, people: list[str]) -> dict[str, dict[str, str]]:
    """The values of the fields on which check-lists depend."""
    names = {name for kind in declared().kinds.values() for name in kind.needed_when}
    chosen = select(ProfileValue.person_id, ProfileValue.field, ProfileValue.value).where(
        ProfileValue.person_id.in_(people), ProfileValue.field.in_(sorted(names)), ProfileValue.ended_at.is_(None)
    )
    found: dict[str, dict[str, str]] = {}
    for person_id, name, value in session.execute(chosen):
        found.setdefault(person_id, {})[name] = value
    return found
