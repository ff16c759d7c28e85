"""The main job as people do it: in a real browser, on a desk and on a phone, with and without scripts."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from kernel import clock
from kernel.act import Act, system
from people import sessions
from tests import files
from tests.offices import PASSWORD
from tests.people import FITRI, IRFAN, LESTARI, RATNA, SIGN_IN, UJANG, VERONIKA
from tests.serving import Visitors

pytestmark = pytest.mark.browser
SUBJECT = "Undangan rapat koordinasi pelatihan"
SCAN = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": files.pdf(2)}
LIMIT = 30_000  # bytes of the first page, with style and script, as they travel


def day_before() -> str:
    """Yesterday, as date fields take it."""
    return (clock.now().astimezone(ZoneInfo("Asia/Jakarta")) - timedelta(days=1)).date().isoformat()


def fill_in(page: Page, subject: str = SUBJECT) -> None:
    """Everything of a new letter but its scan."""
    page.goto("/letters/new")
    page.fill("#f-sender", "Badan Contoh Nusantara")
    page.fill("#f-number", "B-17/2026")
    page.fill("#f-dated_on", day_before())
    page.fill("#f-classification", "PK.02")
    page.fill("#f-subject", subject)


def press(page: Page) -> None:
    """Send the form with its one button."""
    button(page).click()


def button(page: Page) -> Locator:
    return page.locator(".decide .first:visible")


def arrived(visitors: Visitors, subject: str = SUBJECT) -> str:
    """A letter registered at the counter; gives the address of its page."""
    page = visitors.come(UJANG)
    fill_in(page, subject)
    press(page)
    page.wait_for_url(re.compile(r"/letters/[0-9a-f-]{36}"))
    return page.url.partition("?")[0]


def see_scan(page: Page) -> None:
    """The pages of a scan are drawn right after the registration; until then the page says so."""
    for _ in range(30):
        if page.locator("img.sheet").first.is_visible():
            return
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.locator("img.sheet").first).to_be_visible()


def open_task(page: Page, subject: str = SUBJECT, url: str = "/") -> None:
    """Open the task about a letter as soon as it stands in the inbox; the worker may need a moment."""
    row = page.locator(".list a.row", has_text=subject)
    for _ in range(60):
        page.goto(url)
        if row.count():
            row.first.click()
            page.wait_for_selector(".task .form")
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"no task about {subject!r} at {page.url}")


def choose(page: Page, post: str, *, tap: bool = False) -> None:
    """Tap on a recipient."""
    row = page.locator(".pick label", has_text=post).first
    if tap:
        row.tap()
    else:
        row.click()


def told(page: Page) -> Locator:
    """The line that says what was sent."""
    return page.locator(".band.said")


def test_a_letter_goes_from_the_scan_to_the_archive(visitors: Visitors) -> None:
    ujang = visitors.come(UJANG)
    fill_in(ujang)
    ujang.set_input_files("#f-document", SCAN)  # type: ignore[arg-type]
    expect(ujang.locator(".files a")).to_have_text("surat.pdf")
    press(ujang)
    ujang.wait_for_url(re.compile(r"/letters/[0-9a-f-]{36}"))
    letter = ujang.url.partition("?")[0]
    expect(ujang.locator("h1")).to_contain_text(SUBJECT)

    ratna = visitors.come(RATNA)
    open_task(ratna)
    see_scan(ratna)
    choose(ratna, "Kepala Bidang Pelatihan")
    choose(ratna, "Kepala Bidang Pemetaan")
    ratna.fill("#f-note", "Mohon disiapkan bahan")
    press(ratna)
    expect(told(ratna)).to_contain_text("Terkirim")

    irfan = visitors.come(IRFAN)
    open_task(irfan)
    expect(irfan.locator(".note", has_text="Mohon disiapkan bahan")).to_be_visible()
    irfan.locator(".ways label", has_text="Teruskan").click()
    choose(irfan, "Lestari")
    press(irfan)
    expect(told(irfan)).to_contain_text("Terkirim")

    lestari = visitors.come(LESTARI, phone=True)
    open_task(lestari)
    lestari.fill("#f-report", "Bahan sudah siap.")
    lestari.set_input_files("#f-documents", SCAN)  # type: ignore[arg-type]
    expect(lestari.locator(".files a")).to_have_text("surat.pdf")
    press(lestari)
    expect(told(lestari)).to_contain_text("Terkirim")

    open_task(irfan)
    expect(irfan.locator(".note", has_text="Bahan sudah siap.")).to_be_visible()
    press(irfan)
    expect(told(irfan)).to_contain_text("Terkirim")

    fitri = visitors.come(FITRI)
    open_task(fitri, url="/?box=group")
    expect(fitri.locator("#f-classification")).to_have_value("PK.02")
    fitri.fill("#f-file_no", "PK.02/2026/3")
    fitri.fill("#f-location", "Lemari A, rak 1")
    press(fitri)
    expect(told(fitri)).to_contain_text("Terkirim")

    ratna.goto(letter)
    expect(ratna.locator(".turn").first).to_contain_text("Diarsipkan")
    expect(ratna.locator(".tree")).to_contain_text("Bahan sudah siap.")
    paper = ratna.context.request.get(f"{letter}/sheet.pdf")
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF-")
    ratna.locator("a[href$='/replay']").first.click()
    expect(ratna.locator(".drawing .passed").first).to_be_attached()
    expect(ratna.locator(".player output")).to_have_text(re.compile(r"^(\d+) dari \1$"))
    ratna.get_by_role("button", name="Awal").click()
    expect(ratna.locator(".player output")).to_have_text(re.compile(r"^1 dari"))


def test_the_head_disposes_to_two_people_in_three_taps_on_a_phone(visitors: Visitors) -> None:
    arrived(visitors)
    ratna = visitors.come(RATNA, phone=True)
    open_task(ratna)
    choose(ratna, "Kepala Bidang Pelatihan", tap=True)
    choose(ratna, "Kepala Bidang Pemetaan", tap=True)
    button(ratna).tap()
    expect(told(ratna)).to_contain_text("Terkirim")
    for person, button_says in ((IRFAN, "Kirim laporan"), (VERONIKA, "Sudah saya baca")):
        page = visitors.come(person, phone=True)
        open_task(page)
        expect(button(page)).to_have_text(button_says)


def test_disposing_and_reporting_need_no_scripts(visitors: Visitors) -> None:
    arrived(visitors)
    ratna = visitors.come(RATNA, scripts=False, phone=True)
    open_task(ratna)
    choose(ratna, "Kepala Bidang Pelatihan")
    choose(ratna, "Kepala Bidang Pemetaan")
    ratna.locator("select[name='as.BL']").select_option("responsible")
    press(ratna)
    expect(told(ratna)).to_contain_text("Terkirim")

    irfan = visitors.come(IRFAN, scripts=False)
    open_task(irfan)
    irfan.fill("#f-report", "Sudah dikoordinasikan.")
    irfan.set_input_files("#f-documents", SCAN)  # type: ignore[arg-type]
    press(irfan)
    expect(told(irfan)).to_contain_text("Terkirim")
    open_task(ratna)
    expect(ratna.locator(".note", has_text="Sudah dikoordinasikan.")).to_be_visible()


def test_the_first_page_of_the_inbox_weighs_less_than_30_kilobytes(visitors: Visitors) -> None:
    registered = visitors.come(UJANG).context.request
    for number in range(26):
        answers = {
            "outcome": "accept",
            "sender": f"Badan Contoh Nusantara {number}",
            "number": f"B-{number}/2026",
            "dated_on": day_before(),
            "received_at": clock.now().astimezone(ZoneInfo("Asia/Jakarta")).strftime("%Y-%m-%dT%H:%M"),
            "kind": "surat_dinas",
            "security": "biasa",
            "urgency": "segera",
            "classification": "PK.02",
            "subject": f"{SUBJECT} {number}",
        }
        sent = registered.post("/letters", multipart=answers, max_redirects=0)
        assert sent.status == 303, sent.text()
    page = visitors.come(RATNA, phone=True)
    traffic = listen(page.context.new_cdp_session(page))
    page.goto("/", wait_until="networkidle")
    expect(page.locator(".list a.row")).to_have_count(25)
    assert len(traffic) == 3, traffic
    weight = sum(traffic.values())
    print(f"inbox with 25 tasks: {weight} bytes: {traffic}")
    assert weight < LIMIT, traffic


def listen(session: CDPSession) -> dict[str, int]:
    """Bytes on the wire per request from now on, heads of the answers included."""
    traffic: dict[str, int] = {}
    names: dict[str, str] = {}

    def begun(event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            names[event["requestId"]] = event["request"]["url"].rpartition("/")[2]

    def over(event: dict[str, Any]) -> None:
        if event["requestId"] in names:
            traffic[names[event["requestId"]]] = int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", begun)
    session.on("Network.loadingFinished", over)
    session.send("Network.enable")
    return traffic


def test_a_draft_typed_on_one_device_is_found_on_another(visitors: Visitors) -> None:
    arrived(visitors)
    phone, desk = visitors.come(RATNA, phone=True), visitors.come(RATNA)
    open_task(phone)
    choose(phone, "Kepala Bidang Pemetaan", tap=True)
    phone.locator("#f-note").press_sequentially("Setengah jalan")
    expect(phone.locator("#kept")).to_contain_text("Draf tersimpan")
    open_task(desk)
    expect(desk.locator("#f-note")).to_have_value("Setengah jalan")
    expect(desk.locator("input[name=to][value=BP]")).to_be_checked()
    expect(desk.locator("#kept")).to_contain_text("Draf tersimpan")


@pytest.mark.parametrize("notices", ["while typing", "on sending"])
def test_a_session_that_ends_while_typing_keeps_the_text_and_says_what_to_do(visitors: Visitors, notices: str) -> None:
    arrived(visitors)
    page = visitors.come(RATNA)
    open_task(page)
    address = page.url
    choose(page, "Kepala Bidang Pelatihan")
    with visitors.house.database.write() as session:
        sessions.end_all(Act(session, system("test"), clock.now(), "test"), RATNA)
    page.locator("#f-note").press_sequentially("Jangan hilang")
    if notices == "while typing":
        expect(page.locator("#kept")).to_contain_text("Sesi Anda sudah berakhir. Ketikan Anda tersimpan")
        page.locator("#kept a").click()
    else:
        press(page)
        expect(page.locator("#said")).to_contain_text("Belum ada yang terkirim. Silakan masuk lagi")
    enter(page, RATNA)
    page.wait_for_url(f"**{urlsplit(address).path}")
    expect(page.locator("#f-note")).to_have_value("Jangan hilang")
    press(page)
    expect(told(page)).to_contain_text("Terkirim")
    visitors.noise[:] = [one for one in visitors.noise if "401 (Unauthorized)" not in one]  # the refusal itself


def enter(page: Page, person: str) -> None:
    """Sign in as people do."""
    page.fill("#name", SIGN_IN[person])
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
