"""What an area brings to the product: its handlers, its processes, and how its records are shown in lists."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from engine.handlers import Registry
from forms import catalogue
from kernel.act import Actor
from workflows.issuing import Draw, Drawn, Paper
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
MaySeePaper = Callable[[Session, Actor, Paper], bool]


def only_its_people(_session: Session, _actor: Actor, _paper: Paper) -> bool:
    """A paper may be fetched by those whose files it lies in, and by nobody else."""
    return False


@dataclass(frozen=True, slots=True)
class Area:
    """One business area; `kind` begins the names of its records (`letter` in `letter:018f…`).

    `papers` draws its papers by their kind; `may_see_paper` says who else than their people may fetch them.
    """

    kind: str
    add_handlers: Callable[[Registry], None]
    processes: Mapping[str, Path]
    describe: Describe
    record_url: Callable[[str], str]
    tell: Tell
    papers: Mapping[str, Draw] = field(default_factory=dict)
    may_see_paper: MaySeePaper = only_its_people


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
            if own:
                found.update(area.tell(session, own))
        return found

    def draw_paper(self, session: Session, paper: Paper, lang: str) -> Drawn:
        """The content of a paper, as its area draws it. Raises LookupError when no area knows the kind."""
        area = self._of(paper.record)
        if area is None or paper.kind not in area.papers:
            raise LookupError(f"nobody draws papers of the kind {paper.kind}")
        return area.papers[paper.kind](session, paper, lang)

    def may_see_paper(self, session: Session, actor: Actor, paper: Paper) -> bool:
        """Whether the actor may fetch a paper: it lies in his file, or its area says so."""
        area = self._of(paper.record)
        return actor.id in paper.people or (area is not None and area.may_see_paper(session, actor, paper))

    def _of(self, record: str | None) -> Area | None:
        return None if record is None else self.areas.get(record.partition(":")[0])
