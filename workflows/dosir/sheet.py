"""A profile as it may be shown to somebody: groups of lines, numbers masked, former values, what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kernel.act import Act
from people import directory, nip, registry, structure
from people.days import day_of
from people.directory import Person
from workflows.dosir import masking, proposals, values
from workflows.dosir.access import Relation
from workflows.dosir.declarations import Edit, Field, Part, declared
from workflows.dosir.editing import Way, way_of
from workflows.dosir.models import ProfileProposal, ProfileValue
from workflows.dosir.opening import Opened

Said = tuple[tuple[Part, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One value: its parts with their texts (numbers masked), since when, on what basis; `until` for a former one."""

    parts: Said
    entry: str = ""
    since: datetime | None = None
    until: datetime | None = None
    basis: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One field with what stands there, what stood there, how it is changed, and the proposal that waits."""

    field: Field
    now: tuple[Shown, ...]
    former: tuple[Shown, ...]
    way: Way
    waiting: tuple[ProfileProposal, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole profile; `doubts` are sentences on what can't be true of the NIP, for personnel and owner."""

    person: Person
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    doubts: tuple[str, ...] = ()


def sheet_of(act: Act, opened: Opened, *, numbers: bool = False) -> Sheet:
    """The profile that was opened; `numbers`: masked ones are shown whole, which must have been written down before."""
    person = directory.person(act.session, opened.person_id)
    known, office = declared(), office_facts(act, person)
    now, former = values.in_force(act.session, person.id), values.former(act.session, person.id)
    waiting = proposals.list_open(act.session, person.id) if opened.may_change else []
    inside = not opened.relations.isdisjoint({Relation.OWNER, Relation.HR})
    groups: dict[str, list[Line]] = {name: [] for name in known.groups}
    for one in known.fields.values():
        if one.restricted and not inside:
            continue
        shown = (
            _office(one, office)
            if one.edit is Edit.OFFICE
            else tuple(_shown(one, r, numbers) for r in now.get(one.name, ()))
        )
        before = tuple(_shown(one, row, numbers) for row in former.get(one.name, ())) if inside else ()
        own = tuple(row for row in waiting if (row.sort, row.name) == (proposals.FIELD, one.name))
        groups[one.group].append(Line(one, shown, before, way_of(opened.relations, one), own))
    return Sheet(
        person,
        tuple((known.groups[name], tuple(lines)) for name, lines in groups.items() if lines),
        tuple(_doubts(person)) if inside else (),
    )


def office_facts(act: Act, person: Person) -> dict[str, str]:
    """What the office's own tables say of a person, by field; dates in ISO form, lengths as `years:months`."""
    code = structure.find_post_of_person(act.session, person.id, act.now)
    post = structure.find_post(act.session, code) if code else None
    above = structure.superior_of(act.session, code) if code else None
    holder = structure.holder_of(act.session, above.code, act.now) if above else None
    units = {unit.code: unit.name for unit in directory.list_units(act.session)} if post else {}
    return {
        "name": person.name,
        "nip": grouped(registry.shown_nip(person)),
        "sex": person.sex,
        "born_on": person.born_on.isoformat() if person.born_on else "",
        "employment": person.employment,
        "appointed_on": person.appointed_on.isoformat() if person.appointed_on else "",
        "service_length": length(person.appointed_on, day_of(act.now)),
        "grade": ", ".join(part for part in (person.rank, person.grade) if part),
        "post": post.title if post else "",
        "unit": units.get(post.unit, "") if post else "",
        "superior": f"{holder.name}, {holder.title_line}" if holder else (above.title if above else ""),
    }


def grouped(number: str) -> str:
    """A NIP as it is printed: `19860926 201505 1 001`."""
    return f"{number[:8]} {number[8:14]} {number[14]} {number[15:]}" if len(number) == 18 else number


def length(since: date | None, today: date) -> str:
    """Whole years and months of service, `14:3`; '' when the beginning is not known."""
    if since is None or since > today:
        return ""
    months = (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)
    return f"{months // 12}:{months % 12}"


def said_of(one: Field, value: str, *, numbers: bool = False) -> Said:
    """The parts of a value that say something, in their order."""
    told = values.parts_of(one, value)
    parts = one.parts or (one.part,)
    hides = one.masked and not numbers
    found = ((part, told.get(part.name, "")) for part in parts)
    return tuple((part, masking.masked(text) if hides else text) for part, text in found if text)


def _shown(one: Field, row: ProfileValue, numbers: bool) -> Shown:
    return Shown(said_of(one, row.value, numbers=numbers), row.entry, row.set_at, row.ended_at, row.basis, row.set_by)


def _office(one: Field, office: Mapping[str, str]) -> tuple[Shown, ...]:
    text = office.get(one.name, "")
    return (Shown(((one.part, text),)),) if text else ()


def _doubts(person: Person) -> list[str]:
    number = registry.shown_nip(person)
    if not number:
        return []
    return nip.faults(number, person.employment, born_on=person.born_on, sex=person.sex)
