"""Limits of letters and duties on the calendar of 2026."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kernel.calendar import bundled
from workflows.letters import deadlines
from workflows.letters.settings import letter_settings

CALENDAR, LIMITS = bundled(), letter_settings()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.mark.parametrize(
    ("urgency", "received", "due"),
    [
        ("segera", "2026-11-02 08:40", "2026-11-04 08:40"),
        ("biasa", "2026-11-02 09:15", "2026-11-09 16:00"),
        ("sangat_segera", "2026-11-03 08:05", "2026-11-04 08:05"),
        ("segera", "2026-11-03 10:30", "2026-11-05 10:30"),
        ("biasa", "2026-11-04 09:00", "2026-11-11 16:00"),
        ("segera", "2026-11-05 08:30", "2026-11-09 07:30"),
        ("segera", "2026-11-06 09:45", "2026-11-09 07:30"),
        ("biasa", "2026-11-06 14:00", "2026-11-13 16:30"),
        ("sangat_segera", "2026-11-12 07:50", "2026-11-13 07:50"),
        ("sangat_segera", "2026-11-06 15:00", "2026-11-09 07:30"),
        ("biasa", "2026-03-12 09:00", "2026-03-26 16:00"),
    ],
)
def test_a_letter_has_the_limit_of_its_urgency(urgency: str, received: str, due: str) -> None:
    assert deadlines.letter_due(CALENDAR, LIMITS, urgency, at(received)) == at(due)


@pytest.mark.parametrize(
    ("urgency", "reached", "due"),
    [
        ("sangat_segera", "2026-11-12 08:00", "2026-11-12 09:00"),
        ("segera", "2026-11-12 10:00", "2026-11-12 15:00"),
        ("biasa", "2026-11-13 09:00", "2026-11-16 09:00"),
        ("sangat_segera", "2026-11-13 16:00", "2026-11-16 08:00"),
    ],
)
def test_the_head_has_office_time_to_dispose(urgency: str, reached: str, due: str) -> None:
    assert deadlines.dispose_due(CALENDAR, LIMITS, urgency, at(reached)) == at(due)


def test_a_result_and_a_file_have_working_days() -> None:
    assert deadlines.accept_due(CALENDAR, LIMITS, at("2026-11-12 10:00")) == at("2026-11-16 10:00")
    assert deadlines.file_due(CALENDAR, LIMITS, at("2026-11-12 10:00")) == at("2026-11-19 10:00")


def test_the_first_recipient_has_the_time_of_the_letter() -> None:
    due = at("2026-11-16 16:00")
    assert deadlines.first_due(CALENDAR, LIMITS, at("2026-11-12 10:00"), due) == due


def test_a_late_letter_gives_a_short_grace() -> None:
    now = at("2026-11-12 10:00")
    assert deadlines.first_due(CALENDAR, LIMITS, now, at("2026-11-11 10:00")) == at("2026-11-12 15:00")
    assert deadlines.child_due(CALENDAR, LIMITS, now, now) == at("2026-11-12 15:00")


def test_forwarding_gives_half_of_the_office_time_left() -> None:
    due = deadlines.child_due(CALENDAR, LIMITS, at("2026-11-12 08:00"), at("2026-11-12 15:00"))
    assert due == at("2026-11-12 11:00")


def test_the_stages_of_a_duty_lie_in_office_time() -> None:
    found = deadlines.stages(CALENDAR, LIMITS, at("2026-11-12 08:00"), at("2026-11-12 15:00"), clock=False)
    assert (found.half_at, found.escalate_at) == (at("2026-11-12 11:00"), at("2026-11-13 15:00"))


def test_the_half_of_a_limit_in_clock_hours_is_taken_on_the_clock() -> None:
    found = deadlines.stages(CALENDAR, LIMITS, at("2026-11-02 08:40"), at("2026-11-04 08:40"), clock=True)
    assert found.half_at == at("2026-11-03 08:40")


def test_the_half_never_lies_behind_the_limit() -> None:
    found = deadlines.stages(CALENDAR, LIMITS, at("2026-11-06 16:00"), at("2026-11-09 07:30"), clock=True)
    assert found.half_at <= found.due_at


def test_a_local_time_is_meant_in_the_zone_of_the_office() -> None:
    assert deadlines.local(CALENDAR, "2026-11-12T09:30") == at("2026-11-12 09:30")
