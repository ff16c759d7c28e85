"""Personal tokens for programs: `sp_<id>_<secret>`, limited to scopes, with an end."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kernel import canonical, history, sql
from kernel.act import Act
from kernel.db import Database
from people import secret_values
from people.errors import TokenInvalid, TokenNotFound
from people.models import ApiTokenRow

LONGEST = timedelta(days=366)
FIND = (
    "SELECT digest, revoked_at, created_at, expires_at, used_at, person_id, label, scopes FROM api_token WHERE id = ?"
)
USED_EVERY = timedelta(minutes=5)  # a call writes only when the last note is older than this


class Scope(StrEnum):
    """What a program may do in its owner's name; never more than the owner."""

    TASKS_READ = "tasks:read"
    TASKS_WRITE = "tasks:write"
    LETTERS_READ = "letters:read"
    LETTERS_WRITE = "letters:write"
    PROCESSES_READ = "processes:read"
    PROCESSES_START = "processes:start"
    PROCESSES_INTERVENE = "processes:intervene"
    PROCESSES_PUBLISH = "processes:publish"
    CALENDAR_READ = "calendar:read"
    CALENDAR_WRITE = "calendar:write"
    DOCUMENTS_READ = "documents:read"
    DOCUMENTS_WRITE = "documents:write"
    LEAVE_READ = "leave:read"
    LEAVE_WRITE = "leave:write"
    PERMISSIONS_READ = "permissions:read"
    PERMISSIONS_WRITE = "permissions:write"
    ASSIGNMENTS_READ = "assignments:read"
    ASSIGNMENTS_WRITE = "assignments:write"
    PERSONNEL_READ = "personnel:read"
    COMMENTS_READ = "comments:read"
    COMMENTS_WRITE = "comments:write"


@dataclass(frozen=True, slots=True)
class Token:
    """A token as its owner may see it; the secret is shown once, at the issue."""

    id: str
    person_id: str
    label: str
    scopes: frozenset[str]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


def issue(act: Act, label: str, scopes: Collection[str], expires_at: datetime) -> tuple[Token, str]:
    """Issue a token to the actor; gives it with the text to hand over, which is not kept. Raises TokenInvalid."""
    known = {scope.value for scope in Scope}
    if not label.strip() or not scopes or not known.issuperset(scopes):
        raise TokenInvalid
    if not act.now < expires_at <= act.now + LONGEST:
        raise TokenInvalid
    secret = secret_values.new_secret()
    row = ApiTokenRow(
        id=secrets.token_hex(8),
        digest=secret_values.digest(secret),
        person_id=act.actor.id,
        label=label.strip()[:80],
        scopes=sorted(scopes),
        created_at=act.now,
        expires_at=expires_at,
    )
    act.session.add(row)
    act.session.flush()
    data = {"token": row.id, "scopes": row.scopes, "expires_at": expires_at.isoformat()}
    history.append(act, f"person:{act.actor.id}", "token.issued", data)
    return _token(row), f"sp_{row.id}_{secret}"


def revoke(act: Act, token_id: str) -> None:
    """End a token of the actor. Raises TokenNotFound."""
    own = (ApiTokenRow.id == token_id) & (ApiTokenRow.person_id == act.actor.id) & ApiTokenRow.revoked_at.is_(None)
    ended = act.session.execute(update(ApiTokenRow).where(own).values(revoked_at=act.now).returning(ApiTokenRow.id))
    if ended.first() is None:
        raise TokenNotFound
    history.append(act, f"person:{act.actor.id}", "token.revoked", {"token": token_id})


def find(session: Session, text: str, now: datetime) -> Token | None:
    """The living token of a text, or None."""
    mark, _, rest = text.partition("_")
    token_id, _, secret = rest.partition("_")
    row = sql.run(session, FIND, (token_id,)).fetchone() if mark == "sp" else None
    if row is None or not secret_values.is_same(secret, row[0]) or row[1] is not None:
        return None
    created, expires, used = (value and datetime.fromisoformat(value) for value in row[2:5])
    token = Token(token_id, row[5], row[6], frozenset(canonical.parse(row[7])), created, expires, used)
    return None if now >= token.expires_at else token


def touch(database: Database, token: Token, now: datetime) -> None:
    """Note that the token was used; writes at most once in five minutes."""
    if token.used_at is None or now - token.used_at >= USED_EVERY:
        with database.write() as session:
            session.execute(update(ApiTokenRow).where(ApiTokenRow.id == token.id).values(used_at=now))


def list_of(session: Session, person_id: str) -> list[Token]:
    """The tokens of a person that were not revoked, the newest first."""
    chosen = select(ApiTokenRow).where(ApiTokenRow.person_id == person_id, ApiTokenRow.revoked_at.is_(None))
    return [_token(row) for row in session.scalars(chosen.order_by(ApiTokenRow.created_at.desc(), ApiTokenRow.id))]


def _token(row: ApiTokenRow) -> Token:
    return Token(row.id, row.person_id, row.label, frozenset(row.scopes), row.created_at, row.expires_at, row.used_at)
