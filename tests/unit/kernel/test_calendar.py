"""Office working time: the worked cases of the office, Ramadan, Fridays, year ends, and laws that always hold."""

import json
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel import calendar
from kernel.calendar import Calendar, DayCount, Hours, NamedDay

OFFICE = calendar.bundled()
JAKARTA = ZoneInfo("Asia/Jakarta")


def wib(text: str) -> datetime:
    """Local time of the office as an aware UTC datetime."""
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA).astimezone(UTC)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


class TestDeadlinesOfLetters:
    def test_an_urgent_letter_is_due_after_48_clock_hours_at_the_next_opening(self) -> None:
        assert OFFICE.add_clock_hours(wib("2026-11-05T08:30"), 48) == wib("2026-11-09T07:30")

    def test_an_ordinary_letter_is_due_at_closing_of_the_fifth_working_day_after(self) -> None:
        assert OFFICE.close_of_nth_working_day_after(wib("2026-03-12T09:00"), 5) == wib("2026-03-26T16:00")

    def test_a_very_urgent_letter_of_friday_afternoon_is_due_on_monday_morning(self) -> None:
        assert OFFICE.add_clock_hours(wib("2026-11-06T15:00"), 24) == wib("2026-11-09T07:30")

    def test_clock_hours_that_end_in_working_time_are_not_shifted(self) -> None:
        assert OFFICE.add_clock_hours(wib("2026-11-03T10:15"), 24) == wib("2026-11-04T10:15")

    def test_the_arithmetic_names_each_counted_and_skipped_day(self) -> None:
        lines = OFFICE.arithmetic(wib("2026-03-12T09:00"), wib("2026-03-26T16:00"))

        assert lines[0] == DayCount(date(2026, 3, 13), 1, "working", "ramadan")
        assert lines[1] == DayCount(date(2026, 3, 14), None, "weekend", "")
        assert lines[6] == DayCount(date(2026, 3, 19), None, "libur_nasional", "Hari Suci Nyepi (Tahun Baru Saka 1948)")
        assert lines[7].reason == "cuti_bersama"
        assert lines[-1] == DayCount(date(2026, 3, 26), 5, "working", "")
        assert [line.on.day for line in lines if line.number] == [13, 16, 17, 25, 26]

    def test_the_arithmetic_of_one_day_is_empty(self) -> None:
        assert OFFICE.arithmetic(wib("2026-11-03T08:00"), wib("2026-11-03T12:00")) == ()


class TestOpenAndClosed:
    @pytest.mark.parametrize("day", ["2026-01-01", "2026-03-20", "2026-11-07", "2026-11-08", "2027-01-01"])
    def test_the_office_is_closed_on_weekends_holidays_and_joint_leave(self, day: str) -> None:
        assert not OFFICE.is_working_day(date.fromisoformat(day))

    def test_ordinary_hours_ramadan_hours_and_fridays_differ(self) -> None:
        opened = {
            day: (OFFICE.opens_at(day), OFFICE.closes_at(day))
            for day in map(
                date.fromisoformat, ("2026-02-18", "2026-02-19", "2026-02-20", "2026-03-17", "2026-03-25", "2026-11-06")
            )
        }

        assert [
            (a.astimezone(JAKARTA).strftime("%H.%M"), b.astimezone(JAKARTA).strftime("%H.%M"))
            for a, b in opened.values()
        ] == [
            ("07.30", "16.00"),
            ("08.00", "15.00"),
            ("08.00", "15.30"),
            ("08.00", "15.00"),
            ("07.30", "16.00"),
            ("07.30", "16.30"),
        ]

    def test_instants_come_out_in_utc(self) -> None:
        assert OFFICE.opens_at(date(2026, 11, 9)).isoformat() == "2026-11-09T00:30:00+00:00"

    def test_a_closed_day_has_no_opening(self) -> None:
        with pytest.raises(ValueError, match="2026-11-07 is not a working day"):
            OFFICE.opens_at(date(2026, 11, 7))

    def test_an_instant_without_time_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            OFFICE.shift_to_open(datetime.fromisoformat("2026-11-09T08:00"))

    @pytest.mark.parametrize(
        ("at", "shifted"),
        [
            ("2026-11-09T12:30", "2026-11-09T12:30"),  # a break counts as inside
            ("2026-11-09T07:29", "2026-11-09T07:30"),
            ("2026-11-09T16:00", "2026-11-09T16:00"),  # the closing instant too
            ("2026-11-09T16:01", "2026-11-10T07:30"),
            ("2026-11-06T16:30", "2026-11-06T16:30"),
            ("2026-11-06T16:31", "2026-11-09T07:30"),
            ("2026-03-17T15:30", "2026-03-25T07:30"),  # closes at 15.00 in Ramadan, then seven days off
            ("2026-12-23T18:00", "2026-12-28T07:30"),
            ("2026-12-31T16:30", "2027-01-04T07:30"),
        ],
    )
    def test_shifts_to_the_next_opening(self, at: str, shifted: str) -> None:
        assert OFFICE.shift_to_open(wib(at)) == wib(shifted)

    def test_only_2026_has_its_full_list_of_holidays(self) -> None:
        assert OFFICE.has_full_year(2026)
        assert not OFFICE.has_full_year(2027)

    def test_2026_has_17_national_holidays_and_8_joint_leave_days(self) -> None:
        kinds = [day.kind for on, day in OFFICE.days.items() if on.year == 2026]
        assert (kinds.count("libur_nasional"), kinds.count("cuti_bersama")) == (17, 8)


