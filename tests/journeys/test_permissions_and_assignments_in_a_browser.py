"""People ask for permissions and send others on assignments, in a real browser; a stranger checks the paper."""

import os
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kernel import calendars, clock
from kernel.settings import ROOT
from people import structure
from tests.people import IRFAN, LESTARI, NINING, SARMILA
from tests.serving import DESK, PHONE, Visitors

pytestmark = pytest.mark.browser
PICTURES = ROOT / "tests" / "pictures"
WIDE = (
    "document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('main *')]"
    ".filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 90))"
)
LOOKED_AT = (("360", PHONE, "light"), ("desktop", DESK, "dark"))
REST = (("360", PHONE, "dark"), ("desktop", DESK, "light"))


@pytest.fixture
def look(faults_of_access: Callable[[Page], list[str]]) -> Callable[[Page, str], None]:
    """A function that looks at a page on a phone and on a desk, takes pictures, and finds nothing wrong."""

    def looked(page: Page, name: str) -> None:
        before = page.viewport_size
        for size, view, scheme in (*LOOKED_AT, *(REST if os.environ.get("SATUPINTU_PICTURES") == "all" else ())):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size(view)  # type: ignore[arg-type]
            assert page.evaluate(WIDE) == [], f"{name} {size}"
            assert faults_of_access(page) == [], f"{name} {size} {scheme}"
            PICTURES.mkdir(exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}-{size}-{scheme}.png", full_page=True)
        page.emulate_media(color_scheme="light")
        if before is not None:
            page.set_viewport_size(before)

    return looked


def coming_day(visitors: Visitors, ahead: int = 1) -> date:
    """The first working day some days ahead."""
    with visitors.house.database.read() as session:
        calendar = calendars.current(session)
    day = calendar.date_of(clock.now()) + timedelta(days=ahead)
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day


def forgive(visitors: Visitors) -> None:
    """What was refused on purpose is told by the browser, too."""
    visitors.noise[:] = [one for one in visitors.noise if "status of 4" not in one]


def wait_for_paper(page: Page) -> str:
    """The address of the paper's file, once it was drawn."""
    for _ in range(60):
        link = page.locator(".doors a[href$='.pdf']")
        if link.count():
            return str(link.first.get_attribute("href"))
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError("the paper was never made")


def open_task(page: Page, words: str, box: str = "mine") -> None:
    page.goto(f"/?box={box}")
    page.locator(f".list a.row:has-text('{words}')").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("ways", [{}, {"scripts": False}], ids=["with-scripts", "without"])
def test_a_permission_from_the_phone_to_the_check_page(
    visitors: Visitors, look: Callable[[Page, str], None], ways: dict[str, bool]
) -> None:
    scripts = not ways
    sarmila = visitors.come(SARMILA, phone=True, **ways)
    sarmila.goto("/services")
    sarmila.get_by_role("link", name="Surat izin").click()
    expect(sarmila.get_by_text("Yang memutuskan: Lestari Handayani")).to_be_visible()
    sarmila.get_by_text("Keluar kantor", exact=True).click()
    sarmila.get_by_label("Hari", exact=True).fill(coming_day(visitors).isoformat())
    sarmila.get_by_label("Dari", exact=True).fill("13.30")
    sarmila.get_by_label("Sampai", exact=True).fill("06.00")
    sarmila.get_by_label("Alasan").fill("Ke kantor kelurahan")
    if scripts:
        look(sarmila, "permission-new")
    sarmila.get_by_role("button", name="Minta izin ini").click()
    expect(sarmila.get_by_role("alert")).to_contain_text(re.compile("Jam selesai|Jam kerja hari itu"))
    sarmila.get_by_label("Sampai", exact=True).fill("15.00")
    sarmila.get_by_role("button", name="Minta izin ini").click()
    expect(sarmila.get_by_text("Menunggu keputusan")).to_be_visible()
    record = sarmila.url.partition("?")[0]

    lestari = visitors.come(LESTARI, **ways)
    open_task(lestari, "Wa Ode Sarmila")
    expect(lestari.get_by_text("Ke kantor kelurahan")).to_be_visible()
    if scripts:
        look(lestari, "permission-decide")
    lestari.get_by_role("button", name="Beri izin ini").click()
    lestari.wait_for_load_state()

    sarmila.goto(record)
    expect(sarmila.get_by_text("Izin diberikan").first).to_be_visible()
    file = wait_for_paper(sarmila)
    if scripts:
        look(sarmila, "permission")
    answer = sarmila.context.request.get(file)
    assert answer.headers["content-type"] == "application/pdf"
    check = sarmila.locator("a[href^='/verifikasi/']").first.get_attribute("href")
    (tmp := Path(PICTURES)).mkdir(exist_ok=True)
    (tmp / "permission.pdf").write_bytes(answer.body())

    stranger = visitors.come(None, phone=True, **ways)
    stranger.goto(str(check))
    expect(stranger.get_by_text("Berlaku").first).to_be_visible()
    assert "Sarmila" not in stranger.content()
    stranger.set_input_files("input[type=file]", tmp / "permission.pdf")
    stranger.get_by_role("button", name="Bandingkan").click()
    expect(stranger.get_by_role("status").filter(has_text="sama setiap bitanya")).to_be_visible()
    if scripts:
        look(stranger, "check")
    forgive(visitors)


