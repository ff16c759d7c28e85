"""Signing in: name and password become a session, or a refusal that says nothing about which was wrong."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kernel import history
from kernel.act import Act, Actor, system
from kernel.db import Database
from people import directory, passwords, pauses, secret_values, sessions
from people.errors import SignInPaused, SignInRefused
from people.models import AccountRow, SessionRow

DOOR = system("door")  # whoever failed to sign in is not yet anybody


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came to the door; `replaces` is the cookie the browser had before, which ends with success."""

    name: str
    password: str
    place: sessions.Place
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Welcome:
    """Who came in, the id of the session, the new cookie, and the language the person chose ('' for none)."""

    person_id: str
    session_id: str
    cookie: str
    language: str = ""


def sign_in(database: Database, attempt: Attempt, now: datetime) -> Welcome:
    """Check and let in. Known and unknown names take the same time and get the same answer.

    The password is checked between two transactions, so that nobody waits for it. Failures are counted here and written
    to the access stream. Raises SignInRefused, SignInPaused (facts: `until`).
    """
    name = attempt.name.strip().casefold()
    counters = pauses.Counters.of(name, attempt.place.address)
    person_id, password_hash = _prepare(database, name, counters, now)
    if not passwords.is_right(attempt.password, password_hash):
        _refuse(database, person_id, counters, now)
    with database.write() as session:
        pauses.forgive(session, counters)
        session.execute(delete(SessionRow).where(SessionRow.digest == secret_values.digest(attempt.replaces)))
        act = Act(session, Actor(id=person_id), now)
        session_id, cookie = sessions.begin(act, person_id, attempt.place)
        act = act.with_(source=f"s:{session_id}")
        history.append(act, f"person:{person_id}", "person.signed_in", {"session": session_id})
        language = directory.person(session, person_id).language
    return Welcome(person_id, session_id, cookie, language)


def _prepare(database: Database, name: str, counters: pauses.Counters, now: datetime) -> tuple[str, str | None]:
    with database.write() as session:
        until = pauses.paused_until(session, counters, now)
        if until is None:
            pauses.count(session, counters, now)
        account = _account(session, name)
    if until is not None:
        _record(database, account[0], SignInPaused.code, now)
        raise SignInPaused(until=until)
    return account


def _account(session: Session, name: str) -> tuple[str, str | None]:
    row = session.scalar(select(AccountRow).where(AccountRow.name == name, AccountRow.is_closed.is_(False)))
    return (row.person_id, row.password_hash) if row is not None else ("", None)


def _refuse(database: Database, person_id: str, counters: pauses.Counters, now: datetime) -> None:
    _record(database, person_id, SignInRefused.code, now)
    with database.read() as session:
        until = pauses.paused_until(session, counters, now)
    if until is not None:
        raise SignInPaused(until=until)
    raise SignInRefused


def _record(database: Database, person_id: str, code: str, now: datetime) -> None:
    record = f"person:{person_id}" if person_id else None
    history.refuse(database, DOOR, now, history.Refusal(code, {}, record))
