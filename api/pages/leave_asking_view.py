"""Asking for leave as its pages show it."""

from dataclasses import dataclass

from api.pages.form_view import FormView
from api.pages.words import Link


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of leave that can be asked for."""

    label: str
    about: str
    url: str


@dataclass(frozen=True, slots=True)
class CountView:
    """What sending would do: the days with their arithmetic, the buckets, warnings, who decides."""

    days: str
    arithmetic: tuple[str, ...]
    buckets: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    article: str


@dataclass(frozen=True, slots=True)
class AskingView:
    """The form of one kind; `count` stands above it once the days were counted."""

    title: str
    balance: str
    kind: str
    form: FormView
    others: Link
    count: CountView | None = None


@dataclass(frozen=True, slots=True)
class SickView:
    """Reporting sick today."""

    today: str
    key: str
    trouble: str = ""
