"""A calendar is published once and for good: every process finds it, and two publishers never overwrite each other."""

import threading
from datetime import date

import pytest

from engine import instances
from kernel import calendars, history
from kernel.calendars import CalendarUnknown
from tests.rooms.calendar.conftest import HENDRA, LOCAL, NINING, House
from workflows.office_calendar import drafts, editing, publishing
from workflows.office_calendar.editing import Entry
from workflows.office_calendar.errors import (
    CalendarOvertaken,
    CalendarUnchanged,
    CalendarUnsound,
    DraftMissing,
    NoteMissing,
    NotTheNewest,
)

NEW_YEAR = Entry("2028-01-03", "cuti_bersama", "Cuti bersama", "SK 9")


def test_a_published_calendar_is_in_force_for_new_cases(house: House) -> None:
    house.adds()
    made = house.publish(moves=False)

    begun = house.office.start("timed", {})

    with house.office.database.read() as session:
        assert calendars.current(session).version == made.version
        assert calendars.current(session).days[date(2026, 8, 18)].name == LOCAL.name
        assert instances.get(session, begun.instance_id).calendar == made.version
        assert drafts.find(session, HENDRA.id) is None
        (event,) = history.read(session, publishing.STREAM)
    assert (event.kind, event.actor) == ("calendar.published", HENDRA.id)
    assert event.data["calendar_version"] == made.version
    assert "Hari jadi" not in str(event.data)


def test_another_process_finds_it_in_the_database(house: House) -> None:
    house.adds()
    made = house.publish(moves=False)
    begun = house.office.start("timed", {})
    calendars.forget()
    house.office.restart()

    house.office.complete(f"{begun.instance_id}.{begun.task_ids[0].rpartition('.')[2]}")

    calendars.forget()
    with house.office.database.read() as session:
        assert calendars.know(session, made.version).is_working_day(date(2026, 8, 18)) is False
    assert calendars.get(made.version).version == made.version


def test_a_version_that_is_nowhere_is_named(house: House) -> None:
    with house.office.database.read() as session, pytest.raises(CalendarUnknown) as missing:
        calendars.know(session, "1999-1")
    assert "1999-1" in str(missing.value)


def test_versions_are_listed_with_who_and_why(house: House) -> None:
    house.adds()
    first = house.publish()
    house.adds(NEW_YEAR, NINING)
    second = house.publish(NINING, moves=False)

    with house.office.database.read() as session:
        found = publishing.list_versions(session)
    assert found == [second, first]
    assert (second.based_on, second.published_by, second.moves, first.moves) == (first.version, "P03", False, True)
    assert first.version.startswith("2026-2-") and second.version.startswith("2026-3-")


def test_the_second_publisher_is_refused_and_carries_his_changes_over(house: House) -> None:
    house.adds()
    house.adds(NEW_YEAR, NINING)
    first = house.publish()

    with pytest.raises(CalendarOvertaken) as refused:
        house.publish(NINING)
    assert first.version in str(refused.value)

    with house.office.database.write() as session:
        drafts.carry_over(house.office.act(session, NINING))
    second = house.publish(NINING)
    with house.office.database.read() as session:
        assert {date(2026, 8, 18), date(2028, 1, 3)} <= calendars.know(session, second.version).days.keys()


def test_of_two_at_the_same_instant_one_publishes(house: House) -> None:
    house.adds()
    house.adds(NEW_YEAR, NINING)
    ready, outcomes = threading.Barrier(2), []

    def go(actor: object) -> None:
        ready.wait()
        try:
            outcomes.append(house.publish(actor).version)  # type: ignore[arg-type]
        except CalendarOvertaken as refused:
            outcomes.append(refused.code)

    both = [threading.Thread(target=go, args=(actor,)) for actor in (HENDRA, NINING)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert outcomes.count("calendar.overtaken") == 1
    with house.office.database.read() as session:
        assert len(publishing.list_versions(session)) == 1
        assert history.verify(session, publishing.STREAM) is None


def test_refuses_what_is_no_change_and_what_has_no_reason(house: House) -> None:
    with pytest.raises(DraftMissing):
        house.publish()
    house.adds()
    with house.office.database.write() as session, pytest.raises(NoteMissing):
        publishing.publish(house.office.act(session, HENDRA), "  ", moves=True)
    house.edit(lambda written: editing.drop_day(written, LOCAL.on))
    with pytest.raises(CalendarUnchanged):
        house.publish()


def test_refuses_a_year_that_is_called_complete_without_holidays(house: House) -> None:
    house.edit(lambda written: editing.mark_year(written, 2031, full=True))
    with pytest.raises(CalendarUnsound) as refused:
        house.publish()
    assert [remark.facts for remark in refused.value.remarks] == [{"year": 2031}]
    with house.office.database.read() as session:
        assert drafts.find(session, HENDRA.id) is not None


def test_a_draft_survives_and_belongs_to_one_person(house: House) -> None:
    house.adds()
    with house.office.database.read() as session:
        kept = drafts.get(session, HENDRA.id)
        assert drafts.find(session, NINING.id) is None
    assert kept.calendar.days[date(2026, 8, 18)].basis == LOCAL.basis
    with house.office.database.write() as session:
        drafts.discard(house.office.act(session, HENDRA))
    with house.office.database.read() as session:
        assert drafts.find(session, HENDRA.id) is None


def test_only_the_newest_version_moves_running_cases_later(house: House) -> None:
    house.adds()
    first = house.publish(moves=False)
    house.adds(NEW_YEAR)
    house.publish(moves=False)
    with house.office.database.write() as session, pytest.raises(NotTheNewest):
        publishing.move_running(house.office.act(session, HENDRA), first.version)
