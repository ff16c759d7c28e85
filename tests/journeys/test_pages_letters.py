"""Pages of letters, replay and audit: the register, secrets, the book, what an auditor finds."""

import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from kernel import clock
from tests import files
from tests.journeys.test_pages_tasks import dispose, key_of, letter, register, tasks_of, work_off
from tests.people import BAMBANG, FITRI, IRFAN, RATNA, SARMILA, UJANG, WISNU
from workflows.installation import Installation

Enter = Callable[[str], TestClient]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough: what is tried is the pages."""
    return sqlite_url


def secret(client: TestClient, **changes: str) -> str:
    given = letter(security="sangat_rahasia", addressee="KP", subject="", number="SR-1", **changes)
    sent = client.post("/letters", data=given)
    assert sent.status_code == 303, sent.text
    return str(sent.headers["location"]).partition("?")[0]


def test_only_the_registry_registers(signed_in: Enter) -> None:
    assert signed_in(SARMILA).get("/letters/new").status_code == 403
    page = signed_in(UJANG).get("/letters/new").text
    assert 'name="document.files"' in page
    assert "Nomor surat" in page


def test_a_registration_without_its_fields_names_each_of_them(signed_in: Enter) -> None:
    ujang = signed_in(UJANG)
    key = key_of(ujang.get("/letters/new").text)
    answer = ujang.post(
        "/letters", data={"_key": key, "outcome": "accept", "security": "biasa", "sender": "Dinas Contoh"}
    )
    assert answer.status_code == 422
    for field in ("number", "dated_on", "subject", "classification"):
        assert f'href="#f-{field}"' in answer.text
    assert 'value="Dinas Contoh"' in answer.text


def test_a_letter_registered_before_is_named_and_no_number_is_used(signed_in: Enter) -> None:
    ujang = signed_in(UJANG)
    first = register(ujang)
    again = ujang.post("/letters", data=letter())
    assert again.status_code == 409
    assert f'href="{first}"' in again.text
    assert 'name="duplicate_choice"' in again.text
    chosen = ujang.post("/letters", data=letter(duplicate_choice="follow_up"))
    assert chosen.status_code == 303
    assert "0002" in ujang.get(chosen.headers["location"]).text


def test_a_file_that_is_no_letter_is_refused_with_a_sentence_and_the_rest_is_kept(signed_in: Enter) -> None:
    ujang = signed_in(UJANG)
    answer = ujang.post("/letters", data=letter(), files={"document.files": ("kosong.pdf", b"")})
    assert answer.status_code == 422
    assert "kosong.pdf" in answer.text
    assert "Undangan rapat koordinasi" in answer.text


def test_an_upload_tells_its_pages_and_belongs_to_its_sender(signed_in: Enter) -> None:
    ujang = signed_in(UJANG)
    kept = ujang.post(
        "/documents", files=[("files", ("a.jpg", files.picture())), ("files", ("b.jpg", files.picture()))]
    )
    assert kept.status_code == 201
    assert "2 halaman" in kept.json()["about"]
    assert ujang.get(kept.json()["url"]).content.startswith(b"%PDF")
    assert signed_in(SARMILA).get(kept.json()["url"]).status_code == 404


def test_the_scan_appears_page_by_page_once_it_is_drawn(signed_in: Enter, installation: Installation) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    register(ujang)
    (task,) = tasks_of(ratna)
    assert "sedang disiapkan" in ratna.get(task).text
    work_off(installation)
    pictures = re.findall(r'class="sheet" src="([^"]+)"', ratna.get(task).text)
    assert len(pictures) == 2
    picture = ratna.get(pictures[0])
    assert picture.status_code == 200
    assert picture.headers["content-type"].startswith("image/")


def test_the_register_is_filtered_by_words_state_and_security(signed_in: Enter) -> None:
    ujang = signed_in(UJANG)
    register(ujang, number="A-1", subject="Permintaan data pelatihan")
    register(ujang, number="A-2", subject="Undangan rapat", security="terbatas")
    assert "Permintaan data" in ujang.get("/letters?q=pelatihan").text
    assert "Undangan rapat" not in ujang.get("/letters?q=pelatihan").text
    assert "Permintaan data" not in ujang.get("/letters?security=terbatas").text
    assert "Tidak ada surat yang cocok" in ujang.get("/letters?state=filed").text
    assert "Undangan rapat" not in signed_in(SARMILA).get("/letters").text


def test_a_secret_letter_shows_its_number_only_and_opening_it_is_refused_and_recorded(signed_in: Enter) -> None:
    ujang, sarmila, wisnu = signed_in(UJANG), signed_in(SARMILA), signed_in(WISNU)
    address = secret(ujang, sender="Badan Intelijen Contoh")
    page = sarmila.get("/letters").text
    assert "– rahasia –" in page
    assert "Intelijen" not in page
    assert sarmila.get(address).status_code == 403
    assert "Intelijen" not in sarmila.get("/search?q=intelijen").text
    refused = wisnu.get(f"/audit/refusals?day={clock.now().date().isoformat()}").text
    assert "letter.secret" in refused
    asked = wisnu.get(address)
    assert asked.status_code == 403
    assert 'name="reason"' in asked.text
    assert wisnu.post(f"{address}/opening", data={"reason": "Pemeriksaan rutin"}).status_code == 200


def test_the_page_of_a_letter_tells_its_history_and_its_tree(signed_in: Enter, installation: Installation) -> None:
    ujang, ratna, irfan = signed_in(UJANG), signed_in(RATNA), signed_in(IRFAN)
    address = register(ujang)
    (task,) = tasks_of(ratna)
    dispose(ratna, task)
    work_off(installation)
    page = irfan.get(address).text
    assert "mencatat surat, agenda 0001" in page
    assert "mendisposisikan ke" in page
    assert "✓ utuh" in page
    assert "Buka tugas saya" in page
    assert "Giliran" in page
    again = ratna.get(address).text
    assert "terbaca" in again
    sheet = irfan.get(f"{address}/sheet.pdf")
    assert sheet.content.startswith(b"%PDF")


def test_the_agenda_book_is_for_the_registry_on_screen_paper_and_as_a_table(signed_in: Enter) -> None:
    ujang, fitri, bambang = signed_in(UJANG), signed_in(FITRI), signed_in(BAMBANG)
    register(ujang)
    assert "Undangan rapat koordinasi" in fitri.get("/letters/agenda").text
    assert fitri.get("/letters/agenda.pdf").content.startswith(b"%PDF")
    assert "Undangan rapat koordinasi" in fitri.get("/letters/agenda.csv").content.decode("utf-8-sig")
    others = bambang.get("/letters/agenda").text
    assert "Undangan rapat koordinasi" not in others
    assert "Waktu kerja per unit" in others


def test_a_replay_shows_the_steps_without_a_script_and_frames_for_the_drawing(
    signed_in: Enter, installation: Installation
) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    address = register(ujang)
    (task,) = tasks_of(ratna)
    dispose(ratna, task)
    work_off(installation)
    (replay, *_) = re.findall(r'href="(/instances/[^"]+/replay)"', ratna.get(address).text)
    page = ratna.get(replay)
    assert "'unsafe-inline'" in page.headers["content-security-policy"]
    assert "Baca dan disposisikan surat" in page.text
    told = ratna.get(replay.replace("/replay", "/frames.json")).json()["frames"]
    assert told[0]["passed"]
    assert told[-1]["here"]
    assert "<bpmn:definitions" in ratna.get(replay.replace("/replay", "/diagram.bpmn")).text
    assert "'unsafe-inline'" not in ratna.get("/").headers["content-security-policy"]


def test_an_auditor_finds_a_case_by_its_number_and_verifies_it(signed_in: Enter) -> None:
    ujang, ratna, wisnu = signed_in(UJANG), signed_in(RATNA), signed_in(WISNU)
    register(ujang)
    (task,) = tasks_of(ratna)
    dispose(ratna, task)
    page = wisnu.get("/audit?q=0001").text
    (verify,) = set(re.findall(r'action="(/audit/records/[^"]+)"', page))
    verdict = wisnu.post(verify).text
    assert "Semua peristiwa berada di tempatnya" in verdict
    assert "✓ hasil sama" in verdict
    assert wisnu.get("/audit?q=9999").status_code == 200
    assert ratna.get("/audit").status_code == 403


def test_notices_are_marked_as_read(signed_in: Enter) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    register(ujang)
    assert "Undangan rapat koordinasi" in ratna.get("/notices").text
    assert ratna.post("/notices/reading").status_code == 303
    assert "semua terbaca" in ratna.get("/notices").text


def test_every_page_speaks_both_languages(signed_in: Enter) -> None:
    ratna = signed_in(RATNA)
    for path in ("/", "/letters", "/letters/agenda", "/notices", "/search?q=x"):
        assert 'lang="id"' in ratna.get(path).text
    ratna.cookies.set("lang", "en")
    for path, word in (("/", "My turn"), ("/letters", "Incoming letters"), ("/notices", "Notices")):
        assert word in ratna.get(path).text
