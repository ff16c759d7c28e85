"""Another calendar: the limits of a request follow, and whose days would be counted otherwise is named."""

import dataclasses
from datetime import date

from engine import calendar_changes, interventions
from engine.calendar_changes import Pinned
from engine.stepping import case_of
from kernel import calendars
from kernel.calendar import Calendar, NamedDay, bundled
from tests.people import HENDRA, IMELDA
from tests.processes.leave_request.story import Story
from workflows.leave import recalendar


def with_holiday(day: str) -> Calendar:
    on = date.fromisoformat(day)
    days = {**bundled().days, on: NamedDay(on, "libur_lokal", "Hari jadi kota", "SK 1/2026")}
    return dataclasses.replace(bundled(), version=f"test-{day}", days=days)


def asked(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.asks(starts_on="2026-04-20", last_on="2026-04-24")


def test_the_limit_of_an_open_step_follows(story: Story) -> None:
    asked(story)
    after = with_holiday("2026-04-07")
    calendars.add(after)
    before = story.task("verify", HENDRA).due_at
    instance_id = story.request.instance_id

    def limits(pinned: Pinned) -> object:
        with story.database.read() as session:
            return recalendar.limits(session, pinned, after)

    story.sets_up(lambda act: calendar_changes.change(act, instance_id, after.version, limits))
    moved = story.task("verify", HENDRA).due_at
    assert before is not None
    assert moved is not None
    assert (before.isoformat(), moved.isoformat()) == ("2026-04-07T02:00:00+00:00", "2026-04-08T02:00:00+00:00")
    story.approved()
    assert story.state == "disetujui"


def test_leaves_that_would_be_counted_otherwise_are_named(story: Story) -> None:
    asked(story)
    with story.database.read() as session:
        (found,) = recalendar.effects(session, bundled(), with_holiday("2026-04-22"))
        assert recalendar.effects(session, bundled(), with_holiday("2026-05-04")) == []
    assert (found.record, dict(found.facts)) == (f"leave:{story.request_id}", {"before": 5, "after": 4})


def test_the_day_of_return_follows(story: Story) -> None:
    asked(story)
    story.approved()
    with story.database.read() as session:
        case = case_of(session, story.request.instance_id)
        data = interventions.data_of(session, case.id)
        changed = recalendar.limits(session, Pinned(case, bundled(), data), with_holiday("2026-04-27"))
    assert changed == {
        "returns_at": "2026-04-27T17:00:00+00:00",
        "return_due_at": "2026-04-28T09:00:00+00:00",
    }
