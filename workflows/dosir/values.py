"""The values of a profile: those in force, those before them, and how one takes another's place."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import canonical, history, ids
from kernel.act import Act
from workflows.dosir import trace
from workflows.dosir.declarations import Field
from workflows.dosir.models import ProfileProposal, ProfileValue

MOST = 500


@dataclass(frozen=True, slots=True)
class Setting:
    """What is to be written and why: `basis` is self, approved, hr or seed; `entry` an entry of a list."""

    field: Field
    value: str
    basis: str
    entry: str = ""
    proposal: str | None = None


def in_force(session: Session, person_id: str) -> dict[str, list[ProfileValue]]:
    """The values of now by field; those of lists in the order in which they came."""
    chosen = select(ProfileValue).where(ProfileValue.person_id == person_id, ProfileValue.ended_at.is_(None))
    found: dict[str, list[ProfileValue]] = {}
    for row in session.scalars(chosen.order_by(ProfileValue.set_at, ProfileValue.id)):
        found.setdefault(row.field, []).append(row)
    return found


def find(session: Session, person_id: str, name: str, entry: str = "") -> ProfileValue | None:
    """The value of a field that is in force, or None."""
    return session.scalar(
        select(ProfileValue).where(
            ProfileValue.person_id == person_id,
            ProfileValue.field == name,
            ProfileValue.entry == entry,
            ProfileValue.ended_at.is_(None),
        )
    )


def at(session: Session, proposal: ProfileProposal) -> str | None:
    """What stands, or stood when it was decided, where a proposal would put its value."""
    if proposal.decided_at is None:
        row = find(session, proposal.person_id, proposal.name)
    else:
        row = session.get(ProfileValue, proposal.base_id) if proposal.base_id else None
    return None if row is None else row.value


def former(session: Session, person_id: str) -> dict[str, list[ProfileValue]]:
    """The values that are no longer in force by field, the latest first."""
    chosen = select(ProfileValue).where(ProfileValue.person_id == person_id, ProfileValue.ended_at.is_not(None))
    found: dict[str, list[ProfileValue]] = {}
    for row in session.scalars(chosen.order_by(ProfileValue.ended_at.desc(), ProfileValue.id.desc()).limit(MOST)):
        found.setdefault(row.field, []).append(row)
    return found


def put(act: Act, person_id: str, wanted: Setting) -> dict[str, Any]:
    """Let a value take the place of the one in force; the file's stream is locked. Gives what the event says."""
    entry = wanted.entry or (ids.new_id(act.now) if wanted.field.is_list else "")
    old = find(act.session, person_id, wanted.field.name, entry)
    if old is not None:
        old.ended_by, old.ended_at = act.actor.id, act.now
        act.session.flush()
    row = ProfileValue(
        id=ids.new_id(act.now),
        person_id=person_id,
        field=wanted.field.name,
        entry=entry,
        value=wanted.value,
        salt=history.new_salt(),
        basis=wanted.basis,
        proposal_id=wanted.proposal,
        set_by=act.actor.id,
        set_at=act.now,
    )
    act.session.add(row)
    act.session.flush()
    return {
        "field": row.field,
        "basis": row.basis,
        "value": row.id,
        "replaced": old.id if old is not None else None,
        "proposal": wanted.proposal,
        "commitments": {
            **trace.sealed(row.salt, new=row.value),
            **(trace.sealed(old.salt, old=old.value) if old is not None else {}),
        },
    }


def parts_of(one: Field, value: str) -> dict[str, str]:
    """A value by the names of its parts."""
    if not value:
        return {}
    return dict(canonical.parse(value)) if one.is_list else {one.name: value}


def faults(session: Session, person_id: str) -> list[str]:
    """Ids of values that are not what the file's events committed to; erased rows are no fault."""
    rows = {row.id: row for row in session.scalars(select(ProfileValue).where(ProfileValue.person_id == person_id))}
    wrong, told = [], set()
    for event in history.read_kinds(session, trace.file_of(person_id), ("profile.changed",)):
        told.add(event.data["value"])
        row = rows.get(event.data["value"])
        if row is not None and trace.sealed(row.salt, new=row.value).get("new") != event.data["commitments"].get("new"):
            wrong.append(row.id)
    return sorted([*wrong, *(rows.keys() - told)])
