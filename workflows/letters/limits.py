"""Another calendar: the limits of a letter, of its duties and of their cases that came from a rule follow.

A limit that a person chose stays. What came from a rule is found by counting again on the calendar before.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.calendar_changes import Pinned
from kernel import calendars
from kernel.act import Act
from kernel.calendar import Calendar
from kernel.calendars import OfficeCalendar
from kernel.errors import N_
from workflows.letters import deadlines, entry, records, trace
from workflows.letters.models import DispositionRecipient, Letter
from workflows.letters.settings import letter_settings
from workflows.office_calendar.effects import Effect

EFFECT = N_("The limit of the letter moves: %(before)s → %(after)s")
Rule = Callable[[Calendar], datetime]


@dataclass(frozen=True, slots=True)
class Under:
    """One letter under two calendars."""

    session: Session
    letter: Letter
    before: Calendar
    after: Calendar

    def letter_due(self, calendar: Calendar) -> datetime | None:
        """The letter's own limit on one of the two."""
        letter, limits = self.letter, letter_settings()
        return self._either(
            letter.due_at, lambda on: deadlines.letter_due(on, limits, letter.urgency, letter.received_at), calendar
        )

    def branch_due(self, row: DispositionRecipient, calendar: Calendar) -> datetime | None:
        """The limit of a recipient on one of the two; it hangs on the letter's, or on that of whom he has it from."""
        given = records.get_disposition(self.session, row.disposition_id)
        above = given.parent_recipient_id
        parent = None if above is None else records.get_recipient(self.session, above)

        def rule(on: Calendar) -> datetime:
            counted = deadlines.first_due if parent is None else deadlines.child_due
            own = self.letter_due(on) if parent is None else self.branch_due(parent, on)
            return counted(on, letter_settings(), row.created_at, own or row.created_at)

        return self._either(row.due_at, rule, calendar)

    def _either(self, stored: datetime | None, rule: Rule, calendar: Calendar) -> datetime | None:
        ruled = stored is not None and stored in (rule(self.before), rule(self.after))
        return rule(calendar) if ruled else stored


def limits(session: Session, pinned: Pinned, after: Calendar) -> Mapping[str, Any]:
    """The limits in the data of a letter's case that follow."""
    for under in _unders(session, pinned, after):
        changed: dict[str, Any] = {}
        for old, new in _counted(under, pinned.data):
            changed |= {
                name: new[name] for name in old if pinned.data.get(name) == old[name] and new[name] != old[name]
            }
        if changed:
            return changed
    return {}


def follow(act: Act, pinned: Pinned, after: Calendar) -> None:
    """The letter's own limit, or that of the recipient whose case it is, follows, with an event of the letter."""
    for under in _unders(act.session, pinned, after):
        recipient = pinned.data.get("recipient_id")
        if recipient is None:
            moved = _move_letter(act, under)
        else:
            moved = _move_branch(act, under, records.get_recipient(act.session, recipient))
        if moved:
            return


def effects(session: Session, before: Calendar, after: Calendar) -> Sequence[Effect]:
    """The open letters whose own limit moves."""
    chosen = select(Letter).where(Letter.due_at.is_not(None), Letter.finished_at.is_(None)).order_by(Letter.id)
    found = []
    for letter in session.scalars(chosen):
        due = Under(session, letter, before, after).letter_due(after)
        if due != letter.due_at and letter.instance_id is not None:
            facts = {"before": letter.due_at, "after": due}
            found.append(Effect(trace.record_of(letter.id), EFFECT, facts))
    return found


def _unders(session: Session, pinned: Pinned, after: Calendar) -> Iterator[Under]:
    """The calendars on which the case's limits may have been counted: its own, or the one in force before `after`."""
    letter = records.get_letter(session, pinned.data["letter_id"])
    yield Under(session, letter, pinned.calendar, after)
    row = session.get(OfficeCalendar, after.version)
    base = calendars.current(session).version if row is None else row.based_on
    if base != pinned.calendar.version:
        yield Under(session, letter, calendars.know(session, base), after)


def _counted(under: Under, data: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """The limits in the data as each of the two calendars gives them."""
    letter, figures = under.letter, letter_settings()
    if data.get("recipient_id") is not None:
        row = records.get_recipient(under.session, data["recipient_id"])
        if row.due_at is not None:
            yield _both(under, lambda on: _branch_stages(under, row, on))
        reported_at = row.reported_at
        if reported_at is not None:
            yield _both(under, lambda on: {"accept_due_at": entry.iso(deadlines.accept_due(on, figures, reported_at))})
        return
    routed_at, finished_at = letter.routed_at, letter.finished_at
    if routed_at is not None:
        yield _both(under, lambda on: _dispose_stages(letter, routed_at, on))
    if finished_at is not None:
        yield _both(under, lambda on: {"file_due_at": entry.iso(deadlines.file_due(on, figures, finished_at))})


def _both(
    under: Under, counted: Callable[[Calendar], Mapping[str, Any]]
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    return counted(under.before), counted(under.after)


def _dispose_stages(letter: Letter, routed_at: datetime, calendar: Calendar) -> dict[str, Any]:
    due = deadlines.dispose_due(calendar, letter_settings(), letter.urgency, routed_at)
    stages = deadlines.stages(calendar, letter_settings(), routed_at, due, clock=False)
    return {
        "dispose_half_at": entry.iso(stages.half_at),
        "dispose_due_at": entry.iso(stages.due_at),
        "dispose_escalate_at": entry.iso(stages.escalate_at),
    }


def _branch_stages(under: Under, row: DispositionRecipient, calendar: Calendar) -> dict[str, Any]:
    due = under.branch_due(row, calendar)
    if due is None:
        return {}
    clock = under.letter.urgency in deadlines.CLOCK and due == under.letter_due(calendar)
    stages = deadlines.stages(calendar, letter_settings(), row.created_at, due, clock=clock)
    return {
        "half_at": entry.iso(stages.half_at),
        "due_at": entry.iso(stages.due_at),
        "escalate_at": entry.iso(stages.escalate_at),
    }


def _move_letter(act: Act, under: Under) -> bool:
    letter, due = under.letter, under.letter_due(under.after)
    if due == letter.due_at or letter.finished_at is not None:
        return False
    head, data = trace.begin(act, letter.id), _told(letter.due_at, due, under.after)
    letter.due_at = due
    act.session.flush()
    trace.end(act, head, "letter.limit_moved", data)
    return True


def _move_branch(act: Act, under: Under, row: DispositionRecipient) -> bool:
    due = under.branch_due(row, under.after)
    if due == row.due_at or row.closed_at is not None:
        return False
    head, data = trace.begin(act, under.letter.id), _told(row.due_at, due, under.after)
    given = records.get_disposition(act.session, row.disposition_id)
    if given.due_at == row.due_at:
        given.due_at = due
    row.due_at = due
    act.session.flush()
    trace.end(act, head, "branch.limit_moved", {"recipient": row.id, **data})
    return True


def _told(before: datetime | None, after: datetime | None, calendar: Calendar) -> dict[str, Any]:
    return {"before": entry.iso(before), "due_at": entry.iso(after), "calendar_version": calendar.version}
