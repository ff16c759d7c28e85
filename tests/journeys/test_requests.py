"""My requests: every case one started or that is about one, where it is, who has it, when it is likely to end."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from engine import definitions, instances, tasks
from engine.instances import Wanted
from engine.tasks import Answers
from kernel.act import Act, system
from kernel.db import Database
from tests import people as cast
from tests.bpmn.drawing import diagram, end, path, start, user
from tests.people import IRFAN, LESTARI, RIZKI, SARMILA, act_of
from workflows import requests
from workflows.areas import Area, RequestRow, RowText
from workflows.installation import Installation
from workflows.requests import Page, Place

Enter = Callable[[str], TestClient]
HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 11, 9, 1, 0, tzinfo=UTC)  # 08.00 in the office
LIMITS = {"first": 1, "second": 3}


def rows(_session: Any, actor: Any, _until: Any, _most: int) -> list[RequestRow]:
    if actor.id != IRFAN:
        return []
    return [RequestRow("wish:9", "About Irfan", "W-9", "granted", "/services#9", cast.THURSDAY - 2 * HOUR)]


WISHES = Area(
    "wish",
    lambda _registry: None,
    {"wishes": None},  # type: ignore[dict-item]
    lambda _session, actor, records: (
        {} if actor.id == LESTARI else {one: RowText("A wish", one, "") for one in records}
    ),
    lambda record: f"/services#{record}",
    lambda _session, _notices: {},
    requests=rows,
    limits=lambda _process: LIMITS,
)


class Story:
    """A process of two steps: the head of the branch, then the registry."""

    def __init__(self, installation: Installation) -> None:
        self.house = installation
        self.database: Database = installation.database
        installation.offices.add(WISHES)
        files = diagram(
            start(),
            user("first", desk=f"'person:{IRFAN}'", name="Look at it"),
            user("second", desk="'role:agendaris'", name="Write it down"),
            end(),
            path("start", "first", "second", "end"),
            id="wishes",
            name="Wishes",
        )
        with self.database.write() as session:
            act = Act(session, system("setup"), MONDAY, "test")
            definitions.publish(act, "wishes", files, note="", handlers=frozenset())

    def begin(self, record: str | None, at: datetime, by: str = SARMILA) -> tuple[str, str]:
        with self.database.write() as session:
            done = instances.start(act_of(session, by, at), "wishes", data={}, wanted=Wanted(record=record))
        return done.instance_id, done.task_ids[0]

    def do(self, task: str, at: datetime, by: str = IRFAN) -> list[str]:
        with self.database.write() as session:
            return tasks.complete(act_of(session, by, at), task, answers=Answers()).task_ids

    def page(self, by: str = SARMILA, now: datetime = cast.THURSDAY, **more: Any) -> Page:
        with self.database.read() as session:
            return requests.page(session, self.house.offices, cast.actor(session, by, now), now, **more)

    def past(self, hours: list[int]) -> None:
        """Ended cases whose first step was open that long before the end."""
        for place, span in enumerate(hours):
            _, task = self.begin(f"wish:past{place}", MONDAY, by=LESTARI)
            (second,) = self.do(task, MONDAY + span * HOUR)
            self.do(second, MONDAY + span * HOUR, by=cast.UJANG)


@pytest.fixture
def story(installation: Installation) -> Iterator[Story]:
    return Story(installation)


def test_says_who_has_it_since_when_and_the_limits_still_ahead(story: Story) -> None:
    story.begin("wish:1", cast.THURSDAY)
    (one,) = story.page().rows
    assert one.standing is not None and one.standing.forecast is not None
    assert [(task.element, task.desk) for task in one.standing.tasks] == [("first", f"person:{IRFAN}")]
    assert (one.row.title, one.process) == ("A wish", "Wishes")
    likely = one.standing.forecast
    assert (likely.basis, likely.whole) == ("limits", False)  # the open step has no limit of its own
    assert likely.at == cast.THURSDAY + timedelta(days=5)  # three working days: Friday, Monday, Tuesday


def test_five_ended_cases_give_the_median_of_the_way_from_this_step(story: Story) -> None:
    story.past([1, 2, 2, 3, 6])
    story.begin("wish:1", cast.THURSDAY)
    (one,) = story.page(now=cast.THURSDAY + HOUR).rows
    likely = one.standing and one.standing.forecast
    assert likely and (likely.basis, likely.count) == ("past", 5)
    assert likely.at == cast.THURSDAY + 2 * HOUR


def test_four_ended_cases_are_too_few(story: Story) -> None:
    story.past([1, 2, 2, 3])
    story.begin("wish:1", cast.THURSDAY)
    assert (likely := story.page().rows[0].standing.forecast) and likely.basis == "limits"  # type: ignore[union-attr]


def test_says_plainly_when_it_takes_longer_than_usual(story: Story) -> None:
    story.past([1, 1, 1, 1, 1])
    story.begin("wish:1", MONDAY)
    likely = story.page().rows[0].standing.forecast  # type: ignore[union-attr]
    assert likely and (likely.basis, likely.at) == ("past", None)


def test_a_case_about_me_is_shown_though_somebody_else_began_it(story: Story) -> None:
    story.begin("wish:1", cast.THURSDAY, by=IRFAN)
    assert [one.row.record for one in story.page(IRFAN).rows] == ["wish:1", "wish:9"]


def test_pages_follow_each_other_without_gap_or_repetition(story: Story) -> None:
    begun = [story.begin(f"wish:{place}", MONDAY + place // 3 * HOUR)[0] for place in range(11)]
    seen: list[str] = []
    after: Place | None = None
    while True:
        found = story.page(after=after, limit=4)
        seen += [str(one.row.instance_id) for one in found.rows]
        after = found.next
        if after is None:
            break
    assert (len(seen), set(seen)) == (11, set(begun))


def test_what_a_case_led_to_is_not_a_request_of_its_own(story: Story) -> None:
    first, _ = story.begin("wish:1", MONDAY)
    story.begin("wish:1", cast.THURSDAY)
    assert [one.row.instance_id for one in story.page().rows] == [first]


def test_of_a_record_one_may_not_know_only_the_process_is_named(story: Story) -> None:
    story.begin("wish:1", cast.THURSDAY, by=LESTARI)
    (one,) = story.page(LESTARI).rows
    assert (one.row.title, one.row.url, one.process) == ("", "", "Wishes")


def test_the_page_says_it_in_words(story: Story, signed_in: Enter) -> None:
    story.begin("wish:1", cast.THURSDAY)
    page = signed_in(SARMILA).get("/requests").text
    for said in (
        "A wish",
        "Look at it",
        "Dr. Irfan Maulana Hakim, M.Pd., Kepala Bidang Pelatihan",
        "waktu kerja",
        "/services#wish:1",
    ):
        assert said in page, said


def test_the_starter_sees_the_drawing_of_a_case_without_a_record(story: Story, signed_in: Enter) -> None:
    own, _ = story.begin(None, cast.THURSDAY)
    page = signed_in(SARMILA).get("/requests").text
    assert f"/instances/{own}/replay" in page
    assert signed_in(SARMILA).get(f"/instances/{own}/replay").status_code == 200
    assert signed_in(LESTARI).get(f"/instances/{own}/replay").status_code == 404


def test_programs_get_the_same(story: Story, signed_in: Enter) -> None:
    begun, _ = story.begin("wish:1", cast.THURSDAY)
    (one,) = signed_in(SARMILA).get("/api/v1/requests").json()["items"]
    assert (one["instance_id"], one["process"], one["state"]) == (begun, "wishes", "running")
    assert [(step["element"], step["person"]) for step in one["steps"]] == [("first", IRFAN)]
    assert one["forecast"]["basis"] == "limits"
    assert signed_in(RIZKI).get("/api/v1/requests").json() == {"items": [], "next": None}
    assert signed_in(SARMILA).get("/api/v1/requests?after=nonsense").status_code == 400
