"""Who decides about a permission: the nearest post above that somebody serves who has no part in it."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from people import absences, structure, substitution
from people.days import day_of
from workflows.permission.errors import NobodyDecides


def barred_from(session: Session, person: str, on: date, now: datetime) -> list[str]:
    """The applicant and whoever stands in for him now or on the day: none of them decides."""
    days = (day_of(now), on)
    stand = [
        one.substitute
        for one in substitution.list_for(session, person)
        if one.absent == person and one.revoked_at is None and any(one.starts_on <= day <= one.last_on for day in days)
    ]
    return sorted({person, *stand})


def first_decider(session: Session, post: str, barred: list[str], now: datetime) -> str:
    """The code of the post that decides about somebody who holds `post`. Raises NobodyDecides."""
    found = next_above(session, post, barred, now)
    if found is None:
        raise NobodyDecides
    return found


def next_above(session: Session, post: str, barred: list[str], now: datetime) -> str | None:
    """The nearest post above that can decide now, or None. One whose holder is away for the day is passed over."""
    above = structure.superiors_of(session, post)
    holders = structure.holders_of(session, [one.code for one in above], now)
    able = [one.code for one in above if one.code in holders and holders[one.code].person_id not in barred]
    present = [code for code in able if _is_served(session, holders[code].person_id, now)]
    return next(iter(present or able), None)


def _is_served(session: Session, person: str, now: datetime) -> bool:
    """Whether the person is here, or somebody stands in for him."""
    if not absences.is_absent(session, person, now):
        return True
    day = day_of(now)
    return any(
        one.absent == person and one.revoked_at is None and one.starts_on <= day <= one.last_on
        for one in substitution.list_for(session, person)
    )
