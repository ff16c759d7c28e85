"""The studio as an administrator uses it: in a real browser, on a desk, on a phone, and without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from engine import comparing, definitions, instances, studio_drafts
from kernel import clock
from tests.journeys import drawn
from tests.journeys.test_main_job_in_a_browser import arrived, fill_in, listen
from tests.journeys.test_main_job_in_a_browser import press as send
from tests.people import DEWI, RIZKI, UJANG, act_of
from tests.serving import DESK, PHONE, Visitors

pytestmark = pytest.mark.browser
KEY = "letter_disposition"
RENAMED = "Baca, lalu disposisikan surat"


def open_editor(page: Page, key: str = KEY) -> None:
    """The editor with its drawing."""
    page.goto(f"/studio/{key}/editor")
    page.wait_for_selector("[data-editor][data-ready]")


def choose(page: Page, element: str) -> None:
    """Select an element of the drawing; a flow by its label. A second click would let go of it."""
    shown, wanted = page.locator(".fields header small"), re.compile(rf"· {element}$")
    if wanted.search(shown.inner_text()):
        return
    page.locator("[data-part=canvas]").click(position={"x": 600, "y": 24})  # away with the pad of the last one
    is_flow = page.locator(f".djs-connection[data-element-id='{element}']").count() > 0
    name = f"{element}_label" if is_flow else element
    page.locator(f".djs-element[data-element-id='{name}'] .djs-hit").first.click(force=True)
    expect(shown).to_have_text(wanted)


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
    expect(state(page)).to_have_text("1 temuan")
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
    assert faults == []


CHANGES = (
    ("ask", "Task.due", "kapan", "task"),
    ("ask", "Task.not-by", "starter", "task"),
    ("ask", "documentation", "Tanyakan dulu", "documentation"),
    ("ask", "several.loopDataOutputRef", "answers", "multiInstanceLoopCharacteristics"),
    ("ask", "several.outputDataItem", "answer", "multiInstanceLoopCharacteristics"),
    ("ask", "several.completionCondition", "len(answers) > 2", "multiInstanceLoopCharacteristics"),
    ("serve", "Service.outside", True, "service"),
    ("serve", "Service.retries", "5", "service"),
    ("rule", "Decision.ref", "limits", "decision"),
    ("rule", "Decision.result", "limit", "decision"),
    ("script", "script", "a = 1\nb = a + 1", "script"),
    ("call", "called", "disposition_branch", "calledElement"),
    ("choice_wait", "condition", "a > 1", "conditionExpression"),
    ("wait", "messageRef", "kabar", "messageEventDefinition"),
    ("wait", "correlation", "letter_id", "correlation"),
    ("late", "time.text", "P2D", "timerEventDefinition"),
    ("late", "time.office", True, "timerEventDefinition"),
    ("late", "cancels", False, "cancelActivity"),
)


def published_everything(visitors: Visitors) -> None:
    """The drawing with one of each kind, as a draft of the administrator: it need not be sound."""
    with visitors.house.database.write() as session:
        act = act_of(session, RIZKI, clock.now())
        studio_drafts.begin(act, drawn.KEY, drawn.everything().decode())


def kept(visitors: Visitors) -> str:
    with visitors.house.database.read() as session:
        return studio_drafts.get(session, RIZKI, drawn.KEY).files[f"{drawn.KEY}.bpmn"]


def test_each_field_of_the_panel_changes_one_thing_and_is_undone_in_one_step(visitors: Visitors) -> None:
    published_everything(visitors)
    before = kept(visitors)
    page = visitors.come(RIZKI)
    open_editor(page, drawn.KEY)
    saved = page.locator("[data-part=saved]")
    for element, key, value, _ in CHANGES:
        choose(page, element)
        if isinstance(value, bool):
            field(page, key).set_checked(value)
        else:
            type_into(page, key, value)
    choose(page, "serve")
    page.get_by_role("button", name="Tambah").click()
    page.get_by_label("Nama 1").fill("stage")
    page.get_by_label("Nilai 1").fill("'half'")
    page.get_by_label("Nilai 1").blur()
    expect(saved).to_contain_text("Draf tersimpan")

    found = {(one.element, part) for one in comparing.differences(before, kept(visitors)) for part in one.what}
    wanted = {(element, part) for element, _, _, part in CHANGES}
    assert wanted - {("late", "timerEventDefinition"), ("wait", "messageEventDefinition")} <= found
    text = kept(visitors)
    for said in (
        "<bpmn:loopDataInputRef>items</bpmn:loopDataInputRef>",
        '<satupintu:with name="stage" value="\'half\'"',
        "<satupintu:office",
        'name="kabar"',
        "<bpmn:timeDuration",
    ):
        assert said in text.replace("&#39;", "'"), said
    assert ("choice_refused", "name") not in found

    open_editor(page, drawn.KEY)
    for element, key, value, _ in CHANGES:
        choose(page, element)
        if isinstance(value, bool):
            expect(field(page, key)).to_be_checked(checked=value)
        else:
            expect(field(page, key)).to_have_value(value)


def test_one_undo_takes_back_one_change_and_the_drawing_is_as_before(visitors: Visitors) -> None:
    published_everything(visitors)
    page = visitors.come(RIZKI)
    open_editor(page, drawn.KEY)
    choose(page, "begin")
    type_into(page, "name", "Mulai")
    expect(page.locator("[data-part=saved]")).to_contain_text("Draf tersimpan")
    press(page, "undo")
    expect(page.locator("[data-part=saved]")).to_contain_text("Belum tersimpan")
    expect(page.locator("[data-part=saved]")).to_contain_text("Draf tersimpan")
    before, several = kept(visitors), ("wait.messageRef", "late.time.office", "choice_wait.default", "late.time.text")
    for place in several:
        element, _, key = place.partition(".")
        choose(page, element)
        if key in ("time.office", "default"):
            field(page, key).check()
        else:
            type_into(page, key, "P3D")
    for _ in several:
        expect(page.locator("[data-deed=undo]")).to_be_enabled()
        press(page, "undo")
    expect(page.locator("[data-deed=undo]")).to_be_disabled()
    page.wait_for_timeout(1500)
    expect(page.locator("[data-part=saved]")).to_contain_text("Draf tersimpan")
    assert kept(visitors) == before


def test_a_second_administrator_is_told_and_loses_nothing(visitors: Visitors) -> None:
    page = visitors.come(RIZKI)
    open_editor(page)
    choose(page, "dispose")
    type_into(page, "name", RENAMED)
    with visitors.house.database.write() as session:
        latest = definitions.latest(session, KEY)
        files = {name: text.replace("Simpan ke berkas", "Arsipkan").encode() for name, text in latest.files.items()}
        act, names = act_of(session, DEWI, clock.now()), visitors.house.offices.handlers.names
        definitions.publish(act, KEY, files, note="Arsip", handlers=names, based_on=1)
    page.fill("#note", "Nama")
    page.get_by_role("button", name="Terbitkan sebagai versi 2").click()
    expect(page.locator("[data-part=trouble]")).to_contain_text(re.compile(r"Dewi Anggraeni.* menerbitkan versi 2"))
    page.get_by_role("link", name="Bandingkan keduanya").click()
    expect(page.locator("tbody")).to_contain_text(RENAMED)
    expect(page.locator("tbody")).to_contain_text("Simpan ke berkas")
    page.get_by_role("button", name="letakkan draf saya di atas versi 2").click()
    page.fill("#note", "Nama")
    page.get_by_role("button", name="Terbitkan sebagai versi 3").click()
    expect(page.locator(".band.said")).to_contain_text("versi 3")
    visitors.noise[:] = [one for one in visitors.noise if "409" not in one]  # the refusal itself


def test_leaving_with_something_unsaved_is_warned_about(visitors: Visitors) -> None:
    page = visitors.come(RIZKI)
    open_editor(page)
    warned = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    choose(page, "dispose")
    type_into(page, "name", RENAMED)
    page.goto("/")
    assert warned == ["beforeunload"]


def test_without_scripts_a_changed_file_is_uploaded_checked_and_published(visitors: Visitors) -> None:
    page = visitors.come(RIZKI, scripts=False, phone=True)
    page.goto(f"/studio/{KEY}/editor")
    page.get_by_role("link", name="Buka halamannya").click()
    text = page.context.request.get(f"/studio/{KEY}/versions/1/files/{KEY}.bpmn").text()
    for changed, says in (
        (text.replace('decision == "answer"', "decision = = 1"), "bukan ungkapan"),
        (text.replace("Baca dan disposisikan surat", RENAMED), "dapat diterbitkan"),
    ):
        file = {"name": "surat.bpmn", "mimeType": "application/xml", "buffer": changed.encode()}
        page.goto(f"/studio/{KEY}")
        page.set_input_files("#file", file)  # type: ignore[arg-type]
        page.get_by_role("button", name="Unggah dan periksa").click()
        expect(page.locator("[aria-labelledby=findings]")).to_contain_text(says)
    page.fill("#note", "Nama")
    page.get_by_role("button", name="Terbitkan sebagai versi 2").click()
    expect(page.locator(".band.said")).to_contain_text("versi 2")


def test_a_phone_shows_the_drawing_and_says_what_it_can_not(visitors: Visitors) -> None:
    page = visitors.come(RIZKI, phone=True)
    open_editor(page)
    expect(page.locator(".narrow")).to_contain_text("layar yang lebih besar")
    expect(page.locator(".djs-palette")).to_be_hidden()
    expect(page.locator("[data-element-id=dispose]").first).to_be_visible()
    press(page, "check")
    expect(state(page)).to_contain_text("dapat diterbitkan")


def test_the_mark_of_the_makers_stays_uncovered_and_the_inbox_loads_nothing_of_the_editor(visitors: Visitors) -> None:
    page = visitors.come(RIZKI)
    traffic = listen(page.context.new_cdp_session(page))
    page.goto("/", wait_until="networkidle")
    assert len(traffic) == 3, traffic
    traffic.clear()
    open_editor(page)
    page.wait_for_load_state("networkidle")
    print(f"editor: {sum(traffic.values())} bytes: {traffic}")
    covered = page.locator(".bjs-powered-by").evaluate(
        "mark => { const r = mark.getBoundingClientRect();"
        " return [[3, 3], [r.width - 3, r.height - 3], [r.width / 2, r.height / 2]]"
        ".filter(([x, y]) => !mark.contains(document.elementFromPoint(r.left + x, r.top + y))) }"
    )
    assert covered == []
