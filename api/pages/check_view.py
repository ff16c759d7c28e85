"""What the check page of a paper and the list of papers say."""

from dataclasses import dataclass

from api.pages.words import Empty, Fact, Lamp, Option


@dataclass(frozen=True, slots=True)
class CheckView:
    """A paper as anybody may know it. `compared` is the outcome for a file that was sent, None before."""

    title: str
    state: Lamp
    said: str
    revoked: str
    facts: tuple[Fact, ...]
    hash: str
    url: str
    compared: Lamp | None
    office: str
    sample: bool


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One number of a series; `url` is its file when this reader may fetch it."""

    number: str
    dated: str
    title: str
    signer: str
    lamp: Lamp
    url: str


@dataclass(frozen=True, slots=True)
class PapersView:
    """The numbers of a series in a year, the newest first; `whole` says in words that none is missing."""

    series: tuple[Option, ...]
    rows: tuple[PaperRow, ...]
    whole: Lamp | None
    csv: str
    older: str
    empty: Empty
