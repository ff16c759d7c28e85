"""A change of a profile and the personnel file, as a new user would do them: on a phone, at a desk, without scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import files
from tests.people import HENDRA, SARMILA
from tests.serving import Visitors

pytestmark = pytest.mark.browser
Faults = Callable[[Page], list[str]]


def sound(page: Page, faults_of_access: Faults) -> None:
    """Nothing wrong for those who can't see or hold a mouse; nothing scrolls sideways."""
    assert faults_of_access(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    made = tmp_path / "buku-rekening.pdf"
    made.write_bytes(files.pdf())
    return made


def test_a_change_is_proposed_on_a_phone_and_approved_at_a_desk(
    visitors: Visitors, faults_of_access: Faults, paper: Path
) -> None:
    phone = visitors.come(SARMILA, phone=True)
    phone.goto("/")
    phone.locator("nav.foot").get_by_role("link", name="Layanan").click()
    phone.get_by_role("link", name="Profil saya").click()
    sound(phone, faults_of_access)
    line = phone.locator("#line-bank")
    line.get_by_text("Usulkan perubahan").click()
    line.get_by_label("Bank", exact=True).fill("Bank Rekaan")
    line.get_by_label("Dokumen bukti").set_input_files(paper)
    line.get_by_role("button", name="Kirim ke kepegawaian").click()
    expect(phone.get_by_role("status").filter(has_text="Dikirim ke kepegawaian")).to_be_visible()
    expect(phone.locator("#line-bank")).to_contain_text("menunggu kepegawaian")

    desk = visitors.come(HENDRA)
    desk.goto("/?box=group")
    desk.locator("a.row").first.click()
    expect(desk.locator(".facts")).to_contain_text("Bank Rekaan")
    sound(desk, faults_of_access)
    desk.get_by_role("link", name="Usulan Wa Ode Sarmila").click()
    expect(desk.get_by_role("heading", name="Lama dan baru")).to_be_visible()
    sound(desk, faults_of_access)
    desk.get_by_role("link", name="Putuskan").click()
    desk.get_by_role("button", name="Setujui dan terapkan").click()
    desk.wait_for_url("**done=**")

    phone.goto("/me/profile")
    expect(phone.locator("#line-bank")).to_contain_text("disetujui kepegawaian")
    phone.goto("/services")
    phone.get_by_role("link", name="Dosir saya").click()
    expect(phone.get_by_role("link", name="Halaman depan buku rekening")).to_be_visible()
    expect(phone.get_by_text("Hendra Gunawan Siregar").first).to_be_visible()
    sound(phone, faults_of_access)


def test_personnel_files_a_document_without_scripts(visitors: Visitors, paper: Path) -> None:
    desk = visitors.come(HENDRA, scripts=False)
    desk.goto("/people/files?q=sarmila")
    desk.get_by_role("link", name="Wa Ode Sarmila").click()
    desk.get_by_label("Jenis dokumen").select_option("ktp")
    desk.get_by_label("Berkas", exact=True).set_input_files(paper)
    desk.get_by_role("button", name="Masukkan ke dosir").click()
    expect(desk.get_by_role("link", name="KTP", exact=True)).to_be_visible()
    expect(desk.get_by_role("heading", name="Lengkap 11 persen")).to_be_visible()
