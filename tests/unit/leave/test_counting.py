"""T-15 to T-20, T-25 and T-34 of the office's leave manual, and 2,000 ranges against a naive count."""

import random
from datetime import date, timedelta

import pytest

from kernel.calendar import Calendar, NamedDay, bundled
from workflows.leave import counting
from workflows.leave.counting import DaysTurnedRound, YearWithoutCalendar

CALENDAR = bundled()
ON_DUTY = frozenset({date(2026, 3, 18), date(2026, 3, 20), date(2026, 3, 23), date(2026, 3, 24)})
NATIONAL = """01-01 01-16 02-17 03-19 03-21 03-22 04-03 04-05 05-01 05-14 05-27 05-31 06-01 06-16 08-17 08-25 12-25"""
JOINT = "02-16 03-18 03-20 03-23 03-24 05-15 05-28 12-24"
OFF = {date.fromisoformat(f"2026-{day}") for day in f"{NATIONAL} {JOINT}".split()}
JOINT_DAYS = {date.fromisoformat(f"2026-{day}") for day in JOINT.split()}


@pytest.mark.parametrize(
    ("starts_on", "last_on", "works_on", "days"),
    [
        pytest.param(date(2026, 3, 16), date(2026, 3, 27), frozenset(), 5, id="T-15"),
        pytest.param(date(2026, 3, 16), date(2026, 3, 27), ON_DUTY, 9, id="T-16"),
        pytest.param(date(2026, 5, 11), date(2026, 5, 29), frozenset(), 11, id="T-17"),
        pytest.param(date(2026, 2, 13), date(2026, 2, 20), frozenset(), 4, id="T-18"),
        pytest.param(date(2026, 8, 14), date(2026, 8, 26), frozenset(), 7, id="T-19"),
        pytest.param(date(2026, 6, 2), date(2026, 6, 5), frozenset(), 4, id="T-14"),
        pytest.param(date(2026, 3, 18), date(2026, 3, 24), frozenset(), 0, id="T-23"),
    ],
)
def test_counts_working_days(starts_on: date, last_on: date, works_on: frozenset[date], days: int) -> None:
    assert counting.working_days(CALENDAR, starts_on, last_on, works_on=works_on) == days


def test_the_working_days_of_each_month_of_2026() -> None:
    months = [
        counting.working_days(CALENDAR, date(2026, m, 1), counting.months_end(date(2026, m, 1), 1))
        for m in range(1, 13)
    ]
    assert months == [20, 18, 17, 21, 16, 20, 23, 19, 22, 22, 21, 21]
    assert sum(months) == 240


def test_two_thousand_ranges_agree_with_a_naive_count() -> None:
    chance = random.Random(20260101)
    for _ in range(2000):
        starts_on = date(2026, 1, 1) + timedelta(days=chance.randrange(365))
        last_on = min(starts_on + timedelta(days=chance.randrange(120)), date(2026, 12, 31))
        on_duty = frozenset(chance.sample(sorted(JOINT_DAYS), chance.randrange(4)))
        naive, day = 0, starts_on
        while day <= last_on:
            if day.isoweekday() < 6 and (day not in OFF or day in on_duty):
                naive += 1
            day = day + timedelta(days=1)
        assert counting.working_days(CALENDAR, starts_on, last_on, works_on=on_duty) == naive
        assert sum(counting.by_year(CALENDAR, starts_on, last_on, works_on=on_duty).values()) == naive


def test_t20_a_range_across_the_year_waits_for_the_next_calendar() -> None:
    with pytest.raises(YearWithoutCalendar) as refused:
        counting.by_year(CALENDAR, date(2026, 12, 28), date(2027, 1, 8))
    assert refused.value.facts == {"year": 2027}


def test_t20_a_range_across_the_year_is_split_when_both_calendars_are_there() -> None:
    assert counting.by_year(with_days(), date(2026, 12, 28), date(2027, 1, 8)) == {2026: 4, 2027: 5}


def test_local_holidays_and_added_working_days_count() -> None:
    calendar = with_days(
        NamedDay(date(2026, 7, 8), "libur_lokal", "Hari jadi kota", ""),
        NamedDay(date(2026, 7, 11), "kerja_khusus", "Kerja hari Sabtu", ""),
    )
    assert counting.working_days(calendar, date(2026, 7, 6), date(2026, 7, 12)) == 5


def test_a_person_on_duty_works_on_joint_leave_only() -> None:
    assert (
        counting.working_days(CALENDAR, date(2026, 3, 19), date(2026, 3, 19), works_on=frozenset({date(2026, 3, 19)}))
        == 0
    )
    assert (
        counting.working_days(CALENDAR, date(2026, 3, 21), date(2026, 3, 21), works_on=frozenset({date(2026, 3, 21)}))
        == 0
    )


def test_refuses_a_range_that_ends_before_it_begins() -> None:
    with pytest.raises(DaysTurnedRound):
        counting.working_days(CALENDAR, date(2026, 3, 2), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("starts_on", "months", "last_on"),
    [
        pytest.param(date(2026, 2, 10), 3, date(2026, 5, 9), id="T-34"),
        pytest.param(date(2026, 7, 1), 3, date(2026, 9, 30), id="T-24"),
        pytest.param(date(2026, 11, 30), 3, date(2027, 2, 28), id="no 30 February"),
        pytest.param(date(2026, 12, 1), 3, date(2027, 2, 28), id="whole months"),
        pytest.param(date(2027, 11, 30), 3, date(2028, 2, 29), id="leap year"),
        pytest.param(date(2026, 1, 31), 1, date(2026, 2, 28), id="short month"),
        pytest.param(date(2026, 3, 31), 12, date(2027, 3, 30), id="a year"),
    ],
)
def test_months_end_on_the_day_before(starts_on: date, months: int, last_on: date) -> None:
    assert counting.months_end(starts_on, months) == last_on


def test_t25_a_cuti_besar_is_shortened_by_working_days_off_its_end() -> None:
    assert counting.shortened(CALENDAR, date(2026, 9, 30), 5) == date(2026, 9, 23)
    assert counting.shortened(CALENDAR, date(2026, 9, 30), 5, unit="hari_kalender") == date(2026, 9, 25)
    assert counting.shortened(CALENDAR, date(2026, 9, 30), 0) == date(2026, 9, 30)


def with_days(*days: NamedDay) -> Calendar:
    """The calendar with more days, in which 2027 is known too."""
    return Calendar(
        version="test",
        days={**CALENDAR.days, **{day.on: day for day in days}},
        hours=CALENDAR.hours,
        periods=(),
        timezone=CALENDAR.timezone,
        full_years=frozenset({2026, 2027}),
    )
