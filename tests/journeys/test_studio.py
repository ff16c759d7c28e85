"""The studio through its door: what an administrator sends, what others may not, what is said to bad files."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from bench import build
from engine import definitions, instances, studio_drafts
from kernel import history
from tests.journeys.test_pages_tasks import register
from tests.people import NINING, RIZKI, UJANG, act_of
from workflows.installation import Installation

Enter = Callable[[str], TestClient]
KEY = "letter_disposition"
URL = f"/studio/{KEY}"
PROGRAM = {"x-outbox": "1"}


def drawing(installation: Installation) -> str:
    """The newest drawing of the process."""
    with installation.database.read() as session:
        return definitions.latest(session, KEY).files[f"{KEY}.bpmn"]


def upload(client: TestClient, content: bytes, name: str = "surat.bpmn", replaces: str = f"{KEY}.bpmn") -> Response:
    return client.post(f"{URL}/draft/files", files={"file": (name, content)}, data={"replaces": replaces})


def said(answer: Response) -> str:
    """The sentence of a page that refuses."""
    found = re.search(r'role="alert"[^>]*>\s*<p>(.*?)</p>', answer.text, re.DOTALL)
    return unescape(found[1]) if found else ""


def numbers(installation: Installation) -> list[int]:
    with installation.database.read() as session:
        return [one.version for one in definitions.list_versions(session, KEY)]


@pytest.fixture
def rizki(signed_in: Enter) -> TestClient:
    return signed_in(RIZKI)


def test_without_scripts_a_file_is_downloaded_changed_uploaded_checked_and_published(
    rizki: TestClient, signed_in: Enter, installation: Installation
) -> None:
    ujang = signed_in(UJANG)
    register(ujang)
    file = rizki.get(f"{URL}/versions/1/files/{KEY}.bpmn")
    assert file.headers["content-disposition"] == f'attachment; filename="{KEY}-v1.bpmn"'
    changed = file.text.replace("Baca dan disposisikan surat", "Baca, lalu disposisikan")
    assert upload(rizki, changed.encode()).headers["location"] == f"{URL}/check"
    assert "Tidak ada temuan" in rizki.get(f"{URL}/check").text
    assert numbers(installation) == [1]
    sent = rizki.post(f"{URL}/publication", data={"note": "Nama tugas"})
    assert sent.headers["location"] == f"{URL}?done=published"
    assert numbers(installation) == [1, 2]
    page = rizki.get(f"{URL}?done=published").text
    assert "Terbit sebagai versi 2" in page
    assert "Nama tugas" in page and "Draf Anda" not in page
    register(ujang, number="B-18")
    with installation.database.read() as session:
        pinned = [definitions.get(session, one.definition_id).version for one in instances.list_newest(session)]
    assert pinned == [2, 1]


def test_a_bundle_with_another_form_is_a_new_version(rizki: TestClient, installation: Installation) -> None:
    name = "forms/letter_disposition/file.json"
    form = rizki.get(f"{URL}/versions/1/files/{name}").text
    assert upload(rizki, form.replace('"maxLength": ', '"maxLength": 1').encode(), "file.json", name).status_code == 303
    assert rizki.post(f"{URL}/publication", data={"note": "Formulir"}).status_code == 303
    with installation.database.read() as session:
        assert definitions.latest(session, KEY).files[name] != form


def test_findings_stand_in_a_table_and_in_the_way(rizki: TestClient, installation: Installation) -> None:
    broken = drawing(installation).replace('form="letter_disposition/dispose"', 'form="letter_disposition/tidak_ada"')
    assert upload(rizki, broken.encode()).status_code == 303
    page = rizki.get(f"{URL}/check")
    assert "menyebut formulir “letter_disposition/tidak_ada”" in unescape(page.text)
    assert "Baca dan disposisikan surat" in page.text
    refused = rizki.post(f"{URL}/publication", data={"note": "Rusak"})
    assert refused.status_code == 422
    assert "belum dapat diterbitkan" in said(refused)
    assert numbers(installation) == [1]
    with installation.database.read() as session:
        assert studio_drafts.get(session, RIZKI, KEY).changed[f"{KEY}.bpmn"] == broken


def test_a_note_is_required_and_what_was_typed_is_kept(rizki: TestClient, installation: Installation) -> None:
    upload(rizki, drawing(installation).replace("Baca dan", "Baca, lalu").encode())
    for note in ("", "  ", "x" * 501):
        refused = rizki.post(f"{URL}/publication", data={"note": note})
        assert refused.status_code == 422
        assert "Tulis dalam satu kalimat" in said(refused)
    assert "x" * 501 in refused.text
    assert rizki.post(f"{URL}/publication", data={"note": "<b>Tebal</b>"}).status_code == 303
    assert "&lt;b&gt;Tebal&lt;/b&gt;" in rizki.get(URL).text


def test_the_editor_asks_for_findings_and_keeps_its_draft(rizki: TestClient, installation: Installation) -> None:
    data = rizki.get(f"{URL}/editor.json").json()
    assert data["xml"] == drawing(installation)
    assert "letters.dispose" in data["operations"]
    assert {"value": '"role:agendaris"', "label": "agendaris"} in data["desks"]
    assert data["words"]["Undo"] == "Urungkan"
    broken = data["xml"].replace('decision == "answer"', "decision = = 1")
    found = rizki.post(f"{URL}/findings", json={"xml": broken}, headers=PROGRAM).json()["findings"]
    assert [(one["element"], one["name"], one["tone"]) for one in found] == [("flow_answer", "jawab sendiri", "late")]
    assert rizki.post(f"{URL}/draft", json={"xml": broken, "based_on": 1}, headers=PROGRAM).status_code == 200
    assert rizki.get(f"{URL}/editor.json").json()["xml"] == broken
    refused = rizki.post(f"{URL}/publication", data={"note": "Rusak"}, headers=PROGRAM)
    assert refused.status_code == 422
    assert [one["element"] for one in refused.json()["findings"]] == ["flow_answer"]
    assert rizki.post(f"{URL}/draft/removal").headers["location"] == f"{URL}?done=discarded"
    assert rizki.get(f"{URL}/editor.json").json()["xml"] == data["xml"]


def test_of_two_administrators_the_second_is_told_and_compares(rizki: TestClient, installation: Installation) -> None:
    mine = drawing(installation).replace("Baca dan disposisikan surat", "Baca, lalu disposisikan")
    upload(rizki, mine.encode())
    with installation.database.write() as session:
        theirs = drawing(installation).replace("Simpan ke berkas", "Arsipkan").encode()
        latest = definitions.latest(session, KEY)
        files = {**{name: text.encode() for name, text in latest.files.items()}, f"{KEY}.bpmn": theirs}
        names = installation.offices.handlers.names
        definitions.publish(act_of(session, NINING), KEY, files, note="Arsip", handlers=names, based_on=1)
    refused = rizki.post(f"{URL}/publication", data={"note": "Nama"})
    assert refused.status_code == 409
    assert "Nining" in said(refused) and "versi 2" in said(refused)
    told = rizki.post(f"{URL}/publication", data={"note": "Nama"}, headers=PROGRAM)
    assert told.status_code == 409 and told.json()["outdated"] is True
    with installation.database.read() as session:
        today = history.read(session, f"access:{history.read(session, f'definition:{KEY}')[-1].recorded_at.date()}")
    assert [event.data["code"] for event in today] == ["definition.outdated"] * 2
    page = unescape(rizki.get(f"{URL}/comparison").text)
    assert "Baca, lalu disposisikan" in page and "Simpan ke berkas" in page
    assert rizki.get(f"{URL}/draft/files/{KEY}.bpmn").text == mine
    assert rizki.post(f"{URL}/draft/base", data={"version": "2"}).headers["location"] == f"{URL}/check"
    assert rizki.post(f"{URL}/publication", data={"note": "Nama"}).status_code == 303
    assert numbers(installation) == [1, 2, 3]


def test_an_old_version_is_published_again_under_a_new_number(rizki: TestClient, installation: Installation) -> None:
    upload(rizki, drawing(installation).replace("Baca dan", "Baca, lalu").encode())
    rizki.post(f"{URL}/publication", data={"note": "Nama"})
    page = rizki.get(f"{URL}/versions/1").text
    assert "Terbitkan lagi sebagai versi 3" in page
    refused = rizki.post(f"{URL}/versions/1/publication", data={"note": " ", "based_on": "2"})
    assert refused.status_code == 422 and "Tulis dalam satu kalimat" in said(refused)
    late = rizki.post(f"{URL}/versions/1/publication", data={"note": "Kembali", "based_on": "1"})
    assert late.status_code == 409
    done = rizki.post(f"{URL}/versions/1/publication", data={"note": "Kembali", "based_on": "2"})
    assert done.headers["location"] == f"{URL}?done=published"
    with installation.database.read() as session:
        first, _, third = definitions.list_versions(session, KEY)
    assert (third.version, third.files, third.note) == (3, first.files, "Kembali")


def test_a_new_process_begins_empty_or_from_a_foreign_file(rizki: TestClient, installation: Installation) -> None:
    begun = rizki.post("/studio", data={"key": "izin_keluar", "name": "Izin keluar"})
    assert begun.headers["location"] == "/studio/izin_keluar/editor"
    assert "belum terbit" in rizki.get("/studio").text
    assert 'name="Izin keluar"' in rizki.get("/studio/izin_keluar/editor.json").json()["xml"]
    assert rizki.post("/studio/izin_keluar/publication", data={"note": "Kosong"}).status_code == 422
    foreign = build.approve(clerk="&quot;role:agendaris&quot;", manager="&quot;role:pimpinan&quot;")["approve.bpmn"]
    foreign = foreign.replace(b"'&quot;", b"&quot;").replace(b"&quot;'", b"&quot;")
    foreign = foreign.replace(b'process id="approve"', b'process id="Process_0Ab"')
    sent = rizki.post("/studio", data={"key": "", "name": "Persetujuan"}, files={"file": ("camunda.bpmn", foreign)})
    assert sent.headers["location"] == "/studio/process_0ab/editor"
    done = rizki.post("/studio/process_0ab/publication", data={"note": "Baru"})
    assert done.headers["location"] == "/studio/process_0ab?done=published"
    with installation.database.read() as session:
        assert definitions.latest(session, "process_0ab").name == "Persetujuan"
