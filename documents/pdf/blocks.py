"""What a sheet is made of. All texts are plain: markup in them is printed as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `share` is its part of the width, `align` 'left', 'right' or 'center'."""

    title: str
    share: float = 1.0
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, one beneath the other."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Checks:
    """A list of choices with a box each; `ticked` ones are crossed."""

    choices: Sequence[tuple[str, bool]]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header is repeated on each page."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Signature:
    """Place and date, the line of the post, space to sign, name and number; at the right, kept together."""

    place_and_date: str
    post: str
    name: str
    number: str = ""
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Seal:
    """A QR code that holds an address, with lines beside it that say what it is for; kept together."""

    address: str
    lines: Sequence[str]


Block = Text | Facts | Checks | Table | Signature | Seal
