"""Where a case stands now: its present steps, who holds each, and when the whole is likely to end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy.orm import Session

from engine import ahead, inbox, instances, runtime, started
from engine.inbox import TaskRow
from engine.models import Instance
from engine.states import ALIVE, InstanceState
from kernel import calendars
from kernel.calendar import Calendar
from workflows.areas import Offices

ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Forecast:
    """The likely end. `basis`: `past` (median of `count` ended cases) or `limits` (sum of the limits still ahead).

    `at` is None when the case takes longer already than half of the past ones; `whole` is false when a step ahead has
    no limit that is known.
    """

    basis: str
    at: datetime | None
    count: int = 0
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """The open tasks of a case and of what it led to, by limit; without one, the elements in which it waits."""

    tasks: tuple[TaskRow, ...]
    waits: tuple[str, ...]
    forecast: Forecast | None


@dataclass(slots=True)
class Standings:
    """Looks at cases for one page; what was reckoned once is remembered."""

    session: Session
    offices: Offices
    now: datetime
    _spans: dict[tuple[str, str | None], list[timedelta]] = field(default_factory=dict)

    def of(self, one: Instance) -> Standing:
        """Where a case stands; an ended one stands nowhere."""
        if one.state not in ALIVE:
            return Standing((), (), None)
        family = instances.list_of_record(self.session, one.record) if one.record else [one]
        alive = [other.id for other in family if other.state in ALIVE]
        tasks = tuple(inbox.open_of_instances(self.session, alive))
        own = next((task for task in tasks if task.instance_id == one.id), None)
        waits = () if tasks else self._waits(one)
        is_running = one.state == InstanceState.RUNNING
        return Standing(tasks, waits, self._forecast(one, own, tasks) if is_running else None)

    def _waits(self, one: Instance) -> tuple[str, ...]:
        process = runtime.of(self.session).process(self.session, one.definition_id)
        here = [process.elements[element] for element in self._here(one) if element in process.elements]
        reached = [element for element in here if element.kind != "startEvent"]  # not what may yet interrupt it
        return tuple(dict.fromkeys(element.name for element in reached if element.name))

    def _here(self, one: Instance) -> list[str]:
        case = runtime.Case(one.id, one.definition_id, one.process, one.record, one.business_key)
        return runtime.copy_of(self.session, case).live.here()

    def _forecast(self, one: Instance, own: TaskRow | None, tasks: tuple[TaskRow, ...]) -> Forecast | None:
        if one.id in self.offices.answered(self.session, one.process, [one.id]):
            return None
        calendar = calendars.current(self.session)
        began = own.opened_at if own else one.started_at
        past = self._past(calendar, one.process, own.element if own else None)
        if len(past) >= ENOUGH:
            usual = median(span.total_seconds() for span in past)
            left = timedelta(seconds=usual) - calendar.working_between(began, self.now)
            at = calendar.add_working_hours(self.now, left / timedelta(hours=1)) if left > timedelta() else None
            return Forecast("past", at, len(past))
        return self._by_limits(calendar, one, own, tasks)

    def _past(self, calendar: Calendar, process: str, element: str | None) -> list[timedelta]:
        place = (process, element)
        if place not in self._spans:
            spans = started.spans_to_end(self.session, process, element)
            answered = self.offices.answered(self.session, process, spans)
            until = {one: (began, answered.get(one, ended)) for one, (began, ended) in spans.items()}
            found = [calendar.working_between(*span) for span in until.values() if span[0] <= span[1]]
            self._spans[place] = found
        return self._spans[place]

    def _by_limits(
        self, calendar: Calendar, one: Instance, own: TaskRow | None, tasks: tuple[TaskRow, ...]
    ) -> Forecast | None:
        """The latest open limit, then the limit of each step that lies ahead on the longest way."""
        dues = [task.due_at for task in tasks if task.due_at is not None]
        process = runtime.of(self.session).process(self.session, one.definition_id)
        limits: Mapping[str, int] = self.offices.limits(one.process)
        done = started.done_steps(self.session, one.id)
        steps = ahead.longest(process, own.element, limits, done) if own else []
        known = [limits[step] for step in steps if step in limits]
        if not dues and not known:
            return None
        at = calendar.add_working_days(max([self.now, *dues]), sum(known))
        return Forecast("limits", at, whole=bool(dues) and len(known) == len(steps))