def test_an_assignment_for_three_and_its_recall(visitors: Visitors, look: Callable[[Page, str], None]) -> None:
    """From the preparing to the recall, with an overlap that is refused by name."""
    first = coming_day(visitors, 10)
    irfan = visitors.come(IRFAN)
    irfan.goto("/assignments/new")
    irfan.get_by_label("Yang pertama disebut").select_option(SARMILA)
    irfan.locator(".pick:has-text('Lestari Handayani')").first.click()
    irfan.get_by_label("Untuk apa").fill("Rapat koordinasi pelatihan")
    irfan.get_by_label("Di mana").fill("Kota Senja")
    irfan.get_by_label("Hari pertama", exact=True).fill(first.isoformat())
    irfan.get_by_label("Hari terakhir", exact=True).fill((first + timedelta(days=1)).isoformat())
    irfan.get_by_label("Dasar").fill("Undangan B-12/SU/11/2026")
    look(irfan, "assignment-new")
    irfan.get_by_role("button", name="Kirim untuk diperiksa").click()
    expect(irfan.get_by_text("Diperiksa Kasubbag Umum").first).to_be_visible()
    record = irfan.url.partition("?")[0]
    irfan.goto("/assignments/new")
    irfan.get_by_label("Yang pertama disebut").select_option(LESTARI)
    irfan.get_by_label("Untuk apa").fill("Acara lain")
    irfan.get_by_label("Di mana").fill("Kota Fajar")
    irfan.get_by_label("Hari pertama", exact=True).fill(first.isoformat())
    irfan.get_by_label("Hari terakhir", exact=True).fill(first.isoformat())
    irfan.get_by_label("Dasar").fill("Undangan lain")
    irfan.get_by_role("button", name="Kirim untuk diperiksa").click()
    expect(irfan.get_by_role("alert")).to_contain_text("Lestari Handayani")

    nining = visitors.come(NINING)
    open_task(nining, "Rapat koordinasi pelatihan", "group")
    look(nining, "assignment-check")
    nining.get_by_role("button", name="Naikkan untuk ditandatangani").click()
    nining.wait_for_load_state()
    with visitors.house.database.read() as session:
        head = structure.holder_of(session, "KP", clock.now())
    assert head is not None
    signer = visitors.come(head.person_id)
    open_task(signer, "Rapat koordinasi pelatihan")
    signer.get_by_role("button", name="Tandatangani surat tugas").click()
    signer.wait_for_load_state()

    irfan.goto(record)
    expect(irfan.get_by_text("Ditandatangani").first).to_be_visible()
    file = wait_for_paper(irfan)
    (PICTURES / "assignment.pdf").write_bytes(irfan.context.request.get(file).body())
    look(irfan, "assignment")

    nining.goto(record)
    nining.get_by_role("button", name="Tarik surat tugas").click()
    expect(nining.get_by_role("alert")).to_contain_text("Tulis mengapa")
    nining.get_by_label("Mengapa?").fill("Acara ditunda")
    nining.get_by_role("button", name="Tarik surat tugas").click()
    expect(nining.get_by_text("Ditarik").first).to_be_visible()
    look(nining, "assignment-recalled")
    nining.goto("/papers")
    expect(nining.get_by_text("Dicabut")).to_be_visible()
    look(nining, "papers")
    forgive(visitors)
