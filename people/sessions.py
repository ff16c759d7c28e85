"""Browsers that are signed in: rows on the server, found by the digest of a random cookie."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kernel import history, ids, sql
from kernel.act import Act
from kernel.db import Database
from people import secret_values
from people.errors import SessionNotFound
from people.models import SessionRow

IDLE = timedelta(hours=10)  # a working day
LIFE = timedelta(days=7)
FIND = "SELECT id, person_id, created_at, seen_at, expires_at, address, agent FROM session WHERE digest = ?"
SEEN_EVERY = timedelta(minutes=5)  # a request writes only when the last note is older than this


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One sign-in of a person, as its owner may see it."""

    id: str
    person_id: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str
    agent: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sign-in comes from; it stands in the erasable session row, never in an event."""

    address: str = ""
    agent: str = ""


def begin(act: Act, person_id: str, place: Place) -> tuple[str, str]:
    """Sign a browser in; gives the session's id and the cookie, which is not kept."""
    cookie = secret_values.new_secret()
    row = SessionRow(
        id=ids.new_id(act.now),
        digest=secret_values.digest(cookie),
        person_id=person_id,
        created_at=act.now,
        seen_at=act.now,
        expires_at=act.now + LIFE,
        address=place.address,
        agent=place.agent[:200],
    )
    act.session.add(row)
    act.session.flush()
    return row.id, cookie


def find(session: Session, cookie: str, now: datetime) -> SignedIn | None:
    """The living session of a cookie, or None."""
    row = sql.run(session, FIND, (secret_values.digest(cookie),)).fetchone()
    if row is None:
        return None
    created, seen, expires = map(datetime.fromisoformat, row[2:5])
    found = SignedIn(row[0], row[1], created, seen, expires, row[5], row[6])
    return None if now >= found.expires_at or now - found.seen_at >= IDLE else found


def touch(database: Database, signed_in: SignedIn, now: datetime) -> None:
    """Note that the session was used; writes at most once in five minutes."""
    if now - signed_in.seen_at >= SEEN_EVERY:
        with database.write() as session:
            session.execute(update(SessionRow).where(SessionRow.id == signed_in.id).values(seen_at=now))


def list_of(session: Session, person_id: str, now: datetime) -> list[SignedIn]:
    """The living sessions of a person, the latest used first."""
    alive = (SessionRow.expires_at > now) & (SessionRow.seen_at > now - IDLE)
    chosen = select(SessionRow).where(SessionRow.person_id == person_id, alive).order_by(SessionRow.seen_at.desc())
    return [_signed_in(row) for row in session.scalars(chosen)]


def end(act: Act, session_id: str) -> None:
    """Sign out one browser of the actor. Raises SessionNotFound when it is not his or has ended."""
    own = (SessionRow.id == session_id) & (SessionRow.person_id == act.actor.id)
    if act.session.execute(delete(SessionRow).where(own).returning(SessionRow.id)).first() is None:
        raise SessionNotFound
    history.append(act, f"person:{act.actor.id}", "person.signed_out", {"sessions": [session_id]})


def end_all(act: Act, person_id: str, *, but: str = "") -> int:
    """Sign out all browsers of a person but one; gives how many."""
    theirs = (SessionRow.person_id == person_id) & (SessionRow.id != but)
    ended = list(act.session.scalars(delete(SessionRow).where(theirs).returning(SessionRow.id)))
    if ended:
        history.append(act, f"person:{person_id}", "person.signed_out", {"sessions": sorted(ended)})
    return len(ended)


def forget_expired(session: Session, now: datetime) -> int:
    """Delete the rows of sessions that ended by themselves; gives how many."""
    dead = (SessionRow.expires_at <= now) | (SessionRow.seen_at <= now - IDLE)
    return len(session.execute(delete(SessionRow).where(dead).returning(SessionRow.id)).all())


def _signed_in(row: SessionRow) -> SignedIn:
    return SignedIn(row.id, row.person_id, row.created_at, row.seen_at, row.expires_at, row.address, row.agent)
