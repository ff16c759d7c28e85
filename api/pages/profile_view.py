"""A profile and a personnel file as their pages show them: finished words."""

from dataclasses import dataclass, field

from api.pages.form_view import FieldView
from api.pages.words import Lamp, Link, Option


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value: its lines, since when and from whom, and where personnel removes it ('' for nowhere)."""

    lines: tuple[str, ...]
    about: str = ""
    entry: str = ""
    removal_url: str = ""


@dataclass(frozen=True, slots=True)
class EditView:
    """The form of one field. `proof` names the kind of document that must come along ('' for none)."""

    url: str
    key: str
    summary: str
    button: str
    fields: tuple[FieldView, ...]
    proof: str = ""
    proof_needed: bool = False
    limit: str = ""
    note: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class LineView:
    """One field of a profile."""

    name: str
    title: str
    values: tuple[ValueView, ...]
    former: tuple[ValueView, ...] = ()
    waiting: tuple[Link, ...] = ()
    form: EditView | None = None


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """A whole profile. `numbers_url` is where masked numbers are asked for; `reasoned`: with a reason."""

    person: str
    about: str
    groups: tuple[tuple[str, tuple[LineView, ...]], ...]
    doors: tuple[Link, ...]
    doubts: tuple[str, ...] = ()
    numbers_url: str = ""
    reasoned: bool = False
    shown: bool = False
    own: bool = False
    said: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EntryView:
    """One document of a file; `url` is '' for whoever may not open it."""

    id: str
    title: str
    about: str
    url: str = ""
    lamp: Lamp | None = None
    removal_url: str = ""
    door: Link | None = None


@dataclass(frozen=True, slots=True)
class LookView:
    """Who looked at what, when."""

    at: str
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class UploadView:
    """The form that brings documents. `several`: more files than one; `owner`: it is a proposal."""

    url: str
    key: str
    kinds: tuple[Option, ...]
    several: bool
    limit: str
    typed: dict[str, str] = field(default_factory=dict)
    said: str = ""


@dataclass(frozen=True, slots=True)
class FilePage:
    """A whole file."""

    person: str
    about: str
    percent: int
    summary: str
    missing: tuple[str, ...]
    ending: tuple[EntryView, ...]
    entries: tuple[EntryView, ...]
    former: tuple[EntryView, ...]
    papers: tuple[EntryView, ...]
    doors: tuple[Link, ...]
    upload: UploadView | None = None
    looks: tuple[LookView, ...] | None = None
    own: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class ChangePage:
    """One proposed change, old and new side by side."""

    title: str
    person: str
    person_url: str
    lamp: Lamp
    sent: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    stale: str
    note: str
    reason: str
    proof: EntryView | None
    task_url: str = ""
    numbers_url: str = ""
    withdraw_url: str = ""
    form: EditView | None = None
    form_name: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class FilesRow:
    """One file in the overview."""

    name: str
    about: str
    unit: str
    percent: int
    there: str
    lacking: str
    ending: str
    url: str


@dataclass(frozen=True, slots=True)
class FilesView:
    """The overview of files."""

    summary: str
    rows: tuple[FilesRow, ...]
    units: tuple[Option, ...]
    text: str
    lacking: bool
    older: str
    csv: str
    filters: bool
