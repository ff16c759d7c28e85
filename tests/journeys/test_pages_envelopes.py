"""Content of letters registered from the closed envelope: who attaches it, what goes wrong, who sees it afterwards."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests import files
from tests.journeys.test_pages_letters import secret
from tests.journeys.test_pages_tasks import key_of, register, tasks_of, work_off
from tests.people import FITRI, RATNA, SARMILA, UJANG, WISNU
from workflows.installation import Installation

Enter = Callable[[str], TestClient]
SUBJECT = "Pemeriksaan khusus atas pengadaan"
PANEL = 'id="envelope"'


def attach(client: TestClient, address: str, sent: list[Any] | None = None, **data: str) -> Any:
    """Post the panel of a letter's page as a browser without a script does."""
    parts = [("document.files", one) for one in sent or []]
    return client.post(f"{address}/content", data=data, files=parts or None)


def document_of(page: str) -> str:
    found = re.search(r'id="scan".*?href="(/documents/[^"]+)"', page, re.DOTALL)
    assert found
    return found[1]


def test_the_addressee_fills_the_envelope_and_the_registry_still_sees_nothing(
    signed_in: Enter, installation: Installation
) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    address = secret(ujang)
    assert PANEL not in ujang.get(address).text
    (task,) = tasks_of(ratna)
    assert f'href="{address}#envelope"' in ratna.get(task).text
    page = ratna.get(address).text
    assert PANEL in page
    sent = attach(ratna, address, [("surat.pdf", files.pdf(2))], subject=SUBJECT, _key=key_of(page))
    assert (sent.status_code, sent.headers["location"]) == (303, f"{address}?done=attached")
    work_off(installation)

    page = ratna.get(sent.headers["location"]).text
    assert "Isi amplop sudah dilampirkan" in page
    assert SUBJECT in page
    assert PANEL not in page
    assert 'class="sheet"' not in page
    assert "#envelope" not in ratna.get(task).text
    document = document_of(page)
    assert ratna.get(document).content == files.pdf(2)
    assert ratna.get(f"{document}/pages/1").status_code in (403, 404)

    for client in (ujang, signed_in(FITRI)):
        masked = client.get(address).text
        assert SUBJECT not in masked
        assert "/documents/" not in masked
        assert client.get(document).status_code == 403
        assert SUBJECT not in client.get("/letters").text
    assert SUBJECT not in ratna.get("/letters").text


def test_several_pictures_become_one_document_and_the_subject_can_follow(signed_in: Enter) -> None:
    address, ratna = secret(signed_in(UJANG)), signed_in(RATNA)
    pictures = [("1.jpg", files.picture()), ("2.jpg", files.picture(colour="grey"))]
    assert attach(ratna, address, pictures).status_code == 303
    page = ratna.get(address).text
    assert ratna.get(document_of(page)).content.startswith(b"%PDF")
    assert PANEL in page
    assert 'name="document.files"' not in page
    assert attach(ratna, address, subject=SUBJECT).status_code == 303
    page = ratna.get(address).text
    assert PANEL not in page
    assert SUBJECT in page


def test_a_file_sent_before_is_attached_by_its_id_but_not_the_file_of_somebody_else(signed_in: Enter) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    address = secret(ujang)
    foreign, own = (one.post("/documents", files={"files": ("s.pdf", files.pdf())}).json() for one in (ujang, ratna))
    refused = attach(ratna, address, document=foreign["id"], subject=SUBJECT)
    assert refused.status_code == 404
    assert SUBJECT in refused.text
    assert attach(ratna, address, document=own["id"], subject=SUBJECT).status_code == 303
    assert document_of(ratna.get(address).text) == own["url"]


def test_the_same_form_sent_twice_attaches_once(signed_in: Enter) -> None:
    address, ratna = secret(signed_in(UJANG)), signed_in(RATNA)
    key = key_of(ratna.get(address).text)
    for _ in range(2):
        assert attach(ratna, address, [("surat.pdf", files.pdf())], subject=SUBJECT, _key=key).status_code == 303
    assert ratna.get(address).text.count("melampirkan isi") == 1


@pytest.mark.parametrize(
    ("sent", "subject", "said"),
    [
        ([("kosong.pdf", b"")], SUBJECT, "kosong.pdf"),
        ([("arsip.pdf", files.archive())], SUBJECT, "arsip.pdf"),
        ([("surat.pdf", files.pdf())], "ab", "Hal: Terlalu pendek"),
        ([], "", "Pilih pindaian atau tulis perihalnya"),
    ],
)
def test_what_cannot_be_attached_gives_the_page_again_with_what_was_typed(
    signed_in: Enter, sent: list[Any], subject: str, said: str
) -> None:
    address, ratna = secret(signed_in(UJANG)), signed_in(RATNA)
    answer = attach(ratna, address, sent, subject=subject)
    assert answer.status_code == 422
    (faults,) = re.findall(r'<div class="faults".*?</div>', answer.text, re.DOTALL)
    assert said in faults
    assert f'rows="2">\n{subject}</textarea>' in answer.text
    assert 'id="scan"' not in ratna.get(address).text


def test_whom_the_letter_does_not_name_is_refused(signed_in: Enter) -> None:
    ujang = signed_in(UJANG)
    address = secret(ujang)
    for client in (ujang, signed_in(SARMILA), signed_in(WISNU)):
        refused = attach(client, address, [("surat.pdf", files.pdf())], subject=SUBJECT)
        assert refused.status_code == 403
        assert "letter.not_addressee" in refused.text
        assert SUBJECT not in refused.text
    assert attach(ujang, "/letters/none", subject=SUBJECT).status_code == 404
    page = signed_in(RATNA).get(address).text
    assert SUBJECT not in page
    assert 'id="scan"' not in page


def test_open_letters_have_no_envelope(signed_in: Enter) -> None:
    assert PANEL not in signed_in(RATNA).get(register(signed_in(UJANG))).text
