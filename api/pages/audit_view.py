"""The auditor's place as its pages show it."""

from dataclasses import dataclass
from datetime import date

from api.pages.words import Empty, Lamp, Tag


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One instance that was found."""

    title: str
    about: str
    tags: tuple[Tag, ...]
    record_url: str
    process: str
    instance: str
    lamp: Lamp
    when: str
    replay: str
    verify: str


@dataclass(frozen=True, slots=True)
class AuditView:
    """The search and what it found."""

    summary: str
    text: str
    rows: tuple[CaseRow, ...]
    older: str
    empty: Empty


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """One refused deed."""

    clock: str
    who: str
    what: str
    code: str
    record: str
    url: str


@dataclass(frozen=True, slots=True)
class RefusalsView:
    """The refusals of one day."""

    day: date
    verdict: str
    rows: tuple[RefusalRow, ...]


@dataclass(frozen=True, slots=True)
class StreamRow:
    """One stream that was checked."""

    stream: str
    events: str
    chain: str
    executed: str


@dataclass(frozen=True, slots=True)
class VerdictView:
    """The result of checking a record."""

    title: str
    at: str
    whole: bool
    sentence: str
    explained: str
    rows: tuple[StreamRow, ...]
    back: str
