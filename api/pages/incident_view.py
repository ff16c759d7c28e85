"""Incidents as their pages show them."""

from dataclasses import dataclass

from api.pages.words import Empty, Fact, Lamp


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident in the list."""

    title: str
    about: str
    cause: str
    lamp: Lamp
    when: str
    url: str


@dataclass(frozen=True, slots=True)
class IncidentsView:
    """The open ones, or all of them."""

    summary: str
    rows: tuple[IncidentRow, ...]
    all: bool
    older: str
    empty: Empty


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident: what happened, what can be done and what each deed leads to."""

    title: str
    about: str
    lamp: Lamp
    cause: str
    facts: tuple[Fact, ...]
    retry: str
    give_up: str
    consequence: str
    replay: str
    trouble: str = ""
    typed: str = ""
