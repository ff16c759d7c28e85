"""A head of division is away for some days and another does his letters, a.n."""

from dataclasses import replace

import pytest

from engine import tasks
from engine.inbox import Box
from engine.task_errors import TaskBarred, TaskUnknown
from kernel import history
from people import substitution
from people.substitution import Standin
from tests.people import IRFAN, LESTARI, NINING, RATNA, VERONIKA, act_of
from tests.processes.letter_disposition.story import Story, at
from workflows import handover, notices
from workflows.letters.access import Verdict
from workflows.letters.errors import LetterSecret, LetterUnknown

DUTY = {"decision": "dispose", "to": ["BL"], "instructions": ["tindaklanjuti"]}
DAYS = at("2026-11-04 00:00").date(), at("2026-11-06 00:00").date()
LETTERS = frozenset({"letter_disposition", "disposition_branch"})
WANTED = Standin(IRFAN, VERONIKA, *DAYS, basis="SI-12/SU/KP.05/11/2026")


def appoint(story: Story, wanted: Standin = WANTED) -> str:
    with story.database.write() as session:
        return substitution.appoint(act_of(session, NINING, story.now), wanted)


def duty_for_irfan(story: Story, **letter: object) -> None:
    story.it_is("2026-11-03 09:00")
    story.registers(received_at="2026-11-03T08:40", **letter)
    story.does("dispose", RATNA, **DUTY)


@pytest.mark.parametrize("processes", [frozenset(), LETTERS])
def test_at_midnight_the_tasks_reach_the_substitute_and_the_log_says_an(
    story_everywhere: Story, processes: frozenset[str]
) -> None:
    story = story_everywhere
    appoint(story, replace(WANTED, processes=processes))
    duty_for_irfan(story)
    story.it_is("2026-11-03 23:59")
    assert (story.steps_of(IRFAN), story.steps_of(VERONIKA)) == (["follow_up"], [])
    story.it_is("2026-11-04 00:00")
    assert story.steps_of(VERONIKA, Box.ACTING) == ["follow_up"]
    assert (story.steps_of(VERONIKA, Box.MINE), story.steps_of(IRFAN)) == ([], [])
    assert story.steps_of(IRFAN, Box.WATCH) == ["follow_up"]
    assert story.opens_letter(VERONIKA).verdict is Verdict.ALLOWED
    assert story.opens_letter(IRFAN).verdict is Verdict.ALLOWED

    story.does("follow_up", VERONIKA, decision="forward", to=["BL1"], instructions=["tindaklanjuti"])
    given = story.node("BL").given[0]
    assert (given.title_line, given.capacity) == ("a.n. Kepala Bidang Pelatihan dan Pengembangan", "an")
    assert given.person == VERONIKA
    assert given.title_line in str(story.sheet())
    with story.database.read() as session:
        told = [one for one in history.read_record(session, f"letter:{story.letter_id}") if one.actor == VERONIKA]
    assert {(one.kind, one.desk, one.capacity, one.basis) for one in told if one.desk} >= {
        ("task.completed", "post:BL", "an", WANTED.basis),
        ("letter.disposed", "post:BL", "an", WANTED.basis),
    }
    story.it_is("2026-11-07 00:00")
    assert story.opens_letter(IRFAN).verdict is Verdict.ALLOWED
    story.recomputes()


def test_who_is_back_early_has_his_tasks_back_at_once(story_everywhere: Story) -> None:
    story = story_everywhere
    made = appoint(story)
    duty_for_irfan(story)
    story.it_is("2026-11-05 10:00")
    task = story.task("follow_up", VERONIKA)
    with story.database.write() as session:
        substitution.shorten(act_of(session, NINING, story.now), made, at("2026-11-04 00:00").date())
    assert (story.steps_of(VERONIKA), story.steps_of(IRFAN, Box.MINE)) == ([], ["follow_up"])
    with pytest.raises(TaskUnknown):
        story.completes(task, VERONIKA, decision="report", report="selesai")
    story.recomputes()


def test_a_substitution_for_other_processes_opens_no_letter(story_everywhere: Story) -> None:
    story = story_everywhere
    appoint(story, replace(WANTED, processes=frozenset({"leave_request"})))
    duty_for_irfan(story, security="terbatas")
    story.it_is("2026-11-04 09:00")
    task = story.task("follow_up", IRFAN)
    assert story.steps_of(VERONIKA) == []
    assert story.listed(VERONIKA) == []
    with pytest.raises(LetterUnknown):
        story.opens_letter(VERONIKA)
    with story.database.read() as session, pytest.raises(TaskUnknown):
        tasks.get_task(session, story.actor(VERONIKA), task.id)
    with pytest.raises(TaskUnknown):
        story.completes(task, VERONIKA, decision="report", report="selesai")
    with story.database.read() as session:
        assert notices.list_for(session, story.actor(VERONIKA)) == []


def test_a_secret_letter_is_open_to_the_substitute_in_these_days_only(story: Story) -> None:
    appoint(story)
    duty_for_irfan(story, security="rahasia", addressee="KP")
    with pytest.raises(LetterSecret):
        story.opens_letter(VERONIKA)
    story.it_is("2026-11-04 09:00")
    assert story.opens_letter(VERONIKA).verdict is Verdict.ALLOWED


def test_mails_for_the_post_reach_the_substitute_and_those_by_name_nobody_else(story: Story) -> None:
    appoint(story)
    asked = [("post:BL", "2026-11-03"), ("post:BL", "2026-11-04"), (f"person:{IRFAN}", "2026-11-04")]
    with story.database.read() as session:
        found = [notices.people_of(session, desk, at(f"{day} 09:00")) for desk, day in asked]
    assert found == [[IRFAN], [VERONIKA], [IRFAN]]


def test_a_letter_waits_for_nobody_when_a_substitute_is_there(story: Story) -> None:
    story.it_is("2026-11-04 09:00")
    story.is_away(RATNA)
    appoint(story, replace(WANTED, absent=RATNA))
    story.registers(received_at="2026-11-04T08:40")
    assert "letter.absence_alerted" not in story.events()
    assert story.steps_of(VERONIKA) == ["dispose"]


def test_whoever_did_the_duty_does_not_accept_it_instead_of_the_giver(story_everywhere: Story) -> None:
    story = story_everywhere
    duty_for_irfan(story)
    story.does("follow_up", IRFAN, decision="forward", to=["BL1"], instructions=["tindaklanjuti"])
    story.does("follow_up", LESTARI, decision="report", report="Sudah dikerjakan.")
    made = appoint(story, replace(WANTED, substitute=LESTARI))
    story.it_is("2026-11-04 09:00")
    with pytest.raises(TaskBarred):
        story.does("accept", LESTARI, accepted=True)
    assert story.steps_of(IRFAN) == []
    with story.database.write() as session:
        substitution.revoke(act_of(session, NINING, story.now), made)
    story.does("accept", IRFAN, accepted=True)
    story.recomputes()


def test_what_an_absent_person_leaves_is_counted_without_titles(story: Story) -> None:
    duty_for_irfan(story)
    with story.database.read() as session:
        (left,) = handover.open_of_person(session, IRFAN, story.now)
        (row,) = handover.list_of_person(session, IRFAN, story.now)
    assert (left.desk, left.process, left.count) == ("post:BL", "disposition_branch", 1)
    assert row.element == "follow_up"
