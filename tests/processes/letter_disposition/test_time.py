"""Reminders, lateness, and the times of units."""

from datetime import timedelta

from tests.people import BAMBANG, DEWI, RATNA, VERONIKA
from tests.processes.letter_disposition.story import Story, at
from workflows.letters import queries


def test_the_head_is_reminded_then_his_secretary_then_the_administration(story: Story) -> None:
    story.registers(urgency="segera")
    story.it_is("2026-11-02 10:53")
    assert story.notices_of(RATNA) == ["dispose.half"]
    story.it_is("2026-11-02 13:53")
    assert story.notices_of(RATNA) == ["dispose.half", "dispose.due"]
    assert story.notices_of(DEWI) == ["dispose.due"]
    assert story.letter.late_at is not None
    story.it_is("2026-11-03 13:53")
    assert story.notices_of(BAMBANG) == ["dispose.escalate"]


def test_a_duty_reminds_its_recipient_then_the_giver_then_the_superior(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BP"], instructions=["teliti"], due="2026-11-04T08:52")
    story.does("follow_up", VERONIKA, decision="forward", to=["BP1"], instructions=["teliti"])
    (given,) = story.node("BP").given
    assert given.due_at == at("2026-11-03 08:52")

    story.it_is("2026-11-03 08:53")
    assert story.notices_of(VERONIKA) == ["follow_up.due"]
    assert story.node("BP1").is_late(story.now)
    story.it_is("2026-11-04 09:00")
    assert story.notices_of(RATNA) == ["follow_up.escalate"]


def test_a_question_does_not_make_the_reminders_come_again(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BP"], instructions=["teliti"], due="2026-11-03T08:52")
    story.it_is("2026-11-02 15:00")
    assert story.notices_of(VERONIKA) == ["follow_up.half"]
    story.does("follow_up", VERONIKA, decision="ask", question="Lewat mana?")
    story.does("answer", RATNA, answer="Lewat saya.")
    story.it_is("2026-11-02 15:30")
    assert story.notices_of(VERONIKA) == ["follow_up.half"]


def test_opening_the_letter_tells_the_giver_that_it_was_read(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BP"], instructions=["teliti"])
    story.later(minutes=60)
    story.opens_letter(VERONIKA)
    node = story.node("BP")
    assert (node.state, node.read_by) == ("read", VERONIKA)
    assert node.read_at == at("2026-11-02 09:52")


def test_times_of_units_are_counted_in_office_time(story: Story) -> None:
    story.registers()
    story.it_is("2026-11-02 09:52")
    story.does("dispose", RATNA, decision="dispose", to=["BP"], instructions=["teliti"])
    story.it_is("2026-11-02 15:00")
    story.does("follow_up", VERONIKA, decision="report", report="Selesai.")
    story.it_is("2026-11-03 08:00")
    story.does("accept", RATNA, accepted="true")

    day = at("2026-11-02 00:00").date()
    with story.database.read() as session:
        times = {one.unit: one for one in queries.unit_times(session, day, day, story.calendar, story.now)}
    assert times["KP"].to_dispose == timedelta(hours=1)
    assert times["BP"].to_read == timedelta(hours=4, minutes=8)
    assert times["BP"].to_finish == timedelta(hours=5, minutes=38)
