"""Pages of people with tasks: registering, disposing, mistakes, drafts, what others see of it."""

import gzip
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fastapi.testclient import TestClient

from jobs.errands import build
from jobs.worker import Worker, drain
from kernel import clock
from kernel.act import Act, system
from people import absences
from people.days import day_of
from tests import files
from tests.people import FITRI, IRFAN, LESTARI, RATNA, SARMILA, UJANG, VERONIKA
from workflows.installation import Installation

Enter = Callable[[str], TestClient]
MARKUP = '<script>alert(1)</script><b>"tebal"</b>'


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough: what is tried is the pages."""
    return sqlite_url


def letter(**changes: str) -> dict[str, str]:
    received = (clock.now() - timedelta(hours=1)).astimezone(ZoneInfo("Asia/Jakarta"))
    return {
        "outcome": "accept",
        "sender": "Badan Contoh Nusantara",
        "number": "B-17/2026",
        "dated_on": (received - timedelta(days=3)).date().isoformat(),
        "received_at": received.strftime("%Y-%m-%dT%H:%M"),
        "kind": "surat_dinas",
        "security": "biasa",
        "urgency": "segera",
        "classification": "PK.02",
        "subject": "Undangan rapat koordinasi",
        **changes,
    }


def register(client: TestClient, **changes: str) -> str:
    """Register a letter with its scan in one plain post; gives the address of its page."""
    sent = client.post("/letters", data=letter(**changes), files={"document.files": ("surat.pdf", files.pdf(2))})
    assert sent.status_code == 303, sent.text
    return str(sent.headers["location"]).partition("?")[0]


def tasks_of(client: TestClient, query: str = "") -> list[str]:
    """The addresses of the tasks on the start page."""
    return [
        unescape(url) for url in re.findall(r'class="row[^"]*" href="(/tasks/[^"]+)"', client.get(f"/{query}").text)
    ]


def key_of(page: str) -> str:
    found = re.search(r'name="_key" value="([^"]+)"', page)
    assert found
    return found[1]


def dispose(client: TestClient, task: str, **changes: Any) -> Any:
    page = client.get(task).text
    answers = {
        "_key": key_of(page),
        "decision": "dispose",
        "to": ["BL"],
        "as.BL": "responsible",
        "instructions": ["tindaklanjuti"],
        "note": "Mohon ditindaklanjuti",
        **changes,
    }
    return client.post(f"{task.partition('?')[0]}/completion", data=answers)


def work_off(installation: Installation) -> None:
    drain(Worker(installation.database, build(installation)))


def test_a_letter_goes_from_the_counter_to_the_head_and_on(signed_in: Enter, installation: Installation) -> None:
    ujang, ratna, irfan = signed_in(UJANG), signed_in(RATNA), signed_in(IRFAN)
    address = register(ujang)
    assert "0001" in ujang.get(f"{address}?done=registered").text

    (task,) = tasks_of(ratna)
    assert "Undangan rapat koordinasi" in ratna.get("/").text
    sent = dispose(ratna, task)
    assert sent.status_code == 303, sent.text
    after = ratna.get(sent.headers["location"]).text
    assert "Terkirim" in after
    assert "Tidak ada tugas." in after

    work_off(installation)
    (follow_up,) = tasks_of(irfan)
    page = irfan.get(follow_up).text
    assert "Mohon ditindaklanjuti" in page
    told = {"_key": key_of(page), "decision": "report", "report": "Sudah dikoordinasikan."}
    assert irfan.post(f"{follow_up}/completion", data=told).status_code == 303
    (accept,) = tasks_of(ratna)
    assert "Sudah dikoordinasikan." in ratna.get(accept).text


def test_a_mistake_keeps_what_was_typed_and_names_the_field(signed_in: Enter) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    register(ujang)
    (task,) = tasks_of(ratna)
    answer = dispose(ratna, task, to=[], instructions=["ketahui"], note="Jangan hilang")
    assert answer.status_code == 422
    assert 'href="#f-to"' in answer.text
    assert "Jangan hilang" in answer.text
    assert re.search(r'value="ketahui" checked', answer.text)
    assert "Jangan hilang" in ratna.get(task).text


def test_one_recipient_is_responsible_and_another_gets_a_copy(signed_in: Enter, installation: Installation) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    address = register(ujang)
    (task,) = tasks_of(ratna)
    sent = dispose(ratna, task, to=["BL", "BP"], **{"as.BL": "responsible", "as.BP": "copy"})
    assert sent.status_code == 303
    work_off(installation)
    page = ratna.get(address).text
    assert "Kepala Bidang Pelatihan" in page
    assert "tembusan" in page
    assert tasks_of(signed_in(VERONIKA)) != []


def test_the_same_form_sent_twice_is_done_once(signed_in: Enter) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    register(ujang)
    (task,) = tasks_of(ratna)
    answers = {
        "_key": key_of(ratna.get(task).text),
        "decision": "dispose",
        "to": ["BL"],
        "as.BL": "responsible",
        "instructions": ["tindaklanjuti"],
    }
    first, second = (ratna.post(f"{task}/completion", data=answers) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)


def test_a_task_done_before_says_so_and_gives_back_what_was_typed(signed_in: Enter) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    register(ujang)
    (task,) = tasks_of(ratna)
    assert dispose(ratna, task).status_code == 303
    late = ratna.post(f"{task}/completion", data={"_key": "another-key-1", "decision": "answer", "answer": "Sudah."})
    assert late.status_code == 409
    assert "Ratna" in late.text
    assert "Sudah." in late.text


def test_a_draft_is_found_on_another_device(signed_in: Enter) -> None:
    ujang, phone, desk = signed_in(UJANG), signed_in(RATNA), signed_in(RATNA)
    register(ujang)
    (task,) = tasks_of(phone)
    kept = phone.post(
        f"{task}/draft",
        data={"decision": "dispose", "to": ["BP"], "as.BP": "responsible", "note": "Setengah jalan"},
        headers={"accept": "application/json"},
    )
    assert kept.status_code == 200
    assert kept.json()["saved"]
    page = desk.get(task).text
    assert "Setengah jalan" in page
    assert re.search(r'name="to" value="BP" checked', page)
    assert phone.post(f"{task}/draft", data={"note": "Tanpa skrip"}).status_code == 303


def test_a_group_task_is_claimed_by_one_and_given_back(signed_in: Enter, installation: Installation) -> None:
    ujang, ratna, fitri = signed_in(UJANG), signed_in(RATNA), signed_in(FITRI)
    register(ujang)
    (task,) = tasks_of(ratna)
    assert dispose(ratna, task, decision="file").status_code == 303
    work_off(installation)
    (filing,) = tasks_of(fitri, "?box=group")
    filing = filing.partition("?")[0]
    assert "Ambil tugas ini" in fitri.get("/?box=group").text
    assert fitri.post(f"{filing}/claim", data={"back": "/?box=group"}).status_code == 303
    assert tasks_of(fitri, "?box=group") == []
    (taken,) = tasks_of(fitri)
    assert "Lepas ke kelompok" in fitri.get(taken).text
    assert fitri.post(f"{filing}/release", data={"back": "/?box=group"}).status_code == 303
    assert tasks_of(fitri) == []


def test_a_stranger_finds_no_task(signed_in: Enter) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    register(ujang)
    (task,) = tasks_of(ratna)
    assert signed_in(SARMILA).get(task).status_code == 404


def test_markup_in_every_text_is_shown_as_text(signed_in: Enter, installation: Installation) -> None:
    ujang, ratna, irfan = signed_in(UJANG), signed_in(RATNA), signed_in(IRFAN)
    texts = {"sender": f"Pengirim {MARKUP}", "number": f"N-1 {MARKUP}", "subject": f"Hal {MARKUP}"}
    address = register(ujang, attachments=f"Lampiran {MARKUP}", **texts)
    (task,) = tasks_of(ratna)
    pages = [ratna.get("/").text, ratna.get(task).text, ujang.get("/letters").text, ujang.get("/search?q=Hal").text]
    refused = dispose(ratna, task, to=[], note=f"Catatan {MARKUP}", other=MARKUP)
    pages.append(refused.text)
    assert (
        dispose(ratna, task, note=f"Catatan {MARKUP}", instructions=["lain"], other=f"Lain {MARKUP}").status_code == 303
    )
    work_off(installation)
    (follow_up,) = tasks_of(irfan)
    pages += [irfan.get(follow_up).text, irfan.get("/notices").text]
    report = {"_key": "key-of-irfan", "decision": "report", "report": f"Laporan {MARKUP}"}
    assert irfan.post(f"{follow_up}/completion", data=report).status_code == 303
    (accept,) = tasks_of(ratna)
    pages += [ratna.get(accept).text, ratna.get(address).text, ujang.get("/letters/agenda").text]
    pages += [ratna.get("/?box=given").text, ratna.get("/?box=done").text]
    for place, page in enumerate(pages):
        assert "<script>alert" not in page, place
        assert '<b>"tebal' not in page, place
    assert "&lt;script&gt;" in pages[-3]


def test_filters_can_be_linked_and_are_kept_in_the_task(signed_in: Enter) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    register(ujang, subject="Permintaan data", urgency="biasa", number="A-1")
    register(ujang, subject="Undangan rapat", urgency="segera", number="A-2")
    assert len(tasks_of(ratna)) == 2
    (urgent,) = tasks_of(ratna, "?urgency=segera")
    assert "urgency=segera" in urgent
    page = ratna.get(urgent).text
    assert "Undangan rapat" in page
    assert "Permintaan data" not in page
    assert f'href="/?urgency=segera#t-{urgent.partition("?")[0].removeprefix("/tasks/")}"' in page
    assert len(tasks_of(ratna, "?q=permintaan")) == 1
    assert "Tidak ada yang cocok" in ratna.get("/?q=tidakada").text


def test_nobody_else_sees_what_was_forwarded_down_but_the_giver_waits(
    signed_in: Enter, installation: Installation
) -> None:
    ujang, ratna, irfan, lestari = signed_in(UJANG), signed_in(RATNA), signed_in(IRFAN), signed_in(LESTARI)
    register(ujang)
    (task,) = tasks_of(ratna)
    dispose(ratna, task)
    work_off(installation)
    (follow_up,) = tasks_of(irfan)
    below = {"_key": "forward-1", "decision": "forward", "to": ["BL1"], "instructions": ["tindaklanjuti"]}
    assert irfan.post(f"{follow_up}/completion", data=below).status_code == 303
    work_off(installation)
    assert len(tasks_of(lestari)) == 1
    waiting = irfan.get("/?box=given").text
    assert "Kepala Subbidang" in waiting


def test_the_first_page_stays_small(signed_in: Enter) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    for number in range(12):
        register(ujang, number=f"A-{number}", subject=f"Surat nomor {number} tentang pelatihan")
    assert len(gzip.compress(ratna.get("/").content)) < 9_000


def test_a_session_that_ended_leads_back_to_the_task(signed_in: Enter) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    register(ujang)
    (task,) = tasks_of(ratna)
    ratna.cookies.clear()
    answer = ratna.post(
        f"{task}/completion", data={"decision": "file"}, headers={"referer": f"http://testserver{task}?box=mine"}
    )
    assert answer.status_code == 401
    assert f'name="next" value="{task}"' in answer.text
    assert 'action="/sign-in"' in answer.text
    assert "Isian Anda tersimpan di perangkat ini" in answer.text


def test_pages_are_pressed_for_the_way(signed_in: Enter) -> None:
    assert signed_in(RATNA).get("/").headers["content-encoding"] == "gzip"


def test_the_head_is_warned_of_who_is_away_without_an_acting_official(
    signed_in: Enter, installation: Installation
) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    register(ujang)
    (task,) = tasks_of(ratna)
    assert "hari ini tidak di kantor" not in ratna.get(task).text
    with installation.database.write() as session:
        act = Act(session, system("setup"), clock.now(), "test")
        today = day_of(act.now)
        absences.record(act, IRFAN, today, today, absences.Reason.LEAVE)

    assert "hari ini tidak di kantor, belum ada Plh." in ratna.get(task).text
