"""Timers on the office's own time, on the calendar the instance is pinned to."""

import datetime as dt
from dataclasses import replace

import pytest

from engine import projection
from engine.errors import DiagramInvalid, ExpressionFailed
from engine.spiff.parse import compile_process
from kernel import calendars
from kernel.calendar import NamedDay
from kernel.calendars import CalendarUnknown
from tests.bpmn.drawing import boundary, catch, diagram, end, ours, path, start, timer, user
from tests.bpmn.story import Story

WIB = dt.timezone(dt.timedelta(hours=7))
FRIDAY = dt.datetime(2026, 8, 14, 15, 0, tzinfo=WIB)
MARK = ours("<satupintu:office/>")


def office(kind, text, part=None):
    own = ours(f'<satupintu:office part="{part}"/>') if part else MARK
    return timer(kind, text).replace("<bpmn:timerEventDefinition>", f"<bpmn:timerEventDefinition>{own}")


def waiting(definition, *also):
    return diagram(start(), catch("wait", definition, *also), user("then"), end(), path("start", "wait", "then", "end"))


def due(text, at=FRIDAY, kind="timeDuration", **given):
    story = Story(waiting(office(kind, text, given.pop("part", None))), start=at, **given)
    return story.step.timers[0].due.astimezone(WIB)


def at(day, hour, minute=0, month=8):
    return dt.datetime(2026, month, day, hour, minute, tzinfo=WIB)


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("P1D", FRIDAY, at(18, 15)),  # Monday 17 August is a holiday
        ("P2D", FRIDAY, at(19, 15)),
        ("P1D", at(12, 15), at(13, 15)),
        ("P1D", at(13, 20), at(14, 16, 30)),  # Friday closes at 16.30
        ("P0D", at(15, 9), at(18, 7, 30)),
        ("PT4H", FRIDAY, at(18, 10)),  # 1.5 on Friday, 2.5 on Tuesday
        ("PT4H", at(12, 9), at(12, 14)),  # the break does not count
        ("PT30M", at(12, 9), at(12, 9, 30)),
        ("P1DT2H", FRIDAY, at(19, 8, 30)),
        ("P5D", at(16, 10, month=3), at(30, 10, month=3)),  # Nyepi and Idul Fitri between
    ],
)  # fmt: skip
def test_working_days_and_office_hours(text, begins, ends):
    assert due(text, begins) == ends


def test_the_timer_shows_its_arithmetic():
    story = Story(waiting(office("timeDuration", "P1D")), start=FRIDAY)
    (told,) = projection.effects(story.step)["timers"]
    assert told["due"].startswith("2026-08-18T08:00")
    assert told["arithmetic"] == [
        ["2026-08-15", "2026-08-16", "weekend", "", 0],
        ["2026-08-17", "2026-08-17", "libur_nasional", "Proklamasi Kemerdekaan", 0],
        ["2026-08-18", "2026-08-18", "working", "", 1],
    ]


def test_a_plain_timer_has_no_arithmetic():
    story = Story(waiting(timer("timeDuration", "P1D")), start=FRIDAY)
    assert "arithmetic" not in projection.effects(story.step)["timers"][0]
    assert story.step.timers[0].due.astimezone(WIB) == at(15, 15)


def test_the_arithmetic_of_a_long_time_stays_short():
    story = Story(waiting(office("timeDuration", "P900D")), start=FRIDAY)
    arithmetic = story.step.timers[0].arithmetic
    assert len(arithmetic) == 80
    assert arithmetic[-1][2:] == ["more", "", 900]


def test_a_length_may_come_from_data():
    assert due("'P' + str(days) + 'D'", data={"days": 2}) == at(19, 15)
    with pytest.raises(ExpressionFailed):
        due("'P1M'")


def test_the_attribute_and_the_mark_on_the_event_say_the_same():
    attribute = timer("timeDuration", "P1D").replace("EventDefinition>", 'EventDefinition satupintu:time="office">', 1)
    for files in (waiting(attribute), waiting(MARK, timer("timeDuration", "P1D"))):
        assert Story(files, start=FRIDAY).step.timers[0].due.astimezone(WIB) == at(18, 15)


@pytest.mark.parametrize(("part", "ends"), [("50 %", at(18, 10)), ("0.5", at(18, 10)), ("100 %", at(18, 16))])
def test_a_part_of_the_office_time_to_a_deadline(part, ends):
    story = Story(
        diagram(
            start(), user("a", due="due_at"),
            boundary("half", "a", office("timeDate", "due_at", part), interrupting=False), user("note"), end(),
            end("e2"), path("start", "a", "end"), path("half", "note", "e2"),
        ),
        start=FRIDAY.replace(hour=14, minute=0), data={"due_at": at(18, 16).isoformat()},
    )  # fmt: skip
    assert story.step.timers[0].due.astimezone(WIB) == ends
    story.fires("half")
    assert story.open == ["a", "note"]


def test_it_survives_a_restart_and_fires():
    story = Story(waiting(office("timeDuration", "P1D")), start=FRIDAY, cold=True)
    assert story.live.root.calendar == "2026-1"
    story.fires("wait")
    assert story.open == ["then"]


def test_without_its_calendar_it_does_not_guess():
    with pytest.raises(CalendarUnknown):
        due("P1D", calendar="1999-7")


@pytest.mark.parametrize(
    ("rule", "definition"),
    [
        ("timer-office", office("timeCycle", "R3/P1D")),
        ("timer-office", office("timeDate", "2026-12-01T00:00:00Z")),
        ("timer-office", office("timeDuration", "P1D", "50 %")),
        ("timer-text", office("timeDuration", "P1W")),
        ("timer-text", office("timeDuration", "P1M")),
        ("timer-text", office("timeDate", "due_at", "150 %")),
        ("timer-text", office("timeDuration", "a b")),
    ],
)
def test_refuses_at_publishing(rule, definition):
    with pytest.raises(DiagramInvalid) as refused:
        compile_process(waiting(definition), "p")
    assert [finding.rule for finding in refused.value.findings] == [rule]
    assert str(refused.value)


def local(*days):
    """The office's calendar with more holidays, under a name of its own."""
    more = {day: NamedDay(day, "libur_lokal", "Hari jadi kota", "SK") for day in days}
    known = calendars.get("2026-1")
    found = replace(known, version=f"2001-{sum(day.toordinal() for day in days)}", days={**known.days, **more})
    calendars.add(found)
    return found.version


@pytest.mark.parametrize("cold", [False, True])
def test_another_calendar_moves_open_deadlines_in_one_step(cold):
    story = Story(waiting(office("timeDuration", "P1D")), start=FRIDAY, cold=cold)
    version = local(dt.date(2026, 8, 18))
    step = story._took(story.live.change_calendar(version, at=FRIDAY, call=story.call))
    (moved,) = step.timers
    assert (moved.due.astimezone(WIB), step.closed) == (at(19, 15), [moved.ordinal])
    assert moved.arithmetic[2][3] == "Hari jadi kota"
    assert story.live.root.calendar == version
    story.fires("wait")


def test_a_calendar_that_changes_nothing_moves_nothing():
    story = Story(waiting(office("timeDuration", "P1D")), start=FRIDAY)
    step = story._took(story.live.change_calendar(local(dt.date(2026, 9, 18)), at=FRIDAY, call=story.call))
    assert (step.timers, step.closed, step.moves) == ([], [], [])
