"""What an area brings to the product: its handlers, its processes, and what the doors may show of its records.

How to add one is written in docs/areas.md. Areas give msgids and facts (`workflows.sayings`); the doors make words.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from documents import archive
from documents.errors import DocumentNotFound
from documents.models import Document
from engine.calendar_changes import Pinned
from engine.handlers import Registry
from engine.tasks import TaskView
from forms import catalogue
from kernel.act import Act, Actor
from kernel.calendar import Calendar
from kernel.errors import N_
from kernel.history import Event
from workflows.briefs import Brief, RequestRow, Service
from workflows.issuing import Draw, Drawn, Paper
from workflows.notices import Notice
from workflows.office_calendar import effects
from workflows.office_calendar.effects import CalendarEffects, CalendarFollows, CalendarLimits, Effect
from workflows.sayings import Joined, Mark, OfPerson, OfPost, Said, Value, Way

__all__ = [
    "Area",
    "Brief",
    "Joined",
    "Mark",
    "OfPerson",
    "OfPost",
    "Offices",
    "RequestRow",
    "RowText",
    "Said",
    "Service",
    "Told",
    "Value",
    "Way",
]


@dataclass(frozen=True, slots=True)
class RowText:
    """What a list says of a record: `title` and `about` are the record's own words, `tags` and `state` are msgids.

    `secret`: title is the number only, `about` is empty; `due_at` is the record's own limit.
    """

    title: str
    about: str
    origin: str
    tags: tuple[str, ...] = ()
    secret: bool = False
    state: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A notice in words: a msgid with its facts, and the page it leads to (None: nowhere)."""

    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    url: str | None = None


Describe = Callable[[Session, Actor, Collection[str]], Mapping[str, RowText]]
Tell = Callable[[Session, Collection[Notice]], Mapping[str, Told]]
MaySeePaper = Callable[[Session, Actor, Paper], bool]
Verify = Callable[[Session], Iterator[str]]


def only_its_people(_session: Session, _actor: Actor, _paper: Paper) -> bool:
    """A paper may be fetched by those whose files it lies in, and by nobody else."""
    return False


def _no_brief(_session: Session, _actor: Actor, _task: TaskView) -> Brief | None:
    return None


def _no_facts(_session: Session, _event: Event) -> Mapping[str, Value]:
    return {}


def _no_requests(_session: Session, _actor: Actor, _until: datetime | None, _most: int) -> Sequence[RequestRow]:
    return ()


def _for_auditors(_session: Session, actor: Actor, _record: str) -> bool:
    return actor.has_role("auditor", "admin_sistem")


def _no_limits(_process: str) -> Mapping[str, int]:
    return {}


def _never_answered(_session: Session, _instances: Collection[str]) -> Mapping[str, datetime]:
    return {}


def _unnoted(_act: Act, _record: str) -> None:
    return None


def _no_title(_session: Session, _desk: str, _record: str) -> str:
    return ""


def _nobodys(_act: Act, document_id: str, _surface: str, _reason: str) -> Document:
    raise DocumentNotFound(document_id=document_id)


def nothing_to_verify(_session: Session) -> Iterator[str]:
    """An area whose rows are not folded from events."""
    return iter(())


May = Callable[[Session, Actor, str], bool]

COMMENT = "comment."  # how the kinds of notices about comments begin
UNSAID = N_("There is something new.")
MENTIONED = N_("You were mentioned in a comment.")
MENTIONED_IN = N_("You were mentioned in a comment on %(title)s")


