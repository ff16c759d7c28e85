"""Accounts: a sign-in name and a password for a person."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kernel import history
from kernel.act import Act, Actor
from kernel.db import Database
from people import directory, passwords, sessions
from people.errors import NameTaken, NameUnknown, SignInRefused
from people.models import AccountRow


def open_account(act: Act, person_id: str, name: str, password_hash: str) -> None:
    """Give a person a way in. Raises PersonNotFound, NameTaken."""
    directory.person(act.session, person_id)
    wanted = name.strip().casefold()
    if act.session.scalar(select(AccountRow.person_id).where(AccountRow.name == wanted)) is not None:
        raise NameTaken
    act.session.add(AccountRow(person_id=person_id, name=wanted, password_hash=password_hash, changed_at=act.now))
    act.session.flush()
    history.append(act, f"person:{person_id}", "account.opened", {})


def person_of(session: Session, name: str) -> str:
    """The person who signs in under a name. Raises NameUnknown."""
    chosen = select(AccountRow.person_id).where(AccountRow.name == name.strip().casefold())
    found = session.scalar(chosen.where(AccountRow.is_closed.is_(False)))
    if found is None:
        raise NameUnknown(name=name)
    return found


def find(session: Session, person_id: str) -> AccountRow | None:
    """The account of a person."""
    return session.get(AccountRow, person_id)


def close_account(act: Act, person_id: str) -> None:
    """Take the way in away and end all sessions."""
    act.session.execute(update(AccountRow).where(AccountRow.person_id == person_id).values(is_closed=True))
    sessions.end_all(act, person_id)
    history.append(act, f"person:{person_id}", "account.closed", {})


def set_password(act: Act, person_id: str, password_hash: str, *, keep: str = "") -> None:
    """Replace the password; every session but the kept one ends, and a closed account is open again.

    The hash is made before the transaction.
    """
    values = {"password_hash": password_hash, "changed_at": act.now, "is_closed": False}
    act.session.execute(update(AccountRow).where(AccountRow.person_id == person_id).values(values))
    sessions.end_all(act, person_id, but=keep)
    history.append(act, f"person:{person_id}", "account.password_changed", {})


def change_password(database: Database, who: tuple[Actor, str], words: tuple[str, str], now: datetime) -> None:
    """Change one's own password: `who` is the actor with the id of his session, `words` the old and the new password.

    Raises SignInRefused when the old one is wrong, PasswordTooWeak.
    """
    actor, session_id = who
    old, new = words
    passwords.require_strong(new)
    with database.read() as session:
        kept = session.scalar(select(AccountRow.password_hash).where(AccountRow.person_id == actor.id))
    if not passwords.is_right(old, kept):
        raise SignInRefused
    password_hash = passwords.hashed(new)
    with database.write() as session:
        act = Act(session, actor, now, f"s:{session_id}")
        set_password(act, actor.id, password_hash, keep=session_id)
