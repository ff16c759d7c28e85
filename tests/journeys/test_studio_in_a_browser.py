"""The studio as an administrator uses it: in a real browser, on a desk, on a phone, and without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from engine import comparing, definitions, instances, studio_drafts
from tests.journeys.test_main_job_in_a_browser import arrived, fill_in
from tests.journeys.test_main_job_in_a_browser import press as send
from tests.people import RIZKI, UJANG
from tests.serving import DESK, PHONE, Visitors

pytestmark = pytest.mark.browser
KEY = "letter_disposition"
RENAMED = "Baca, lalu disposisikan surat"


def open_editor(page: Page, key: str = KEY) -> None:
    """The editor with its drawing."""
    page.goto(f"/studio/{key}/editor")
    page.wait_for_selector("[data-editor][data-ready]")


def choose(page: Page, element: str) -> None:
    """Select an element of the drawing; a flow by its label."""
    label = page.locator(f".djs-element[data-element-id='{element}_label'] .djs-hit")
    shape = page.locator(f".djs-element[data-element-id='{element}'] .djs-hit")
    (label if label.count() else shape).first.click(force=True)
    expect(page.locator(".fields header small")).to_contain_text(element)


def field(page: Page, key: str) -> Locator:
    """A field of the panel."""
    return page.locator(f"[id='p-{key}']")


def type_into(page: Page, key: str, text: str) -> None:
    """Fill a field and leave it."""
    field(page, key).fill(text)
    field(page, key).blur()


def press(page: Page, deed: str) -> None:
    page.locator(f"[data-deed={deed}]").click()


def state(page: Page) -> Locator:
    return page.locator("[data-part=state]")


def versions_of_cases(visitors: Visitors) -> list[int]:
    """The version of each case of the process, oldest case first."""
    with visitors.house.database.read() as session:
        found = [one for one in instances.list_newest(session) if one.process == KEY]
        return [definitions.get(session, one.definition_id).version for one in reversed(found)]


def test_an_administrator_changes_checks_and_publishes_and_only_new_cases_take_it(visitors: Visitors) -> None:
    arrived(visitors)
    page = visitors.come(RIZKI)
    page.goto("/")
    page.get_by_role("navigation", name="Utama", exact=True).get_by_role("link", name="Studio").click()
    page.get_by_role("link", name="Surat masuk dan disposisi").click()
    page.get_by_role("link", name="Ubah").click()
    page.wait_for_selector("[data-editor][data-ready]")

    choose(page, "dispose")
    type_into(page, "name", RENAMED)
    choose(page, "flow_answer")
    expect(field(page, "condition")).to_have_value('decision == "answer"')
    type_into(page, "condition", 'decision == = "answer"')
    press(page, "check")
    page.screenshot(path="/tmp/studio-findings.png")
    expect(state(page)).to_have_text("1 temuan")
    page.screenshot(path="/tmp/studio-findings.png")
    expect(page.locator(".djs-element.finding-late")).to_have_attribute("data-element-id", "flow_answer")
    expect(page.locator(".badge")).to_be_visible()
    choose(page, "dispose")
    page.locator(".finding").click()
    expect(page.locator(".fields header small")).to_contain_text("flow_answer")

    page.fill("#note", "Nama tugas pimpinan lebih jelas")
    page.get_by_role("button", name="Terbitkan sebagai versi 2").click()
    expect(page.locator("[data-part=trouble]")).to_contain_text("belum dapat diterbitkan")
    expect(page.locator("#note")).to_have_value("Nama tugas pimpinan lebih jelas")

    press(page, "undo")
    expect(field(page, "condition")).to_have_value('decision == "answer"')
    press(page, "check")
    expect(state(page)).to_contain_text("dapat diterbitkan")
    page.get_by_role("button", name="Terbitkan sebagai versi 2").click()
    page.wait_for_url(re.compile(rf"/studio/{KEY}\?done=published"))
    expect(page.locator(".band.said")).to_contain_text("versi 2")
    visitors.noise[:] = [one for one in visitors.noise if "422" not in one]  # the refusal itself

    second = visitors.come(UJANG)
    fill_in(second, "Surat kedua")
    second.fill("#f-number", "B-18/2026")
    send(second)
    second.wait_for_url(re.compile(r"/letters/[0-9a-f-]{36}"))
    assert versions_of_cases(visitors) == [1, 2]
    page.goto(f"/studio/{KEY}")
    page.screenshot(path="/tmp/studio-process.png")
    expect(page.locator("tbody tr").first).to_contain_text("Nama tugas pimpinan lebih jelas")
    expect(page.locator("tbody tr").first).to_contain_text("Rizki Ananda")


def test_what_was_drawn_is_kept_and_found_again(visitors: Visitors) -> None:
    page = visitors.come(RIZKI)
    open_editor(page)
    choose(page, "dispose")
    type_into(page, "Task.desk", '"role:pimpinan"')
    expect(page.locator("[data-part=saved]")).to_contain_text("Draf tersimpan")
    open_editor(page)
    choose(page, "dispose")
    expect(field(page, "Task.desk")).to_have_value('"role:pimpinan"')
    with visitors.house.database.read() as session:
        draft = studio_drafts.get(session, RIZKI, KEY)
        before = definitions.latest(session, KEY).files[f"{KEY}.bpmn"]
    changes = comparing.differences(before, draft.files[f"{KEY}.bpmn"])
    assert [(one.element, one.how, one.what) for one in changes] == [("dispose", "changed", ("task",))]


def test_the_studio_can_be_used_by_everybody_in_light_and_dark_on_desk_and_phone(
    visitors: Visitors, faults_of_access: Callable[[Page], list[str]]
) -> None:
    page = visitors.come(RIZKI)
    open_editor(page)
    choose(page, "dispose")
    choose(page, "is_accepted")
    type_into(page, "id", "accepted_or_not")
    expect(page.locator("[data-part=saved]")).to_contain_text("Draf tersimpan")
    faults = []
    for url, waits in (
        ("/studio", "table"),
        ("/studio/new", "form"),
        (f"/studio/{KEY}", "table"),
        (f"/studio/{KEY}/versions/1", "[data-drawing][data-ready]"),
        (f"/studio/{KEY}/check", "form"),
        (f"/studio/{KEY}/comparison", "table"),
        (f"/studio/{KEY}/editor", "[data-editor][data-ready]"),
    ):
        page.goto(url)
        page.wait_for_selector(waits)
        if url.endswith("editor"):
            choose(page, "dispose")
            press(page, "check")
            expect(state(page)).not_to_have_text("")
        for size, scheme in ((PHONE, "light"), (DESK, "dark"), (PHONE, "dark"), (DESK, "light")):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)  # type: ignore[arg-type]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append(f"{url} scrolls sideways")
            faults += [f"{url} {size['width']} {scheme}: {fault}" for fault in faults_of_access(page)]
            name = url.strip("/").replace("/", "-")
            page.screenshot(path=f"/tmp/s-{name}-{size['width']}-{scheme}.png", full_page=size == PHONE)
    assert faults == []