@dataclass(frozen=True, slots=True)
class Area:
    """One business area; `kind` begins the names of its records (`letter` in `letter:018f…`).

    All that follows `tell` may be left out; what it means stands in docs/areas.md.
    Another calendar: `calendar_limits` are those in the data of a case that follow, `calendar_follows` moves what the
    record keeps, in the same transaction, `calendar_effects` tells what else would change.
    `may_open`, `may_comment`: whether an actor sees the whole page of a record, or may add a comment to it; without the
    first a record has no comments. `title_to`: what a mail to a desk may call a record ('' for nothing); None when it
    may say no more than `unsaid`.
    """

    kind: str
    add_handlers: Callable[[Registry], None]
    processes: Mapping[str, Path]
    describe: Describe
    record_url: Callable[[str], str]
    tell: Tell
    papers: Mapping[str, Draw] = field(default_factory=dict)
    may_see_paper: MaySeePaper = only_its_people
    brief: Callable[[Session, Actor, TaskView], Brief | None] = _no_brief
    opened: Callable[[Act, str], None] = _unnoted
    open_document: Callable[[Act, str, str, str], Document] = _nobodys
    events: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    event_facts: Callable[[Session, Event], Mapping[str, Value]] = _no_facts
    may_see_log: Callable[[Session, Actor, str], bool] = _for_auditors
    requests: Callable[[Session, Actor, datetime | None, int], Sequence[RequestRow]] = _no_requests
    hides: frozenset[str] = frozenset()
    suggestions: Mapping[str, Callable[[], Mapping[str, str]]] = field(default_factory=dict)
    services: tuple[Service, ...] = ()
    limits: Callable[[str], Mapping[str, int]] = _no_limits
    answered: Callable[[Session, Collection[str]], Mapping[str, datetime]] = _never_answered
    place: str = "services"
    door: str = N_("Open its page")
    verify: Verify = nothing_to_verify
    tables: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    calendar_limits: CalendarLimits = effects.no_limits
    calendar_follows: CalendarFollows = effects.nothing_follows
    calendar_effects: CalendarEffects = effects.no_effects
    may_open: May | None = None
    may_comment: May | None = None
    title_to: Callable[[Session, str, str], str | None] = _no_title
    unsaid: str = UNSAID


