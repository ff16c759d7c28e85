"""Assignment from the organisation chart: diagrams of an administrator find superiors without code, with a preview."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from engine import definitions, inbox, instances, tasks
from engine.tasks import Answers
from kernel.act import Act, system
from people import chart
from people.errors import NobodyAbove
from tests import people as cast
from tests.bpmn.drawing import diagram, end, path, service, start, user
from tests.people import BAMBANG, IRFAN, LESTARI, MONDAY, RATNA, RIZKI, SARMILA, THURSDAY, act_of
from workflows.installation import Installation

Enter = Callable[[str], TestClient]
FILES = diagram(
    start(),
    service("superior", "office.find_superior"),
    service("next", "office.find_superior", post="'BL1'", into="'manager_desk'"),
    service("unit", "office.find_unit_head"),
    service("own", "office.find_post_of_person"),
    service("head", "office.find_head"),
    user("own_task", desk="post_desk", name="Say more"),
    user("look", desk="superior_desk", name="Look at it"),
    user("agree", desk="manager_desk", name="Agree to it"),
    user("lead", desk="unit_head_desk", name="Lead"),
    user("decide", desk="head_desk", name="Decide it"),
    user("write", desk="'role:agendaris'", name="Write it down"),
    user("later", desk="chosen_desk", name="Do it later"),
    end(),
    path(
        "start", "superior", "next", "unit", "own", "head", "own_task", "look", "agree", "lead", "decide", "write",
        "later", "end",
    ),
    id="wish",
)  # fmt: skip


@pytest.fixture
def published(installation: Installation) -> Installation:
    with installation.database.write() as session:
        act = Act(session, system("setup"), THURSDAY, "test")
        definitions.publish(act, "wish", FILES, note="", handlers=installation.offices.handlers.names)
    return installation


def desks_of(house: Installation, by: str, now: Any = THURSDAY) -> list[str]:
    """The desks of the first five tasks of a case that somebody begins."""
    with house.database.write() as session:
        done = instances.start(act_of(session, by, now), "wish", data={})
    found = []
    for _ in range(5):
        with house.database.write() as session:
            (task,) = inbox.open_of_instances(session, [done.instance_id])
            found.append(task.desk)
            worker = next(person for person in cast.SIGN_IN if cast.actor(session, person, now).can_work_for(task.desk))
            tasks.complete(act_of(session, worker, now), task.id, answers=Answers())
    return found


def test_a_diagram_finds_post_superior_unit_head_and_head(published: Installation) -> None:
    assert desks_of(published, SARMILA) == ["post:BL1-P26", "post:BL1", "post:BL", "post:BL1", "post:KP"]


def test_vacant_posts_and_oneself_are_passed_over(published: Installation) -> None:
    with published.database.read() as session:
        assert chart.superior(session, "BA1", THURSDAY).code == "BA"
        assert chart.superior(session, "BA", MONDAY, but=RATNA).code == "KP"  # Bambang is Plh. for her
        with pytest.raises(NobodyAbove):
            chart.superior(session, "BA", MONDAY, but=BAMBANG)
        with pytest.raises(NobodyAbove):
            chart.superior(session, "KP", THURSDAY)


def rows_of(page: str) -> dict[str, str]:
    """The lines of the preview: name of the task to all else."""
    table = page.split('id="assignment"')[1].split("</table>")[0]
    rows = re.findall(r"<tr><td[^>]*><b>(.*?)</b></td>(.*?)</tr>", table, re.S)
    return {name: " ".join(re.sub(r"<[^>]+>", " ", rest).split()) for name, rest in rows}


def test_the_studio_says_who_would_get_each_task_today(published: Installation, signed_in: Enter) -> None:
    page = signed_in(RIZKI).get(f"/studio/wish/versions/1?requester={SARMILA}").text
    rows = rows_of(page)
    assert "Wa Ode Sarmila" in rows["Say more"]
    assert "atasan langsung, menurut bagan superior_desk" in rows["Look at it"]
    assert "Lestari Handayani" in rows["Look at it"]
    assert "Irfan Maulana Hakim" in rows["Agree to it"]
    assert "Lestari Handayani" in rows["Lead"]
    assert "Ujang Permana" in rows["Write it down"]
    assert rows["Write it down"].startswith("kelompok")
    assert "bergantung pada chosen_desk" in rows["Do it later"]
    assert f'<option value="{SARMILA}" selected>' in page


def test_the_preview_follows_the_chosen_person(published: Installation, signed_in: Enter) -> None:
    rizki = signed_in(RIZKI)
    rows = rows_of(rizki.get(f"/studio/wish/versions/1?requester={LESTARI}").text)
    assert "Irfan Maulana Hakim" in rows["Look at it"]
    top = rows_of(rizki.get(f"/studio/wish/versions/1?requester={RATNA}").text)
    assert "tidak ada jabatan yang sedang diisi orang lain" in top["Look at it"]
    assert "Irfan Maulana Hakim" in top["Agree to it"]
    assert rows_of(rizki.get("/studio/wish/versions/1?requester=nobody").text)["Say more"].count("Rizki") == 1


def test_an_area_says_what_its_own_operations_would_give(installation: Installation, signed_in: Enter) -> None:
    page = signed_in(RIZKI).get(f"/studio/leave_request/versions/1?requester={SARMILA}").text
    rows = rows_of(page)
    assert "Hendra Gunawan" in rows["Periksa dan isi bagian V"]
    assert "Lestari Handayani" in rows["Beri pertimbangan (bagian VII)"]
    assert any("bergantung pada decider_desk" in row for row in rows.values())


def test_every_shipped_process_has_a_preview(installation: Installation, signed_in: Enter) -> None:
    rizki = signed_in(RIZKI)
    for key, _ in installation.offices.seeds():
        page = rizki.get(f"/studio/{key}/versions/1?requester={IRFAN}")
        assert page.status_code == 200, key
        assert rows_of(page.text), key
