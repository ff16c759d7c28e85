"""Builds the register of letters: lines, filters, words of states."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from api.pages.lamps import end_of_today, lamp
from api.pages.letter_pages import letter_tags
from api.pages.letter_view import LetterRow, RegisterView
from api.pages.viewer import Viewer
from api.pages.words import Empty, Lamp, Option
from engine import inbox
from forms.coerce import is_plausible
from kernel.db import instant as written
from kernel.render import N_, instant
from people import structure
from workflows.letters import listing, register, words
from workflows.letters.listing import Filters, LetterLine, Place
from workflows.letters.states import LETTER_LABELS, LetterState

ENDED = frozenset({LetterState.FILED, LetterState.RETURNED, LetterState.DUPLICATE, LetterState.CANCELLED})
LATE = "late"
APART = "~"


@dataclass(frozen=True, slots=True)
class Sought:
    """What the register is narrowed to; all of it stands in the query string."""

    q: str = ""
    state: str = ""
    security: str = ""
    since: date | None = None
    until: date | None = None
    after: str = ""

    def url(self, after: str) -> str:
        """The address of the page behind a place."""
        told = {"q": self.q, "state": self.state, "security": self.security, "after": after}
        days = {"from": self.since, "to": self.until}
        query = {**told, **{name: day.isoformat() for name, day in days.items() if day}}
        return "/letters?" + urlencode({name: value for name, value in query.items() if value})


def read_sought(
    q: Annotated[str, Query(max_length=100)] = "",
    state: Annotated[str, Query(max_length=30)] = "",
    security: Annotated[str, Query(max_length=20)] = "",
    since: Annotated[str, Query(alias="from", max_length=10)] = "",
    until: Annotated[str, Query(alias="to", max_length=10)] = "",
    after: Annotated[str, Query(max_length=120)] = "",
) -> Sought:
    """The filters of the query string; what can't be read narrows nothing."""
    known = state if state in (*LETTER_LABELS, LATE) else ""
    return Sought(q.strip(), known, security if security in words.SECURITY else "", day(since), day(until), after)


WhichLetters = Annotated[Sought, Depends(read_sought)]


def day(text: str) -> date | None:
    """A date from a query string, or None."""
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return None
    return on if is_plausible(on.year) else None


def register_of(viewer: Viewer, sought: Sought) -> RegisterView:
    """A page of the register."""
    page = listing.page(viewer.session, viewer.actor, _filters(viewer, sought), after=_place(sought.after))
    following = f"{written(page.next.received_at)}{APART}{page.next.id}" if page.next else ""
    counts = inbox.counts(viewer.session, viewer.actor, viewer.now, end_of_today(viewer))
    is_narrow = any((sought.q, sought.state, sought.security, sought.since, sought.until))
    return RegisterView(
        title=viewer.say(N_("Incoming letters")),
        summary=viewer.say(N_("Your tasks: %(late)s late, %(today)s due today"), late=counts.late, today=counts.today),
        text=sought.q,
        since=sought.since.isoformat() if sought.since else "",
        until=sought.until.isoformat() if sought.until else "",
        states=_options(viewer, {LATE: N_("Late"), **LETTER_LABELS}, sought.state),
        securities=_options(viewer, words.SECURITY, sought.security),
        rows=rows_of(viewer, page.rows),
        older=sought.url(following) if following else "",
        empty=_empty(viewer, narrow=is_narrow),
        may_register=viewer.actor.can_work_for(register.DESK),
        agenda_url="/letters/agenda",
    )


def rows_of(viewer: Viewer, lines: list[LetterLine]) -> tuple[LetterRow, ...]:
    """Letters as rows with whose turn it is."""
    codes = {code for line in lines for code in line.turn}
    posts = structure.titles(viewer.session, codes)
    held = structure.holders_of(viewer.session, sorted(codes), viewer.now)

    def whose(line: LetterLine) -> str:
        named = [
            ", ".join(part for part in (held[code].name if code in held else "", posts[code].title) if part)
            for code in line.turn[:2]
            if code in posts
        ]
        more = viewer.say(N_("and %(count)s others"), count=len(line.turn) - 2) if len(line.turn) > 2 else ""
        return "; ".join(part for part in (*named, more) if part)

    return tuple(_row(viewer, line, whose(line)) for line in lines)


def state_lamp(viewer: Viewer, line: LetterLine) -> Lamp:
    """The state in words, lit by the letter's limit while it is open."""
    label = viewer.say(LETTER_LABELS[line.state])
    if line.finished_at is not None or line.state in ENDED:
        return Lamp("done", label)
    lit = lamp(viewer, line.due_at, line.received_at)
    return Lamp(lit.tone, f"{label}, {lit.text}" if line.due_at else label)


def _row(viewer: Viewer, line: LetterLine, whose: str) -> LetterRow:
    secret = viewer.say(words.SECRET_WORD)
    return LetterRow(
        url=f"/letters/{line.id}",
        agenda=f"{line.agenda_no}/{line.agenda_year}" if line.agenda_no else "–",
        received=instant(viewer.lang, line.received_at),
        number=line.number,
        sender=line.sender if not line.masked else secret,
        subject=line.subject or (secret if line.masked else viewer.say(words.NO_SUBJECT)),
        lamp=state_lamp(viewer, line),
        whose=whose,
        tags=letter_tags(viewer, line),
        secret=line.masked,
    )


def _filters(viewer: Viewer, sought: Sought) -> Filters:
    return Filters(
        text=sought.q,
        states=(sought.state,) if sought.state and sought.state != LATE else (),
        securities=(sought.security,) if sought.security else (),
        since=_midnight(viewer, sought.since),
        until=_midnight(viewer, sought.until and sought.until + timedelta(days=1)),
        late_at=viewer.now if sought.state == LATE else None,
    )


def _midnight(viewer: Viewer, on: date | None) -> datetime | None:
    return datetime.combine(on, datetime.min.time(), viewer.calendar.timezone) if on else None


def _place(after: str) -> Place | None:
    at, mark, letter = after.partition(APART)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return Place(moment, letter) if mark and moment.tzinfo and is_plausible(moment.year) else None


def _options(viewer: Viewer, labels: Mapping[str, str], chosen: str) -> tuple[Option, ...]:
    every = Option("", viewer.say(N_("All")), not chosen)
    return (every, *(Option(str(code), viewer.say(label), code == chosen) for code, label in labels.items()))


def _empty(viewer: Viewer, *, narrow: bool) -> Empty:
    if narrow:
        hint = N_("Secret letters are found by their agenda number only.")
        return Empty(viewer.say(N_("No letter matches.")), viewer.say(hint))
    return Empty(viewer.say(N_("No letters yet.")), viewer.say(N_("Letters appear here as the registry records them.")))
