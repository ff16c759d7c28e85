"""Leave on a phone, also without scripts: choose, count, send, and see where it is; everybody can use each page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from tests.journeys.leaves import free_monday
from tests.people import SARMILA
from tests.serving import Visitors

pytestmark = pytest.mark.browser
Faults = Callable[[Page], list[str]]
WIDER = "document.documentElement.scrollWidth > innerWidth"


def sound(page: Page, faults: Faults | None) -> None:
    """Nothing scrolls sideways; with scripts also axe finds nothing."""
    if faults is not None:
        assert not page.evaluate(WIDER)
        assert faults(page) == []


@pytest.mark.parametrize("scripts", [False, True])
def test_a_leave_is_counted_and_sent_from_a_phone(
    demo_visitors: Visitors, faults_of_access: Faults, scripts: bool
) -> None:
    checked = faults_of_access if scripts else None
    with demo_visitors.house.database.read() as session:
        first = free_monday(session, (SARMILA,))
    page = demo_visitors.come(SARMILA, phone=True, scripts=scripts)
    page.goto("/services")
    page.get_by_role("link", name="Ajukan cuti").click()
    page.get_by_role("link", name="Cuti tahunan").click()
    sound(page, checked)
    page.get_by_label("Hari pertama").fill(first.isoformat())
    page.get_by_label("Hari terakhir").fill((first + timedelta(days=1)).isoformat())
    page.get_by_label("Alasan").fill("Menengok orang tua")
    page.get_by_label("Alamat selama cuti").fill("Jl. Kenanga 5, Kota Lembayung")
    page.get_by_label("Telepon selama cuti").fill("0812 0000 0000")
    page.get_by_role("button", name="Hitung harinya").click()
    count = page.locator("#count")
    assert "2 hari kerja" in count.inner_text()
    assert "Lestari Handayani" in count.inner_text()
    assert page.get_by_label("Alasan").input_value() == "Menengok orang tua"
    sound(page, checked)
    page.get_by_role("button", name="Kirim").click()
    assert "Terkirim." in page.locator(".band.said").inner_text()
    assert "pengelola kepegawaian" in page.locator(".head").inner_text()
    sound(page, checked)
    page.goto("/requests")
    assert page.locator("a.main", has_text="Cuti tahunan").count() >= 1
    sound(page, checked)