class TestAddingDays:
    @pytest.mark.parametrize(
        ("at", "count", "result"),
        [
            ("2026-11-09T10:00", 1, "2026-11-10T10:00"),
            ("2026-11-06T16:20", 1, "2026-11-09T16:00"),  # Friday closes later than Monday
            ("2026-11-06T20:00", 1, "2026-11-09T16:00"),
            ("2026-11-09T05:00", 1, "2026-11-10T07:30"),
            ("2026-11-07T10:00", 1, "2026-11-09T10:00"),
            ("2026-02-18T15:40", 1, "2026-02-19T15:00"),  # the first day of Ramadan closes earlier
            ("2026-02-18T07:30", 1, "2026-02-19T08:00"),
            ("2026-12-31T09:00", 1, "2027-01-04T09:00"),
            ("2026-11-07T10:00", 0, "2026-11-09T07:30"),
        ],
    )
    def test_keeps_the_clock_time_clipped_to_the_hours(self, at: str, count: int, result: str) -> None:
        assert OFFICE.add_working_days(wib(at), count) == wib(result)

    def test_refuses_to_count_backwards(self) -> None:
        with pytest.raises(ValueError, match="forward"):
            OFFICE.add_working_days(wib("2026-11-09T10:00"), -1)

    def test_the_date_of_an_evening_in_utc_is_the_office_date(self) -> None:
        night = datetime(2026, 11, 8, 18, 0, tzinfo=UTC)  # Monday 01.00 in Jakarta
        assert OFFICE.date_of(night) == date(2026, 11, 9)
        assert OFFICE.close_of_nth_working_day_after(night, 1) == wib("2026-11-10T16:00")


class TestAddingHours:
    @pytest.mark.parametrize(
        ("at", "count", "result"),
        [
            ("2026-11-09T08:00", 4, "2026-11-09T12:00"),
            ("2026-11-09T10:00", 4, "2026-11-09T15:00"),  # one hour of break
            ("2026-11-06T10:00", 4, "2026-11-06T15:30"),  # Friday: ninety minutes
            ("2026-11-06T15:30", 2, "2026-11-09T08:30"),
            ("2026-11-09T12:20", 1, "2026-11-09T14:00"),  # begun in the break
            ("2026-03-17T14:00", 2, "2026-03-25T08:30"),  # Ramadan, then Eid
            ("2026-03-13T11:00", 1, "2026-03-13T13:00"),  # Ramadan Friday: sixty minutes
            ("2026-11-07T10:00", 0, "2026-11-09T07:30"),
            ("2026-11-09T08:00", 0.5, "2026-11-09T08:30"),
        ],
    )
    def test_counts_office_hours_without_breaks(self, at: str, count: float, result: str) -> None:
        assert OFFICE.add_working_hours(wib(at), count) == wib(result)

    def test_refuses_negative_hours(self) -> None:
        with pytest.raises(ValueError, match="never taken away"):
            OFFICE.add_working_hours(wib("2026-11-09T08:00"), -1)


class TestBetween:
    @pytest.mark.parametrize(
        ("start", "end", "expected"),
        [
            ("2026-11-09T00:00", "2026-11-16T00:00", 37.5),  # a whole week
            ("2026-03-02T00:00", "2026-03-09T00:00", 32.5),  # a whole week of Ramadan
            ("2026-11-06T00:00", "2026-11-07T00:00", 7.5),
            ("2026-11-09T12:00", "2026-11-09T13:00", 0),
            ("2026-11-09T10:00", "2026-11-09T09:00", -1),
            ("2026-12-31T15:00", "2027-01-04T08:30", 2),
        ],
    )
    def test_measures_office_hours(self, start: str, end: str, expected: float) -> None:
        assert OFFICE.working_between(wib(start), wib(end)) == hours(expected)


