"""Substitution as its page shows it."""

from dataclasses import dataclass

from api.pages.words import Option, Tag


@dataclass(frozen=True, slots=True)
class StandinLine:
    """One substitution; `can_end`: this person may end or shorten it; `starts_on` and `last_on` are ISO."""

    id: str
    absent: str
    substitute: str
    days: str
    tasks: str
    basis: str
    state: Tag
    starts_on: str
    last_on: str
    can_end: bool


@dataclass(frozen=True, slots=True)
class SubstitutionsView:
    """Mine, and those of others as far as this person arranges them, with what the form offers."""

    for_me: tuple[StandinLine, ...]
    by_me: tuple[StandinLine, ...]
    others: tuple[StandinLine, ...]
    others_title: str
    sought: str
    me: str
    absent: tuple[Option, ...]
    people: tuple[Option, ...]
    processes: tuple[Option, ...]
    scopes: tuple[Option, ...]
    today: str
