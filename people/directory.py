"""The persons of the office: who they are, how they are called, who has which role."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from people.errors import PersonNotFound
from people.models import PersonRow, RoleGrantRow, UnitRow


@dataclass(frozen=True, slots=True)
class Person:
    """A person; `grade` is the golongan/ruang (III/d), `rank` the pangkat, `language` '' when not chosen."""

    id: str
    name: str
    nip: str
    sex: str
    born_on: date | None
    employment: str
    appointed_on: date | None
    grade: str
    rank: str
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A work unit."""

    code: str
    name: str
    kind: str
    parent: str | None


def person(session: Session, person_id: str) -> Person:
    """One person. Raises PersonNotFound."""
    row = session.get(PersonRow, person_id)
    if row is None:
        raise PersonNotFound(person=person_id)
    return _person(row)


def names(session: Session, ids: Collection[str]) -> dict[str, str]:
    """The names of some persons in one statement; ids that are no persons are left out."""
    wanted = set(ids)
    if not wanted:
        return {}
    found = session.execute(select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(wanted)))
    return {row.id: row.name for row in found}


def search(session: Session, text: str, *, limit: int = 20) -> list[Person]:
    """Persons whose name contains the text, or whose NIP begins with it, by name."""
    words = text.strip().lower()
    matches = or_(
        func.lower(PersonRow.name).contains(words, autoescape=True), PersonRow.nip.startswith(words, autoescape=True)
    )
    chosen = select(PersonRow).where(matches).order_by(PersonRow.name).limit(limit)
    return [_person(row) for row in session.scalars(chosen)]


def list_people(session: Session) -> list[Person]:
    """Everybody, by name."""
    return [_person(row) for row in session.scalars(select(PersonRow).order_by(PersonRow.name, PersonRow.id))]


def with_role(session: Session, role: str) -> list[str]:
    """The ids of the persons who were given a role, ordered."""
    chosen = select(RoleGrantRow.person_id).where(RoleGrantRow.role == role).order_by(RoleGrantRow.person_id)
    return list(session.scalars(chosen))


def roles_of(session: Session, person_id: str) -> list[str]:
    """The roles given to a person, ordered; those that come with a post are not among them."""
    chosen = select(RoleGrantRow.role).where(RoleGrantRow.person_id == person_id).order_by(RoleGrantRow.role)
    return list(session.scalars(chosen))


def list_units(session: Session) -> list[Unit]:
    """All work units, in the order of the office."""
    chosen = select(UnitRow).order_by(UnitRow.sort, UnitRow.code)
    return [Unit(row.code, row.name, row.kind, row.parent_code) for row in session.scalars(chosen)]


def _person(row: PersonRow) -> Person:
    return Person(
        row.id,
        row.name,
        row.nip,
        row.sex,
        row.born_on,
        row.employment,
        row.appointed_on,
        row.grade,
        row.rank,
        row.email,
        row.language,
    )