class TestFractions:
    def test_half_of_48_clock_hours_is_24_clock_hours_then_shifted(self) -> None:
        assert OFFICE.fraction_of_clock(wib("2026-11-05T08:30"), 48, 0.5) == wib("2026-11-06T08:30")
        assert OFFICE.fraction_of_clock(wib("2026-11-06T09:00"), 48, 0.5) == wib("2026-11-09T07:30")

    def test_half_of_a_working_day_deadline_is_taken_in_office_time(self) -> None:
        start, due = wib("2026-11-06T15:30"), wib("2026-11-09T16:00")  # 1 h + 7.5 h
        assert OFFICE.fraction(start, due, Fraction(1, 2)) == wib("2026-11-09T10:45")

    def test_the_whole_and_nothing_are_the_ends(self) -> None:
        start, due = wib("2026-11-09T08:00"), wib("2026-11-10T16:00")
        assert OFFICE.fraction(start, due, 0) == start
        assert OFFICE.fraction(start, due, 1) == due

    def test_a_deadline_already_past_stays_where_it_is(self) -> None:
        assert OFFICE.fraction(wib("2026-11-10T08:00"), wib("2026-11-09T08:00"), 0.5) == wib("2026-11-09T08:00")

    def test_refuses_more_than_the_whole(self) -> None:
        with pytest.raises(ValueError, match="between 0 and 1"):
            OFFICE.fraction(wib("2026-11-09T08:00"), wib("2026-11-10T08:00"), 1.5)


class TestOtherCalendars:
    def test_a_special_working_saturday_has_the_hours_of_monday(self) -> None:
        saturday = NamedDay(date(2026, 11, 14), "kerja_khusus", "Pengganti", "Keputusan Kepala")
        office = Calendar("x", {saturday.on: saturday}, OFFICE.hours, (), JAKARTA, frozenset())
        assert office.closes_at(saturday.on) == wib("2026-11-14T16:00")

    def test_another_time_zone_opens_at_its_own_morning(self) -> None:
        told = json.loads(calendar.BUNDLED.read_bytes()) | {"timezone": "Asia/Jayapura"}
        assert calendar.from_json(json.dumps(told)).opens_at(date(2026, 11, 9)).hour == 22

    def test_an_office_that_never_opens_is_refused(self) -> None:
        with pytest.raises(ValueError, match="at least one weekday"):
            Calendar("x", {}, {}, (), JAKARTA, frozenset())

    def test_hours_out_of_order_are_refused(self) -> None:
        with pytest.raises(ValueError, match="out of order"):
            Hours(time(8), time(7), time(12), time(13))


INSTANTS = st.integers(0, 396 * 24 * 60).map(lambda past: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=past))
MINUTES = st.integers(0, 6_000)


class TestLaws:
    @given(INSTANTS, MINUTES)
    def test_added_hours_are_found_again_between(self, at: datetime, minutes: int) -> None:
        due = OFFICE.add_working_hours(at, Fraction(minutes, 60))
        assert OFFICE.working_between(at, due) == timedelta(minutes=minutes)

    @given(INSTANTS, INSTANTS, MINUTES)
    def test_who_starts_later_is_never_due_earlier(self, one: datetime, two: datetime, minutes: int) -> None:
        early, late = sorted((one, two))
        length = Fraction(minutes, 60)
        assert OFFICE.add_working_hours(early, length) <= OFFICE.add_working_hours(late, length)
        assert OFFICE.shift_to_open(early) <= OFFICE.shift_to_open(late)
        assert OFFICE.close_of_nth_working_day_after(early, 3) <= OFFICE.close_of_nth_working_day_after(late, 3)

    @given(INSTANTS, INSTANTS, INSTANTS)
    def test_stretches_add_up(self, one: datetime, two: datetime, three: datetime) -> None:
        between = OFFICE.working_between
        assert between(one, two) + between(two, three) == between(one, three)

    @given(INSTANTS, st.integers(1, 30))
    def test_a_deadline_is_always_in_working_time(self, at: datetime, count: int) -> None:
        due = OFFICE.add_working_days(at, count)
        assert due == OFFICE.shift_to_open(due)
        assert due >= at
        assert OFFICE.add_working_days(at, count + 1) > due

    @given(INSTANTS, INSTANTS, st.integers(0, 100))
    def test_a_fraction_lies_between_start_and_due(self, one: datetime, two: datetime, percent: int) -> None:
        start, due = sorted((one, two))
        part = OFFICE.fraction(start, due, Fraction(percent, 100))
        assert start <= part <= due
