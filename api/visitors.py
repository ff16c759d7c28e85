"""Who stands at the door: a browser with a cookie, or a program with a token."""

from dataclasses import dataclass

from starlette.requests import Request

from api.errors import NotSignedIn
from kernel import clock
from kernel.act import Actor
from people import sessions, tokens
from people.desks import actor_of
from workflows.installation import Installation

BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person at the door. `source` is the opaque id of session or token; `scopes` is None for a browser: all."""

    actor: Actor
    source: str
    scopes: frozenset[str] | None = None

    @property
    def session_id(self) -> str:
        """The id of the browser's session; '' for a program."""
        return self.source[2:] if self.source.startswith("s:") else ""


def recognise(request: Request, installation: Installation) -> Visitor:
    """Who sent this request. Raises NotSignedIn."""
    header = request.headers.get("authorization", "")
    if header.lower().startswith(BEARER) and request.scope["path"].startswith("/api/"):
        return _program(installation, header[len(BEARER) :].strip())
    return _browser(installation, request.cookies.get(cookie_name(installation), ""))


def cookie_name(installation: Installation) -> str:
    """The name of the session's cookie; over https browsers bind it to this very host."""
    return "__Host-satupintu" if installation.settings.secure_cookies else "satupintu"


def _browser(installation: Installation, cookie: str) -> Visitor:
    now = clock.now()
    with installation.database.read() as session:
        found = sessions.find(session, cookie, now) if cookie else None
        if found is None:
            raise NotSignedIn
        visitor = Visitor(actor_of(session, found.person_id, now), f"s:{found.id}")
    sessions.touch(installation.database, found, now)
    return visitor


def _program(installation: Installation, text: str) -> Visitor:
    now = clock.now()
    with installation.database.read() as session:
        token = tokens.find(session, text, now)
        if token is None:
            raise NotSignedIn
        visitor = Visitor(actor_of(session, token.person_id, now), f"t:{token.id}", token.scopes)
    tokens.touch(installation.database, token, now)
    return visitor
