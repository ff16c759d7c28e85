"""The administrator's pages in a real browser: without scripts, on a phone and on a desk, for everybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from engine import definitions, instances
from kernel import clock
from kernel.act import Act, system
from tests.bpmn.drawing import diagram, end, path, start, user
from tests.people import RIZKI
from tests.serving import DESK, PHONE, Visitors
from workflows.installation import Installation

pytestmark = pytest.mark.browser
CLERK = "'role:agendaris'"


def bundle(*way: str) -> dict[str, bytes]:
    tasks = [user(one, desk=CLERK, name=f"Langkah {one}") for one in ("a", "b", "c")]
    return diagram(start(), *tasks[: len(way) - 1], end(), path("start", *way), id="foreign", name="Proses asing")


def prepare(house: Installation) -> str:
    """A case of the first of two versions."""
    with house.database.write() as session:
        act = Act(session, system("setup"), clock.now(), "test")
        definitions.publish(act, "foreign", bundle("a", "b", "end"), note="", handlers=frozenset())
        begun = instances.start(act, "foreign", data={"n": 1})
    with house.database.write() as session:
        act = Act(session, system("setup"), clock.now(), "test")
        definitions.publish(act, "foreign", bundle("a", "b", "c", "end"), note="", handlers=frozenset())
    return begun.instance_id


def check(page: Page, faults: Callable[[Page], list[str]], where: str) -> list[str]:
    found = []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{where} scrolls sideways at {size['width']}")
        found += [f"{where} {fault}" for fault in faults(page)]
    return found


def test_everybody_can_use_the_pages(visitors: Visitors, faults_of_access: Callable[[Page], list[str]]) -> None:
    one = prepare(visitors.house)
    page = visitors.come(RIZKI)
    page.goto("/instances")
    faults = check(page, faults_of_access, "cases")
    page.locator(f"a[href='/instances/{one}/interventions']").click()
    page.wait_for_url("**/interventions")
    faults += check(page, faults_of_access, "case")
    page.select_option("#deed", "skip")
    page.select_option("#token", index=1)
    page.select_option("#reason", "absence")
    page.get_by_role("button", name="Perlihatkan yang akan terjadi").click()
    page.wait_for_selector("#foresight")
    faults += check(page, faults_of_access, "foresight")
    page.goto("/migrations?process=foreign&from=1&to=2")
    assert "1 dari 1" in page.inner_text("main")
    faults += check(page, faults_of_access, "migrations")
    assert faults == []


def test_it_works_without_scripts(visitors: Visitors) -> None:
    one = prepare(visitors.house)
    page = visitors.come(RIZKI, scripts=False)
    page.goto(f"/instances/{one}/interventions")
    page.select_option("#deed", "move")
    page.select_option("#token", index=1)
    page.select_option("#to", "b")
    page.select_option("#reason", "wrong_step")
    page.fill("#text", "Sudah selesai di kertas")
    page.get_by_role("button", name="Perlihatkan yang akan terjadi").click()
    assert "Langkah b" in page.inner_text("form[aria-labelledby=foresight]")
    page.get_by_role("button", name="Lakukan dan catat").click()
    page.wait_for_url("**/interventions?done=1")
    assert "Sudah selesai di kertas" in page.inner_text("main")
