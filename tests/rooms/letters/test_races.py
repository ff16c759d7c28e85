"""Two at once: the same letter registered twice, the last two duties closed together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import func, select

from kernel import history
from kernel.act import Act
from kernel.db import Database
from kernel.errors import AppError
from kernel.outbox import Job
from people.desks import actor_of
from tests.people import BAMBANG, IRFAN, RATNA, UJANG, VERONIKA
from tests.processes.letter_disposition.story import LETTER, Story
from workflows import answering
from workflows.letters import register
from workflows.letters.models import Letter


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """What each deed gave, or the named fact that refused it."""

    def attempt(deed: Callable[[], Any]) -> Any:
        try:
            return deed()
        except AppError as refused:
            return refused.code

    with ThreadPoolExecutor(len(deeds)) as crowd:
        return list(crowd.map(attempt, deeds))


def letters(database: Database) -> list[int | None]:
    with database.read() as session:
        return list(session.scalars(select(Letter.agenda_serial).order_by(Letter.agenda_serial)))


def test_the_same_letter_registered_four_times_at_once_is_registered_once(story_everywhere: Story) -> None:
    story = story_everywhere

    def deed() -> str:
        with story.database.write() as session:
            act = Act(session, actor_of(session, UJANG, story.now), story.now, "test")
            return register.register(act, LETTER).agenda_no

    found = at_once(deed, deed, deed, deed)
    assert sorted(found) == ["0001", "letter.duplicate", "letter.duplicate", "letter.duplicate"]
    assert letters(story.database) == [1]


def test_different_letters_at_once_get_consecutive_numbers(story_everywhere: Story) -> None:
    story = story_everywhere

    def numbered(number: int) -> Callable[[], str]:
        def deed() -> str:
            with story.database.write() as session:
                act = Act(session, actor_of(session, UJANG, story.now), story.now, "test")
                return register.register(act, {**LETTER, "number": f"B-{number}"}).agenda_no

        return deed

    found = at_once(*(numbered(number) for number in range(8)))
    assert sorted(found) == [f"{serial:04d}" for serial in range(1, 9)]


def test_duties_closed_at_once_wake_the_letter_exactly_once(story_everywhere: Story) -> None:
    story = story_everywhere
    story.registers()
    posts = ["BA", "BL", "BP"]
    answers = {"to": posts, "responsible": "BA", "joint": ["BL", "BP"], "instructions": ["teliti"]}
    story.does("dispose", RATNA, decision="dispose", **answers)
    for person in (BAMBANG, IRFAN, VERONIKA):
        story.does("follow_up", person, decision="report", report="Selesai.")

    def accepts(task_id: str) -> Callable[[], None]:
        def deed() -> None:
            with story.database.write() as session:
                act = Act(session, actor_of(session, RATNA, story.now), story.now, "test")
                answering.answer(act, task_id, {"accepted": "true"})

        return deed

    waiting = [row.id for row in story.tasks_of(RATNA) if row.element == "accept"]
    assert at_once(*(accepts(task_id) for task_id in waiting)) == [None, None, None]

    with story.database.read() as session:
        woken = select(func.count()).select_from(Job).where(Job.key.startswith("closed:"))
        assert session.scalar(woken) == 1
        closed = history.read_kinds(session, f"letter:{story.letter_id}", ["branch.closed"])
        assert sorted(event.data["left"] for event in closed) == [0, 1, 2]
    story.errands()
    assert story.letter.state == "finished"


def test_a_report_and_an_automatic_acceptance_never_close_a_branch_twice(story_everywhere: Story) -> None:
    story = story_everywhere
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BP"], instructions=["teliti"])
    story.does("follow_up", VERONIKA, decision="report", report="Selesai.")
    task = story.task("accept", RATNA)
    story.later(days=3)
    assert story.letter.state == "finished"

    def deed() -> None:
        story.completes(task, RATNA, accepted="true")

    assert at_once(deed) == ["task.withdrawn"]
    assert story.events().count("branch.closed") == 1
