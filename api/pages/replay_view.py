"""A replay as its page shows it."""

from dataclasses import dataclass

from api.pages.words import Link


@dataclass(frozen=True, slots=True)
class StepView:
    """One event of an instance in words; `here` names where it waits afterwards."""

    number: int
    at: str
    who: str
    basis: str
    what: str
    lines: tuple[str, ...]
    here: str


@dataclass(frozen=True, slots=True)
class ReplayView:
    """An instance on the drawing of its version."""

    title: str
    over: str
    state: str
    whole: bool
    verdict: str
    described: str
    diagram: str
    frames: str
    css: str
    js: str
    steps: tuple[StepView, ...]
    doors: tuple[Link, ...]
