"""Two at once: the last days, the same dates, a decision and a withdrawal."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from kernel.act import Act
from kernel.errors import AppError
from people.desks import actor_of
from tests.people import IMELDA, RATNA
from tests.processes.leave_request.story import ASKED, PaperYear, Story
from workflows import answering
from workflows.leave import requests


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """What each deed gave, or the code of the fact that refused it."""

    def attempt(deed: Callable[[], Any]) -> Any:
        try:
            return deed()
        except AppError as refused:
            return refused.code

    with ThreadPoolExecutor(len(deeds)) as crowd:
        return list(crowd.map(attempt, deeds))


def deed(story: Story, by: str, what: Callable[[Act], Any]) -> Callable[[], Any]:
    def done() -> Any:
        with story.database.write() as session:
            return what(Act(session, actor_of(session, by, story.now), story.now, "test"))

    return done


def asks(story: Story, first: str, last: str) -> Callable[[], Any]:
    raw = {**ASKED, "starts_on": first, "last_on": last}
    return deed(story, IMELDA, lambda act: requests.submit(act, raw).state)


def test_two_requests_for_the_last_days_are_one_reserved_and_one_refused(story_everywhere: Story) -> None:
    story = story_everywhere
    story.has_history(IMELDA, {2025: PaperYear(12, used=12), 2026: PaperYear(used=9)})
    story.it_is("2026-04-06 09:00")
    found = at_once(asks(story, "2026-06-02", "2026-06-04"), asks(story, "2026-07-06", "2026-07-08"))
    assert sorted(found) == ["leave.not_enough", "verifikasi"]
    assert (story.balance(on="2026-07-31").reserved, story.balance(on="2026-07-31").available) == (3, 0)


def test_two_requests_for_the_same_days_are_one_reserved_and_one_refused(story_everywhere: Story) -> None:
    story = story_everywhere
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    found = at_once(asks(story, "2026-06-02", "2026-06-04"), asks(story, "2026-06-03", "2026-06-08"))
    assert sorted(found) == ["absence.already_away", "verifikasi"]


def test_a_decision_and_a_withdrawal_at_once_leave_one_whole_result(story_everywhere: Story) -> None:
    story = story_everywhere
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.asks(starts_on="2026-06-02", last_on="2026-06-04")
    story.verified()
    story.does("consider", "P20", decision="approve")
    task = story.task("decide", RATNA)
    request_id = story.request_id
    at_once(
        deed(story, RATNA, lambda act: answering.answer(act, task.id, {"decision": "approve"})),
        deed(story, IMELDA, lambda act: requests.withdraw(act, request_id)),
    )
    story.errands()
    assert story.state == "dibatalkan"
    assert story.holds_nothing()
    assert (story.balance().available, story.balance().used) == (12, 0)
