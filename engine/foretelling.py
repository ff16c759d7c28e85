"""Who would get each task of a process today: what the desks of a drawing say before anything runs.

A desk is known when it is written in the drawing, or when the operation that computes it can say what it would give.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import expressions
from engine.expressions import EvaluationFailed
from engine.spiff.parse import Process
from engine.spiff.reading import Element
from kernel.errors import AppError


@dataclass(frozen=True, slots=True)
class Asked:
    """What an operation is asked to foretell: for whom, when, with which parameters. It changes nothing."""

    session: Session
    requester: str
    now: datetime
    parameters: Mapping[str, Any]


Preview = Callable[[Asked], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Foretold:
    """One user task: `rule` is the desk as it is written, `desk` what it gives today, None when nobody can say yet.

    `handlers` are the operations that compute it, `missing` the data that only a running case has, `fault` why an
    operation gave nothing.
    """

    element: Element
    rule: str
    desk: str | None
    handlers: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    fault: AppError | None = None


@dataclass(slots=True)
class _Known:
    """Data that operations would give, and which of them gave or refused what."""

    data: dict[str, Any]
    givers: dict[str, str]
    faults: list[AppError]


def foretell(
    process: Process, previews: Mapping[str, Preview], session: Session, requester: str, now: datetime
) -> list[Foretold]:
    """Each user task of a process in the order of the drawing, for somebody who would begin a case now."""
    known = _Known({}, {}, [])
    calling = [one for one in process.elements.values() if one.handler in previews and not one.outside]
    while calling:
        waiting = [one for one in calling if not _ask(one, previews, Asked(session, requester, now, {}), known)]
        if len(waiting) == len(calling):
            break
        calling = waiting
    return [_foretold(element, known) for element in process.elements.values() if element.desk]


def _ask(element: Element, previews: Mapping[str, Preview], asked: Asked, known: _Known) -> bool:
    """Whether an operation could be asked: all its parameters are known."""
    try:
        given = {name: expressions.compile(text).evaluate(known.data) for name, text in element.given}
    except EvaluationFailed:
        return False
    handler = element.handler or ""
    try:
        found = previews[handler](Asked(asked.session, asked.requester, asked.now, given))
    except AppError as fault:
        known.faults.append(fault)
        return True
    known.data.update(found)
    known.givers.update(dict.fromkeys(found, handler))
    return True


def _foretold(element: Element, known: _Known) -> Foretold:
    rule = element.desk or ""
    compiled = expressions.compile(rule)
    roots = tuple(dict.fromkeys(path.partition(".")[0] for path in compiled.paths))
    missing = tuple(name for name in roots if name not in known.data)
    handlers = tuple(dict.fromkeys(known.givers[name] for name in roots if name in known.givers))
    fault = known.faults[0] if missing and known.faults else None
    try:
        desk = None if missing else compiled.evaluate(known.data)
    except EvaluationFailed:
        desk = None
    return Foretold(element, rule, desk if isinstance(desk, str) else None, handlers, missing, fault)
