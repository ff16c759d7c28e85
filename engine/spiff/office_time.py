"""Timers on the office's own time: working days and office hours on the calendar the instance is pinned to.

The arithmetic is kept with the timer: runs of days `[first, last, reason, name, working days so far]`.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, ClassVar

from engine import expressions
from engine.errors import ExpressionFailed, ExpressionInvalid, Finding
from engine.expressions import Compiled
from engine.spiff import timing
from engine.spiff.reading import BPMN, OURS, extension, text_of
from engine.spiff.scripts import evaluate_text
from engine.spiff.tree import LiveTask
from engine.spiff.triggers import Timer
from kernel import calendars
from kernel.calendar import Calendar
from kernel.errors import N_

LENGTH = re.compile(r"P(?=\d|T\d)(?:(?P<days>\d{1,3})D)?(?:T(?=\d)(?:(?P<hours>\d{1,4})H)?(?:(?P<minutes>\d{1,4})M)?)?")
PART = re.compile(r"(?P<percent>100|[1-9]?\d)\s*%|(?P<fraction>0?\.\d{1,4})")
MAX_RUNS = 80
Run = list[Any]


@dataclass(frozen=True, slots=True)
class Length:
    """Working days, then office hours."""

    days: int
    hours: Fraction

    def after(self, calendar: Calendar, at: dt.datetime) -> dt.datetime:
        """When that much office time has passed since `at`."""
        due = calendar.add_working_days(at, self.days) if self.days or not self.hours else at
        return calendar.add_working_hours(due, self.hours) if self.hours else due


def length(text: str) -> Length:
    """The length of a text like P2D, PT4H or P1DT2H. Raises ValueError."""
    found = LENGTH.fullmatch(text)
    if found is None:
        raise ValueError(f"'{text}' is not a length of office time like P2D, PT4H or P1DT2H")
    hours = int(found["hours"] or 0) + Fraction(int(found["minutes"] or 0), 60)
    return Length(int(found["days"] or 0), hours)


def part_of(text: str) -> Fraction:
    """A fraction of a deadline: `50 %` or `0.5`. Raises ValueError."""
    found = PART.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text}' is not a part like 50 % or 0.5")
    return Fraction(int(found["percent"]), 100) if found["percent"] else Fraction(found["fraction"])


@dataclass(frozen=True)
class OfficeTimer(Timer):
    """A length of office time; with a `part`, that part of the office time up to the instant the text gives."""

    part: Fraction | None = None

    announced: ClassVar[bool] = True

    def arm(self, task: LiveTask, at: dt.datetime) -> None:
        """Computes the due instant once, on the pinned calendar. Raises ExpressionFailed, CalendarUnknown."""
        if "due" not in task.internal_data:
            element = task.task_spec.bpmn_id
            text = self.text if self.value is None else evaluate_text(element, self.value, task.data)
            try:
                length(text or "") if self.part is None else timing.instant(text or "")
            except ValueError as fault:
                raise ExpressionFailed(element=element, expression=self.text, reason=str(fault)) from None
            task.internal_data["since"], task.internal_data["length"] = at.isoformat(), text
            self.settle(task)
        self.announce(task)

    def settle(self, task: LiveTask) -> None:
        """The due instant and how it was found, on the calendar of the instance as it is now."""
        self.count_on(task, calendars.get(task.workflow.top_workflow.calendar))

    def count_on(self, task: LiveTask, calendar: Calendar) -> None:
        """The same on a calendar that is given."""
        state = task.internal_data
        since = dt.datetime.fromisoformat(state["since"])
        if self.part is None:
            due = length(state["length"]).after(calendar, since)
        else:
            due = calendar.fraction(since, timing.instant(state["length"]), self.part)
        state["due"], state["arithmetic"] = due.isoformat(), runs(calendar, since, due)

    def announce(self, task: LiveTask) -> None:
        """Tells the recorder when to fire, and why then."""
        super().announce(task)
        timers = task.workflow.top_workflow.recorder.timers
        timers[task.id] = replace(timers[task.id], arithmetic=task.internal_data["arithmetic"])


def runs(calendar: Calendar, since: dt.datetime, due: dt.datetime) -> list[Run]:
    """The days behind the first one, as the module tells; a very long rest is one run."""
    grouped: list[Run] = []
    counted = 0
    for line in calendar.arithmetic(since, due):
        counted = line.number or counted
        if grouped and grouped[-1][2:4] == [line.reason, line.name]:
            grouped[-1][1], grouped[-1][4] = line.on.isoformat(), counted
        else:
            grouped.append([line.on.isoformat(), line.on.isoformat(), line.reason, line.name, counted])
    if len(grouped) > MAX_RUNS:
        first, last = grouped[MAX_RUNS - 1], grouped[-1]
        grouped[MAX_RUNS - 1 :] = [[first[0], last[1], "more", "", last[4]]]
    return grouped


def is_office(definition: Any) -> bool:
    """Whether a timer says that it counts office time."""
    return mark_of(definition) is not None or definition.get(f"{OURS}time") == "office"


def mark_of(definition: Any) -> Any | None:
    """Our own element in the timer, or in the event around it."""
    found = extension(definition, "office")
    around = definition.getparent()
    return found if found is not None or around is None else extension(around, "office")


def timer_of(definition: Any) -> OfficeTimer:
    """The timer of a definition that has passed the refusals."""
    kind = next(name for name in ("timeDuration", "timeDate") if definition.find(BPMN + name) is not None)
    text, mark = text_of(definition, kind), mark_of(definition)
    part = part_of(mark.get("part")) if mark is not None and mark.get("part") else None
    return OfficeTimer(kind, text, None if timing.is_literal(text) else expressions.compile(text), part)


def findings(node: Any, definition: Any) -> Iterator[Finding]:
    """What is wrong with a timer on office time."""
    facts = {"name": node.get("name") or node.get("id", "")}
    mark = mark_of(definition)
    part = mark.get("part") if mark is not None else None
    kind = "timeDate" if part else "timeDuration"
    text = text_of(definition, kind)
    if (
        not text
        or sum(definition.find(BPMN + name) is not None for name in ("timeDate", "timeDuration", "timeCycle")) > 1
    ):
        sentence = N_("The timer %(name)s counts office time: it needs a duration, or a part of the time to a date.")
        yield Finding("timer-office", node.get("id", ""), sentence, facts)
        return
    try:
        if part:
            part_of(part)
        readable(text, kind)
    except (ValueError, ExpressionInvalid) as fault:
        reason = fault.facts["reason"] if isinstance(fault, ExpressionInvalid) else str(fault)
        sentence = N_("The timer %(name)s can't be read: %(reason)s.")
        yield Finding("timer-text", node.get("id", ""), sentence, {**facts, "reason": reason})


def readable(text: str, kind: str) -> Compiled | Length | dt.datetime:
    """The text of an office timer, read. Raises ValueError, ExpressionInvalid."""
    if not timing.is_literal(text):
        return expressions.compile(text)
    return length(text) if kind == "timeDuration" else timing.instant(text)
