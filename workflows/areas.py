"""What an area brings to the product: its handlers, its processes, and how its records are shown in lists."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from engine.handlers import Registry
from forms import catalogue
from kernel.act import Act, Actor
from kernel.errors import N_
from workflows.notices import Notice


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
    facts: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None


Describe = Callable[[Session, Actor, Collection[str]], Mapping[str, RowText]]
Tell = Callable[[Session, Collection[Notice]], Mapping[str, Told]]
May = Callable[[Session, Actor, str], bool]

COMMENT = "comment."  # how the kinds of notices about comments begin
UNSAID = N_("There is something new.")
MENTIONED = N_("You were mentioned in a comment.")
MENTIONED_IN = N_("You were mentioned in a comment on %(title)s")


@dataclass(frozen=True, slots=True)
class Area:
    """One business area; `kind` begins the names of its records (`letter` in `letter:018f…`).

    `may_open`, `may_comment`: whether an actor sees the page of a record, or may add to it; left out, whoever may know
    the record's words may do both. `note_opening` notes a look at it, or refuses it. `title_to`: what a mail to a desk
    may call a record ('' for nothing); None when it may say no more than `unsaid`.
    """

    kind: str
    add_handlers: Callable[[Registry], None]
    processes: Mapping[str, Path]
    describe: Describe
    record_url: Callable[[str], str]
    tell: Tell
    may_open: May | None = None
    may_comment: May | None = None
    note_opening: Callable[[Act, str], None] = lambda _act, _record: None
    title_to: Callable[[Session, str, str], str | None] = lambda _session, _desk, _record: ""
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
                yield key, {diagram.name: diagram.read_bytes(), **forms}

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
        area = self._of(record)
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
        """Whether an actor may see the page of a record; records of no area have none."""
        area = self._of(record)
        if area is None:
            return False
        if area.may_open is not None:
            return area.may_open(session, actor, record)
        row = area.describe(session, actor, [record]).get(record)
        return row is not None and not row.secret

    def may_comment(self, session: Session, actor: Actor, record: str) -> bool:
        """Whether an actor may add a comment to a record."""
        area = self._of(record)
        if area is None or area.may_comment is None:
            return self.may_open(session, actor, record)
        return area.may_comment(session, actor, record)

    def note_opening(self, act: Act, record: str) -> None:
        """Note that somebody looks at a record, as its page would. Raises what the area refuses with."""
        area = self._of(record)
        if area is not None:
            area.note_opening(act, record)

    def unsaid(self, record: str | None) -> str:
        """All that a mail may say of a record that is secret."""
        area = self._of(record)
        return UNSAID if area is None else area.unsaid

    def _of(self, record: str | None) -> Area | None:
        return None if record is None else self.areas.get(record.partition(":")[0])


def _tell_comment(area: Area, session: Session, notice: Notice) -> Told:
    """A mention in words; its door leads to the comment."""
    record = notice.record or ""
    title, url = area.title_to(session, notice.desk, record), area.record_url(record)
    if title is None:
        return Told(area.unsaid, url=url)
    url = f"{url}#c-{notice.facts['comment']}"
    return Told(MENTIONED_IN, {"title": title}, url) if title else Told(MENTIONED, url=url)
