"""Who looks, when, in which language, through which transaction: what every page is built from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from api.context import House
from api.deps import Look, Who
from api.languages import language_of
from api.visitors import Visitor
from kernel import calendars, clock
from kernel.act import Act, Actor
from kernel.calendar import Calendar
from kernel.render import text
from workflows.areas import Offices


@dataclass(frozen=True, slots=True)
class Viewer:
    """One person looking at one page at one instant."""

    session: Session
    actor: Actor
    now: datetime
    lang: str
    offices: Offices
    path: str

    def say(self, sentence: str, **facts: Any) -> str:
        """A sentence in the person's language."""
        return text(self.lang, sentence, facts)

    def told(self, sentence: str, facts: Mapping[str, Any]) -> str:
        """A sentence whose facts are kept in a mapping; None is said as nothing."""
        return text(self.lang, sentence, {name: "" if fact is None else fact for name, fact in facts.items()})

    @property
    def calendar(self) -> Calendar:
        """The office's working time."""
        return calendars.current(self.session)


def viewer_of(request: Request, house: House, session: Session, who: Visitor) -> Viewer:
    """The viewer of a transaction that is open already."""
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return Viewer(session, who.actor, clock.now(), language_of(request), house.offices, path)


def open_view(request: Request, house: House, look: Look, who: Who) -> Viewer:
    """The viewer of a page that is only looked at."""
    return viewer_of(request, house, look, who)


def act_of(session: Session, who: Visitor) -> Act:
    """An act of the visitor in a transaction that the route opened itself."""
    return Act(session, who.actor, clock.now(), who.source)


Seen = Annotated[Viewer, Depends(open_view, scope="function")]
