"""Substitution by hand: who may let whom stand in, end it, and see it."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from kernel.act import Act, Actor
from people import structure, substitution
from people.days import day_of
from people.errors import NotYoursToAppoint, SubstitutionNotFound, SubstitutionPast
from people.roles import Role
from people.substitution import Standin

OFFICERS = (Role.PENGELOLA_KEPEGAWAIAN, Role.KASUBBAG_UMUM)


def appoint(act: Act, wanted: Standin) -> str:
    """Let somebody stand in, not for days gone by.

    Raises NotYoursToAppoint, SubstitutionPast, and what `people.substitution.appoint` raises.
    """
    if not may_arrange(act.session, act.actor, wanted.absent, act.now):
        raise NotYoursToAppoint(person=wanted.absent)
    if wanted.last_on < day_of(act.now):
        raise SubstitutionPast
    return substitution.appoint(act, wanted)


def revoke(act: Act, substitution_id: str) -> None:
    """End it at this instant. Raises SubstitutionNotFound, NotYoursToAppoint."""
    _require_mine(act, substitution_id)
    substitution.revoke(act, substitution_id)


def shorten(act: Act, substitution_id: str, last_on: date) -> None:
    """Let it end with an earlier day. Raises SubstitutionNotFound, NotYoursToAppoint, SubstitutionNotLonger."""
    _require_mine(act, substitution_id)
    substitution.shorten(act, substitution_id, last_on)


def list_visible(session: Session, actor: Actor, now: datetime) -> list[Standin]:
    """What stands today or later: all of it for those who keep the personnel records, else the actor's own."""
    if oversees(actor):
        return substitution.list_standing(session, day_of(now))
    return [one for one in substitution.list_for(session, actor.id) if is_standing(one, now)]


def is_standing(one: Standin, now: datetime) -> bool:
    """Whether it was not revoked and has not ended."""
    return one.revoked_at is None and one.last_on >= day_of(now)


def oversees(actor: Actor) -> bool:
    """Whether the actor arranges substitution for everybody."""
    return actor.has_role(*OFFICERS)


def may_arrange(session: Session, actor: Actor, person: str, now: datetime) -> bool:
    """Whether it is the person himself, one of those who keep the records, or who serves a post above him."""
    if actor.id == person or oversees(actor):
        return True
    code = structure.find_post_of_person(session, person, now)
    above = structure.superiors_of(session, code) if code else []
    return not actor.leads().isdisjoint(post.desk for post in above)


def people_below(session: Session, actor: Actor, now: datetime) -> set[str]:
    """The persons whose superior the actor is."""
    below = {code for desk in actor.leads() for code in structure.branch_of(session, desk.removeprefix("post:"))}
    return {person for person in structure.holding(session, below, now) if person != actor.id}


def _require_mine(act: Act, substitution_id: str) -> None:
    one = substitution.get(act.session, substitution_id)
    if may_arrange(act.session, act.actor, one.absent, act.now):
        return
    if act.actor.id == one.substitute:
        raise NotYoursToAppoint(person=one.absent)
    raise SubstitutionNotFound
