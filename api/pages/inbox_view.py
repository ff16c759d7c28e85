"""The inbox as its page shows it."""

from dataclasses import dataclass

from api.pages.words import Empty, Lamp, Link, Tag


@dataclass(frozen=True, slots=True)
class RowView:
    """One task in a list: what is asked, about what, from whom, by when, and why it is mine."""

    id: str
    url: str
    ask: str
    lamp: Lamp
    about: str
    origin: str
    tags: tuple[Tag, ...] = ()
    read: bool = False
    secret: bool = False
    claim_url: str = ""


@dataclass(frozen=True, slots=True)
class BoxView:
    """A box with its filters and one page of its rows. `place` names the list for remembering where one was.

    `saved` are the person's own filters; `query` is what saving this list would keep.
    """

    key: str
    title: str
    summary: str
    here: str
    place: str
    boxes: tuple[Link, ...]
    kinds: tuple[Link, ...]
    urgencies: tuple[Link, ...]
    saved: tuple[Link, ...]
    query: str
    hidden: tuple[tuple[str, str], ...]
    text: str
    rows: tuple[RowView, ...]
    older: str
    empty: Empty
    hint: str
