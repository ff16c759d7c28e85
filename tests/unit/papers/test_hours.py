"""Days and hours of a permission: pure rules on the bundled calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kernel.calendar import bundled
from workflows.permission import hours
from workflows.permission.errors import HoursOutside, HoursTurned, TooLongAgo
from workflows.permission.settings import permission_settings

FRIDAY, RAMADAN = date(2026, 11, 13), date(2026, 2, 20)
CLOCK = some.times(min_value=hours.read_time("00:00"), max_value=hours.read_time("23:59"))


def test_the_hours_are_those_of_the_day() -> None:
    assert hours.hours_of(bundled(), "absent", FRIDAY, ("", "")) == ("07:30", "16:30")
    assert hours.hours_of(bundled(), "absent", RAMADAN, ("", "")) == ("08:00", "15:30")


@given(since=CLOCK, until=CLOCK)
def test_hours_lie_within_the_day_or_are_refused(since: object, until: object) -> None:
    asked = (f"{since:%H.%M}", f"{until:%H:%M}")
    try:
        found = hours.hours_of(bundled(), "out", FRIDAY, asked)
    except (HoursOutside, HoursTurned):
        return
    assert "07:30" <= found[0] < found[1] <= "16:30"


@pytest.mark.parametrize(("on", "refused"), [(date(2026, 11, 13), False), (date(2026, 11, 12), True)])
def test_a_weekend_does_not_count_as_days_behind(on: date, refused: bool) -> None:
    monday = date(2026, 11, 16)
    if refused:
        with pytest.raises(TooLongAgo):
            hours.require_day(bundled(), permission_settings(), on, monday)
    else:
        hours.require_day(bundled(), permission_settings(), on, monday)


def test_times_are_read_as_people_write_them() -> None:
    assert [hours.written(hours.read_time(text)) for text in ("9.05", "09:05", "13.30")] == ["09:05", "09:05", "13:30"]
    assert hours.overlap(("08:00", "10:00"), ("09:59", "11:00"))
    assert not hours.overlap(("08:00", "10:00"), ("10:00", "11:00"))
