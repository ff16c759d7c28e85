"""Another calendar while letters are on their way: what came from a rule follows, what a person chose stays."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from engine import calendar_changes, rebuild
from kernel import calendars, history
from kernel.calendar import Calendar, NamedDay
from tests.people import GALIH, RATNA, VERONIKA
from tests.processes.letter_disposition.story import Story, at
from workflows import registry
from workflows.office_calendar import moving


def at_utc(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _closed(session: Session) -> Calendar:
    """The calendar in force with one more holiday, not published."""
    day = NamedDay(date(2026, 11, 3), "libur_lokal", "Libur setempat", "SK 12/2026")
    known = calendars.current(session)
    return replace(known, version="draft", days={**known.days, day.on: day})


def agree(story: Story) -> None:
    """Rows and events of all processes agree."""
    story.recomputes()
    with story.database.read() as session:
        for instance_id, _ in story.cases().values():
            assert rebuild.differences(session, instance_id) == []


def test_the_letter_its_task_and_its_reminders_follow(story_everywhere: Story) -> None:
    story = story_everywhere
    story.registers()
    due = story.task("dispose", RATNA).due_at
    limit = story.letter.due_at
    assert (due, limit) == (at("2026-11-03 08:52"), at("2026-11-09 16:00"))

    story.closes("2026-11-03")

    assert story.task("dispose", RATNA).due_at == at("2026-11-04 08:52")
    assert story.letter.due_at == at("2026-11-10 16:00")
    assert story.events()[-1] == "letter.limit_moved"
    agree(story)
    story.it_is("2026-11-03 09:00")
    assert "dispose.due" not in story.notices_of(RATNA)
    story.it_is("2026-11-04 08:53")
    assert story.notices_of(RATNA) == ["dispose.half", "dispose.due"]


def test_branches_follow_in_whatever_order_their_cases_are_moved(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BP"], instructions=["teliti"])
    story.does("follow_up", VERONIKA, decision="forward", to=["BP1"], instructions=["teliti"])
    own, child = story.node("BP").due_at, story.node("BP1").due_at

    story.closes("2026-11-04")

    assert (own, story.node("BP").due_at) == (at("2026-11-09 16:00"), at("2026-11-10 16:00"))
    assert child is not None and story.node("BP1").due_at != child
    assert story.events().count("branch.limit_moved") == 2
    assert story.task("follow_up", GALIH).due_at == story.node("BP1").due_at
    agree(story)


def test_a_limit_that_a_person_chose_stays(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BP"], instructions=["teliti"], due="2026-11-04T10:00")
    story.closes("2026-11-03")
    assert story.node("BP").due_at == at("2026-11-04 10:00")
    assert story.task("follow_up", VERONIKA).due_at == at("2026-11-04 10:00")
    assert "branch.limit_moved" not in story.events()
    agree(story)


def test_for_new_cases_only_nothing_moves(story: Story) -> None:
    story.registers()
    before = story.task("dispose", RATNA).due_at
    story.closes("2026-11-03", moves=False)
    assert story.task("dispose", RATNA).due_at == before
    assert "letter.limit_moved" not in story.events()


def test_a_claimed_task_stays_with_whoever_works_on_it(story: Story) -> None:
    story.registers()
    task = story.task("dispose", RATNA)
    story.closes("2026-11-03")
    assert story.task("dispose", RATNA).id == task.id


def test_what_is_foreseen_happens(story: Story) -> None:
    story.registers()
    other = story.letter_id
    story.registers(number="B-2", urgency="segera")
    with story.database.write() as session:
        after = _closed(session)
        offices = registry.build()
        ids = calendar_changes.list_affected(session, after.version)
        seen = moving.foresee(session, offices, after, ids)
        moves = {(one.instance_id, move.element): move.after for one in seen for move in one.moves}
        effects = {one.record: one.facts["after"] for one in moving.effects(session, offices, after)}

    story.closes("2026-11-03")

    told = {}
    with story.database.read() as session:
        for instance_id in {instance_id for instance_id, _ in moves}:
            (event,) = history.read_kinds(session, f"instance:{instance_id}", ["calendar.changed"])
            told |= {(instance_id, timer["element"]): at_utc(timer["due"]) for timer in event.data["timers"]}
            for _, due in event.data.get("dues", ()):
                told[instance_id, "dispose"] = at_utc(due)
    assert told == moves
    assert len(told) == 4  # limit, escalation and the task itself; of the urgent one the escalation
    assert f"letter:{other}" in effects
    for letter_id in (other, story.letter_id):
        story.letter_id = letter_id
        assert effects.get(f"letter:{letter_id}", story.letter.due_at) == story.letter.due_at