class Offices:
    """All areas together: what the engine calls and the doors show."""

    def __init__(self) -> None:
        self.handlers = Registry()
        self.areas: dict[str, Area] = {}

    def add(self, area: Area) -> None:
        """Take an area in. Raises ValueError for a kind of record or a handler that is taken already."""
        if area.kind in self.areas:
            raise ValueError(f"records of the kind {area.kind} belong to another area")
        area.add_handlers(self.handlers)
        self.areas[area.kind] = area

    def seeds(self) -> Iterator[tuple[str, dict[str, bytes]]]:
        """(process, files of its bundle) of each process that ships with the product."""
        for area in self.areas.values():
            for key, diagram in area.processes.items():
                forms = {f"forms/{name}.json": content for name, content in catalogue.files(key).items()}
                drawn = (diagram, *area.tables.get(key, ()))
                yield key, {**{path.name: path.read_bytes() for path in drawn}, **forms}

    def describe(self, session: Session, actor: Actor, records: Collection[str]) -> dict[str, RowText]:
        """What a list may say to this actor of some records; records of no area are left out."""
        found: dict[str, RowText] = {}
        for kind, area in self.areas.items():
            own = {record for record in records if record.startswith(f"{kind}:")}
            if own:
                found.update(area.describe(session, actor, own))
        return found

    def record_url(self, record: str | None) -> str | None:
        """The page of a record, or None when it has none."""
        area = self.area_of(record)
        return None if area is None or record is None else area.record_url(record)

    def tell(self, session: Session, told_of: Collection[Notice]) -> dict[str, Told]:
        """Notices in words that anybody at their desks may read, by id; those whose area is gone are left out."""
        found: dict[str, Told] = {}
        for kind, area in self.areas.items():
            own = [notice for notice in told_of if (notice.record or "").startswith(f"{kind}:")]
            comments = [notice for notice in own if notice.kind.startswith(COMMENT)]
            others = [notice for notice in own if not notice.kind.startswith(COMMENT)]
            if others:
                found.update(area.tell(session, others))
            found.update({notice.id: _tell_comment(area, session, notice) for notice in comments})
        return found

    def may_open(self, session: Session, actor: Actor, record: str) -> bool:
        """Whether an actor may see the whole page of a record; nobody where its area does not say."""
        area = self.area_of(record)
        return area is not None and area.may_open is not None and area.may_open(session, actor, record)

    def may_comment(self, session: Session, actor: Actor, record: str) -> bool:
        """Whether an actor may add a comment to a record: as `may_open` where its area does not say more."""
        area = self.area_of(record)
        if area is None or area.may_comment is None:
            return self.may_open(session, actor, record)
        return area.may_comment(session, actor, record)

    def unsaid(self, record: str | None) -> str:
        """All that a mail may say of a record that is secret."""
        area = self.area_of(record)
        return UNSAID if area is None else area.unsaid

    def calendar_limits(self, session: Session, pinned: Pinned, after: Calendar) -> Mapping[str, Any]:
        """The limits in a case's data that follow another calendar."""
        area = self.area_of(pinned.case.record)
        return {} if area is None else area.calendar_limits(session, pinned, after)

    def follow_calendar(self, act: Act, pinned: Pinned, after: Calendar) -> None:
        """What the record of a case keeps follows another calendar."""
        area = self.area_of(pinned.case.record)
        if area is not None:
            area.calendar_follows(act, pinned, after)

    def calendar_effects(self, session: Session, before: Calendar, after: Calendar) -> list[Effect]:
        """What else another calendar would change, area by area."""
        return [one for area in self.areas.values() for one in area.calendar_effects(session, before, after)]

    def brief(self, session: Session, actor: Actor, task: TaskView) -> Brief | None:
        """The head of a task's page; None when its record is of no area or says nothing."""
        area = self.area_of(task.record)
        return None if area is None else area.brief(session, actor, task)

    def opened(self, act: Act, record: str | None) -> None:
        """Note that a record was opened by the page of a task of it."""
        area = self.area_of(record)
        if area is not None and record is not None:
            area.opened(act, record)

    def open_document(self, act: Act, document_id: str, surface: str, *, reason: str = "") -> Document:
        """Open a document as `scan` or `images`: of no record for who brought it, else as its area decides.

        Raises DocumentNotFound, and what the area raises.
        """
        document = archive.get(act.session, document_id)
        area = self.area_of(document.record)
        if area is not None:
            return area.open_document(act, document_id, surface, reason)
        if document.record is not None or document.created_by != act.actor.id:
            raise DocumentNotFound(document_id=document_id)
        return document

    def may_see_log(self, session: Session, actor: Actor, record: str | None) -> bool:
        """Whether an actor may see what happened to a record; of no area: auditors and administrators."""
        area = self.area_of(record)
        return _for_auditors(session, actor, "") if area is None else area.may_see_log(session, actor, record or "")

    def hides(self, process: str) -> frozenset[str]:
        """The answers of a process that are shown nowhere."""
        return frozenset().union(*(area.hides for area in self.areas.values() if process in area.processes))

    def suggestions(self, widget: str) -> Mapping[str, str]:
        """What a field of this kind suggests, value to name; empty for kinds of no area."""
        return next((area.suggestions[widget]() for area in self.areas.values() if widget in area.suggestions), {})

    def limits(self, process: str) -> Mapping[str, int]:
        """How many working days the steps of a process may take, by element, as far as an area tells."""
        return next((area.limits(process) for area in self.areas.values() if process in area.processes), {})

    def answered(self, session: Session, process: str, instances: Collection[str]) -> Mapping[str, datetime]:
        """When cases of a process were answered, by instance, where that comes before their end."""
        found = (area.answered(session, instances) for area in self.areas.values() if process in area.processes)
        return next(found, {})

    def services(self, actor: Actor) -> list[Service]:
        """The entries of the place of services that an actor may enter, area by area."""
        every = (service for area in self.areas.values() for service in area.services)
        return [one for one in every if one.roles is None or one.roles & actor.roles]

    def draw_paper(self, session: Session, paper: Paper, lang: str) -> Drawn:
        """The content of a paper, as its area draws it. Raises LookupError when no area knows the kind."""
        area = self.area_of(paper.record)
        if area is None or paper.kind not in area.papers:
            raise LookupError(f"nobody draws papers of the kind {paper.kind}")
        return area.papers[paper.kind](session, paper, lang)

    def may_see_paper(self, session: Session, actor: Actor, paper: Paper) -> bool:
        """Whether the actor may fetch a paper: it lies in his file, or its area says so."""
        area = self.area_of(paper.record)
        return actor.id in paper.people or (area is not None and area.may_see_paper(session, actor, paper))

    def verify(self, session: Session) -> Iterator[str]:
        """A line for each place where an area's rows are not what its events tell."""
        for area in self.areas.values():
            yield from area.verify(session)

    def area_of(self, record: str | None) -> Area | None:
        """The area whose record this is, or None."""
        return None if record is None else self.areas.get(record.partition(":")[0])


def _tell_comment(area: Area, session: Session, notice: Notice) -> Told:
    """A mention in words; its door leads to the comment."""
    record = notice.record or ""
    title, url = area.title_to(session, notice.desk, record), area.record_url(record)
    if title is None:
        return Told(area.unsaid, url=url)
    url = f"{url}#c-{notice.facts['comment']}"
    return Told(MENTIONED_IN, {"title": title}, url) if title else Told(MENTIONED, url=url)
