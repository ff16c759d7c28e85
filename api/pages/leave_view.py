"""Leave balances as their pages show them: finished words, and the year as a strip of days."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from api.pages.words import Empty, Option


@dataclass(frozen=True, slots=True)
class BucketRow:
    """One bucket: what came in, was used, is reserved, is left."""

    name: str
    given: str
    used: str
    reserved: str
    left: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One line of the arithmetic; `url` leads to the request, `note` is the reason of a correction."""

    day: str
    what: str
    rule: str
    bucket: str
    days: str
    after: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One day in the strip; `kind` is its class, `title` is said where the day is more than ordinary."""

    x: int
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class StripRow:
    """One month of the strip."""

    label: str
    y: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A line of the table beside the strip."""

    days: str
    what: str
    count: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The leave year: months of days for the eye, `periods` and `named` for everybody."""

    label: str
    months: tuple[StripRow, ...]
    legend: tuple[Option, ...]
    periods: tuple[Period, ...]
    named: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One year of the form that takes the paper book over."""

    year: int
    running: bool


@dataclass(frozen=True, slots=True)
class KeeperView:
    """What the forms of a personnel officer offer: `history` is empty once the book was taken over."""

    years: tuple[Option, ...]
    buckets: tuple[Option, ...]
    history: tuple[HistoryRow, ...]
    joint: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class LeaveBalanceView:
    """One person's balance on a day; `keeper` is None for those who may only look."""

    title: str
    about: str
    url: str
    on: str
    day: str
    year: int
    available: str
    arithmetic: str
    buckets: tuple[BucketRow, ...]
    lines: tuple[MoveRow, ...]
    empty: Empty
    strip: Strip
    keeper: KeeperView | None
    all_url: str


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One person in the list; `url` is '' for a superior, who sees the totals only."""

    name: str
    url: str
    about: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BalancesView:
    """The balances of many."""

    about: str
    columns: tuple[str, ...]
    rows: tuple[BalanceRow, ...]
    units: tuple[Option, ...]
    text: str
    on: str
    more: str
    csv: str
    empty: Empty


@dataclass(frozen=True, slots=True)
class TriedLeave:
    """What was typed into a form that was refused, and the sentence that says why."""

    said: str = ""
    typed: Mapping[str, str] = field(default_factory=lambda: defaultdict(str))
