"""Acting officials: appointed for days, on the basis of a letter, one per post at a time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kernel import history, ids
from kernel.act import Act
from people import structure
from people.errors import (
    ActingNotFound,
    ActsForHimself,
    BasisMissing,
    DaysTurned,
    PostAlreadyServed,
    PostNotVacant,
    PostVacant,
    RankTooLow,
)
from people.models import ActingRow, PostHoldingRow
from people.roles import Level


class Kind(StrEnum):
    """`plt` serves a vacant post, `plh` stands in for an absent holder."""

    PLT = "plt"
    PLH = "plh"


@dataclass(frozen=True, slots=True)
class Appointment:
    """Who serves which post from the first to the last day (both included) by which letter."""

    kind: str
    post: str
    person: str
    starts_on: date
    last_on: date
    basis: str
    id: str = ""
    revoked_at: datetime | None = None

    @property
    def ends_on(self) -> date:
        """The first day after."""
        return self.last_on + timedelta(days=1)


def appoint(act: Act, wanted: Appointment) -> str:
    """Appoint an acting official; gives the id of the appointment.

    Raises DaysTurned, BasisMissing, PostNotFound, ActsForHimself, PostVacant, PostNotVacant, RankTooLow,
    PostAlreadyServed.
    """
    kind = Kind(wanted.kind)
    if wanted.last_on < wanted.starts_on:
        raise DaysTurned
    if not wanted.basis.strip():
        raise BasisMissing
    head = history.take(act.session, f"post:{wanted.post}")  # others who appoint for this post wait here
    _require_fitting(act.session, wanted, kind)
    _require_free(act.session, wanted)

    row = ActingRow(
        id=ids.new_id(act.now),
        kind=kind.value,
        post_code=wanted.post,
        person_id=wanted.person,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        basis=wanted.basis.strip(),
    )
    act.session.add(row)
    act.session.flush()
    history.append_at(act, head, "acting.appointed", _said(row), history.Note(record=f"post:{wanted.post}"))
    return row.id


def revoke(act: Act, appointment_id: str) -> None:
    """End an appointment at this instant. Raises ActingNotFound when there is none or it was revoked before."""
    row = act.session.get(ActingRow, appointment_id)
    standing = (ActingRow.id == appointment_id) & ActingRow.revoked_at.is_(None)
    changed = act.session.execute(update(ActingRow).where(standing).values(revoked_at=act.now).returning(ActingRow.id))
    if row is None or changed.first() is None:
        raise ActingNotFound
    stream = f"post:{row.post_code}"
    history.append(act, stream, "acting.revoked", {"acting": row.id}, history.Note(record=stream))


def list_for(session: Session, post: str) -> list[Appointment]:
    """All appointments for a post, the latest first."""
    chosen = select(ActingRow).where(ActingRow.post_code == post).order_by(ActingRow.starts_on.desc(), ActingRow.id)
    return [_appointment(row) for row in session.scalars(chosen)]


def list_standing(session: Session, day: date) -> list[Appointment]:
    """Appointments that were not revoked and have not ended on a day, by their first day."""
    chosen = select(ActingRow).where(ActingRow.revoked_at.is_(None), ActingRow.ends_on > day)
    return [_appointment(row) for row in session.scalars(chosen.order_by(ActingRow.starts_on, ActingRow.id))]


def _require_fitting(session: Session, wanted: Appointment, kind: Kind) -> None:
    place = structure.post(session, wanted.post)
    holders = _holders_between(session, wanted)
    if wanted.person in holders:
        raise ActsForHimself(person=wanted.person, post=wanted.post)
    if kind is Kind.PLH and not holders:
        raise PostVacant(post=wanted.post)
    if kind is Kind.PLT and holders:
        raise PostNotVacant(post=wanted.post)
    own = session.scalar(
        select(PostHoldingRow.post_code).where(
            PostHoldingRow.person_id == wanted.person,
            PostHoldingRow.starts_on <= wanted.starts_on,
            (PostHoldingRow.ends_on.is_(None)) | (PostHoldingRow.ends_on > wanted.starts_on),
        )
    )
    if own is None or Level(structure.post(session, own).level).rung > Level(place.level).rung + 1:
        raise RankTooLow(post=wanted.post)


def _holders_between(session: Session, wanted: Appointment) -> set[str]:
    chosen = select(PostHoldingRow.person_id).where(
        PostHoldingRow.post_code == wanted.post,
        PostHoldingRow.starts_on < wanted.ends_on,
        (PostHoldingRow.ends_on.is_(None)) | (PostHoldingRow.ends_on > wanted.starts_on),
    )
    return set(session.scalars(chosen))


def _require_free(session: Session, wanted: Appointment) -> None:
    taken = session.scalar(
        select(ActingRow).where(
            ActingRow.post_code == wanted.post,
            ActingRow.revoked_at.is_(None),
            ActingRow.starts_on < wanted.ends_on,
            ActingRow.ends_on > wanted.starts_on,
        )
    )
    if taken is not None:
        other = _appointment(taken)
        raise PostAlreadyServed(post=wanted.post, starts_on=other.starts_on, last_on=other.last_on)


def _appointment(row: ActingRow) -> Appointment:
    last_on = row.ends_on - timedelta(days=1)
    return Appointment(
        row.kind, row.post_code, row.person_id, row.starts_on, last_on, row.basis, row.id, row.revoked_at
    )


def _said(row: ActingRow) -> dict[str, str]:
    return {
        "acting": row.id,
        "kind": row.kind,
        "person": row.person_id,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "basis": row.basis,
    }
