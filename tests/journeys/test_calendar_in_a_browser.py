"""The office calendar in a real browser: edited without a script, looked at on a phone, for everybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.test_interventions_in_a_browser import check
from tests.people import HENDRA, SARMILA
from tests.serving import Visitors

pytestmark = pytest.mark.browser


def add_a_day(page: Page) -> None:
    page.goto("/calendar/draft?year=2027")
    page.get_by_text("Tambah hari").click()
    page.fill("#new-on", "2027-03-09")
    page.select_option("#new-kind", "libur_nasional")
    page.fill("#new-name", "Hari Suci Nyepi")
    page.fill("#new-basis", "SKB 3 Menteri")
    page.get_by_role("button", name="Tambahkan hari ini ke daftar").click()
    page.wait_for_url("**/calendar/draft?year=2027")


def test_from_the_draft_to_the_version_without_a_script(visitors: Visitors) -> None:
    page = visitors.come(HENDRA, scripts=False)
    add_a_day(page)
    page.get_by_role("link", name="Pratinjau dan terbitkan").click()
    assert "1 hari berubah." in page.inner_text("main")
    page.fill("#note", "SKB 2027 terbit")
    page.get_by_role("button", name="Terbitkan — langsung berlaku").click()
    page.wait_for_url("**/calendar/versions/*")
    assert "SKB 2027 terbit" in page.inner_text("main")
    page.goto("/calendar?year=2027")
    assert "Hari Suci Nyepi" in page.inner_text("main")


def test_everybody_can_use_the_pages(visitors: Visitors, faults_of_access: Callable[[Page], list[str]]) -> None:
    page = visitors.come(HENDRA)
    add_a_day(page)
    faults = check(page, faults_of_access, "draft")
    for summary in page.locator("details.more > summary").all():
        summary.click()
    faults += check(page, faults_of_access, "draft, all open")
    page.goto("/calendar/preview")
    faults += check(page, faults_of_access, "preview")
    page.fill("#note", "SKB 2027 terbit")
    page.get_by_role("button", name="Terbitkan — langsung berlaku").click()
    page.wait_for_url("**/calendar/versions/*")
    faults += check(page, faults_of_access, "version")
    reader = visitors.come(SARMILA)
    reader.goto("/calendar?year=2026")
    faults += check(reader, faults_of_access, "year")
    assert faults == []
