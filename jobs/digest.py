"""`digest.make`: every morning each person's digest is made, on working days; each is sent by an errand of its own."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from jobs import daily
from kernel import calendars, clock, outbox
from kernel.act import Act, Actor
from kernel.db import Database
from kernel.outbox import Timing
from people import desks
from workflows import mails
from workflows.mails import Draft
from workflows.telling import telling

KIND = "digest.make"
PORTION = 50  # persons in one transaction


def order(act: Act) -> None:
    """Leave the errand for the coming morning; there is one for each day."""
    at = telling().digest_at
    daily.order(act, KIND, at.hour, at.minute)


def make(database: Database, actor: Actor, _payload: Mapping[str, Any]) -> None:
    """The morning's errand: twice makes nothing twice."""
    make_all(database, actor, clock.now())
    with database.write() as session:
        order(Act(session, actor, clock.now(), "worker"))


def make_all(database: Database, actor: Actor, now: datetime) -> int:
    """Make the digests of the day, for an office that works now or opens later today; gives how many were new."""
    with database.read() as session:
        calendar = calendars.current(session)
        readers = mails.list_readers(session)
    today = calendar.date_of(now)
    if not calendar.is_working_day(today) or now > calendar.closes_at(today):
        return 0
    due, made = max(now, calendar.opens_at(today)), 0
    for some in _portions(readers):
        drafts = _drafts(database, some, now)
        with database.write() as session:
            act = Act(session, actor, now, "worker")
            made += order_delivery(act, drafts, due)
    return made


def order_delivery(act: Act, drafts: Sequence[Draft], due: datetime) -> int:
    """Keep mails with the errands that send them; gives how many were new."""
    kept = mails.keep(act, drafts)
    for draft in kept:
        outbox.put(act, mails.DELIVER, {"mail": draft.id}, key=f"{mails.DELIVER}:{draft.id}", timing=Timing(due=due))
    return len(kept)


def _drafts(database: Database, people: Sequence[str], now: datetime) -> list[Draft]:
    with database.read() as session:
        calendar = calendars.current(session)
        found = (mails.digest_for(session, desks.actor_of(session, one, now), calendar, now) for one in people)
        return [draft for draft in found if draft is not None]


def _portions(people: Sequence[str]) -> Iterator[Sequence[str]]:
    return (people[start : start + PORTION] for start in range(0, len(people), PORTION))
