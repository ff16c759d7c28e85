"""Comments and notices before real screens: without JavaScript, on a phone, in light and dark, for everybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from kernel.settings import ROOT
from tests import files
from tests.journeys.test_pages_tasks import letter
from tests.people import FITRI, RATNA, SARMILA, UJANG
from tests.serving import DESK, PHONE, Visitors

pytestmark = pytest.mark.browser
PICTURES = ROOT / "tests" / "pictures"


def register(page: Page) -> str:
    """A letter in one plain post; gives the address of its page."""
    sent = page.context.request.post("/letters", form=letter(), max_redirects=0)
    assert sent.status == 303, sent.text()
    return sent.headers["location"].partition("?")[0]


def looked_at(page: Page, name: str, faults_of_access: Callable[[Page], list[str]]) -> list[str]:
    """Faults of a page on a light phone and a dark desk, with pictures."""
    PICTURES.mkdir(exist_ok=True)
    found = []
    for size, scheme in ((PHONE, "light"), (DESK, "dark"), (PHONE, "dark"), (DESK, "light")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found += [f"{name} {size['width']} {scheme} scrolls sideways"] if wide else []
        found += faults_of_access(page)
        page.screenshot(path=PICTURES / f"{name}-{size['width']}-{scheme}.png", full_page=True)
    return found


def test_a_comment_with_mention_and_attachment_without_javascript(visitors: Visitors) -> None:
    page = visitors.come(UJANG, scripts=False, phone=True)
    page.goto(register(page))
    page.get_by_label("Komentar baru").fill("Mohon arsip menyiapkan berkas lama.\nTerima kasih.")
    page.get_by_text("Sebut orang, lampirkan berkas").click()
    page.get_by_label("Orang ke-1").select_option(FITRI)
    page.locator("input[name='papers.files']").set_input_files(
        {"name": "denah.pdf", "mimeType": "application/pdf", "buffer": files.pdf(1)}
    )
    page.get_by_role("button", name="Tambahkan komentar").click()
    assert "#c-" in page.url
    comment = page.locator(".comments li")
    assert "Mohon arsip menyiapkan berkas lama." in comment.inner_text()
    assert "denah.pdf" in comment.inner_text()
    mentioned = visitors.come(FITRI, scripts=False)
    mentioned.goto("/notices")
    mentioned.get_by_text("Anda disebut dalam komentar").click()
    assert mentioned.locator(".comments li:target").count() == 1
    page.get_by_role("button", name="Tarik kembali").click()
    assert "dihapus penulisnya" in page.locator(".comments li").inner_text()


def test_the_pages_are_for_everybody_and_fit(visitors: Visitors, faults_of_access: Callable[[Page], list[str]]) -> None:
    page, faults = visitors.come(UJANG), []
    address = register(page)
    record = f"letter:{address.rpartition('/')[2]}"
    for text in ("Nomor surat di lampiran berbeda dari surat pengantar, mohon dicek.", "Sudah saya tanyakan."):
        page.context.request.post(f"/records/{record}/comments", form={"text": text, "mention": RATNA})
    page.goto(f"{address}#comments")
    page.get_by_text("Sebut orang, lampirkan berkas").click()
    faults += looked_at(page, "comments", faults_of_access)
    page.get_by_label("Orang ke-1").select_option(SARMILA)
    page.get_by_label("Komentar baru").fill("Tolong")
    page.get_by_role("button", name="Tambahkan komentar").click()
    assert "tidak boleh melihat" in page.locator("#faults").inner_text()
    faults += looked_at(page, "comment-refused", faults_of_access)
    head = visitors.come(RATNA)
    head.goto("/notices")
    faults += looked_at(head, "notices-by-day", faults_of_access)
    head.goto("/notices?unread=1")
    head.goto("/account")
    faults += looked_at(head, "account-mail", faults_of_access)
    head.goto("/")
    head.locator(".list a.row").first.click()
    head.wait_for_selector(".last .comments")
    faults += looked_at(head, "task-comments", faults_of_access)
    refused = [one for one in visitors.noise if "status of 422" in one]
    visitors.noise[:] = [one for one in visitors.noise if one not in refused]
    assert faults == []
