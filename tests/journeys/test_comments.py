"""Comments over the door: letter, task, API; notices day by day; what one gets by mail."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from kernel import clock
from people import tokens
from tests import files
from tests.journeys.test_pages_tasks import dispose, key_of, register, tasks_of, work_off
from tests.people import FITRI, IRFAN, RATNA, SARMILA, UJANG, WISNU, act_of
from workflows.installation import Installation

Enter = Callable[[str], TestClient]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough: what is tried is the pages."""
    return sqlite_url


def record_of(letter: str) -> str:
    return f"letter:{letter.rpartition('/')[2]}"


def say(client: TestClient, letter: str, **sent: Any) -> Any:
    data = {"text": "Mohon dicek dulu.", **sent}
    return client.post(f"/records/{record_of(letter)}/comments", data=data)


def program(house: Installation, fresh: Any, person: str, *scopes: str) -> TestClient:
    with house.database.write() as session:
        act = act_of(session, person, clock.now())
        _, text = tokens.issue(act, "uji", scopes, act.now + timedelta(days=1))
    client: TestClient = fresh()
    client.headers["authorization"] = f"Bearer {text}"
    return client


def test_a_comment_is_written_on_the_page_and_the_mentioned_one_jumps_to_it(signed_in: Enter) -> None:
    ujang, fitri = signed_in(UJANG), signed_in(FITRI)
    letter = register(ujang)
    key = key_of(ujang.get(letter).text.partition('id="comments"')[2])
    answer = say(ujang, letter, _key=key, mention=["", FITRI, ""])
    assert answer.status_code == 303
    address = answer.headers["location"]
    assert address.startswith(f"{letter}#c-")
    page = ujang.get(letter).text
    assert f'id="{address.partition("#")[2]}"' in page
    assert "menulis komentar" in page
    assert page.count("Mohon dicek dulu.") == 2  # in the list, and in its place in the history
    assert "Tarik kembali" in page
    notice = fitri.get("/notices").text
    assert f'href="{address}"' in notice
    assert "Anda disebut dalam komentar tentang 0001: Undangan rapat koordinasi" in notice
    fitri.get(letter)
    assert "Anda disebut" not in fitri.get("/notices?unread=1").text
    assert say(ujang, letter, _key=key, mention=["", FITRI, ""]).headers["location"] == address


def test_attachments_travel_with_the_form_and_are_kept_when_it_is_refused(signed_in: Enter) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    letter = register(ujang)
    url = f"/records/{record_of(letter)}/comments"
    sent = {"papers.files": ("denah.pdf", files.pdf(1))}
    refused = ujang.post(url, data={"_key": "k" * 20, "text": " ", "mention": FITRI}, files=sent)
    assert refused.status_code == 422
    assert "Tulis apa yang ingin Anda sampaikan." in refused.text
    assert "denah.pdf" in refused.text
    (kept,) = re.findall(r'name="papers" value="([^"]+)"', refused.text)
    assert f'value="{FITRI}" selected' in refused.text
    done = ujang.post(url, data={"_key": "k" * 20, "text": "Denah terlampir", "papers": kept})
    assert done.status_code == 303
    assert f'href="/documents/{kept}"' in ratna.get(letter).text
    assert ratna.get(f"/documents/{kept}").content.startswith(b"%PDF")
    assert signed_in(SARMILA).get(f"/documents/{kept}").status_code == 404


def test_a_mention_of_a_stranger_names_him_and_keeps_the_text(signed_in: Enter) -> None:
    ujang = signed_in(UJANG)
    letter = register(ujang, security="terbatas")
    answer = say(ujang, letter, text="Tolong dibantu", mention=SARMILA)
    assert answer.status_code == 422
    assert "Wa Ode Sarmila" in answer.text
    assert "tidak boleh melihat berkas ini" in answer.text
    assert "Tolong dibantu" in answer.text
    assert "Anda disebut" not in signed_in(SARMILA).get("/notices").text


def test_an_auditor_reads_and_has_no_form_a_stranger_finds_nothing(signed_in: Enter) -> None:
    ujang, wisnu, sarmila = signed_in(UJANG), signed_in(WISNU), signed_in(SARMILA)
    letter = register(ujang)
    say(ujang, letter)
    page = wisnu.get(letter).text
    assert "Mohon dicek dulu." in page
    assert "Tambahkan komentar" not in page
    assert say(wisnu, letter).status_code == 403
    assert "Mohon dicek" not in sarmila.get(letter).text
    assert say(sarmila, letter).status_code == 404
    assert sarmila.post("/records/none/comments", data={"text": "x"}).status_code == 404


def test_taking_back_leaves_that_there_was_one(signed_in: Enter) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    letter = register(ujang)
    comment = say(ujang, letter).headers["location"].partition("#c-")[2]
    assert ratna.post(f"/comments/{comment}/withdrawal").status_code == 403
    assert ujang.post(f"/comments/{comment}/withdrawal").status_code == 303
    page = ratna.get(letter).text
    assert "dihapus penulisnya" in page
    assert "menarik komentar" in page
    assert "Mohon dicek dulu." not in page


def test_a_task_shows_the_last_three(signed_in: Enter, installation: Installation) -> None:
    ujang, ratna, irfan = signed_in(UJANG), signed_in(RATNA), signed_in(IRFAN)
    letter = register(ujang)
    for number in range(4):
        say(ujang, letter, text=f"catatan {number}")
    (task,) = tasks_of(ratna)
    page = ratna.get(task).text
    assert [number for number in range(4) if f"catatan {number}" in page] == [1, 2, 3]
    assert f'href="{letter}#comments"' in page
    dispose(ratna, task)
    work_off(installation)
    (following,) = tasks_of(irfan)
    assert "catatan 3" in irfan.get(following).text


def test_programs_read_and_write_comments_once_for_a_key(
    signed_in: Enter, installation: Installation, fresh: Any
) -> None:
    letter = register(signed_in(UJANG))
    url = f"/api/v1/records/{record_of(letter)}/comments"
    client = program(installation, fresh, UJANG, "comments:read", "comments:write")
    sent = {"text": "Dari program", "mentions": [FITRI]}
    first = client.post(url, json=sent, headers={"Idempotency-Key": "satu-dua-tiga"})
    again = client.post(url, json=sent, headers={"Idempotency-Key": "satu-dua-tiga"})
    assert (first.status_code, again.json()) == (201, first.json())
    (item,) = client.get(url).json()["items"]
    assert (item["text"], item["author"], item["mentions"]) == ("Dari program", UJANG, [FITRI])
    long = client.post(url, json={"text": "a" * 5000})
    assert (long.status_code, long.json()["fields"][0]["field"]) == (422, "text")
    stranger = client.post(url, json={"text": "x", "mentions": [SARMILA]}, headers={"accept-language": "id"})
    assert "Sarmila tidak boleh melihat" in stranger.json()["fields"][0]["detail"]
    outside = program(installation, fresh, SARMILA, "comments:read", "comments:write")
    assert (outside.get(url).status_code, outside.post(url, json=sent).status_code) == (404, 404)
    auditor = program(installation, fresh, WISNU, "comments:read", "comments:write")
    assert (auditor.get(url).status_code, auditor.post(url, json=sent).status_code) == (200, 403)


def test_notices_stand_day_by_day_and_are_marked_and_filtered(signed_in: Enter) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    register(ujang)
    page = ratna.get("/notices").text
    assert 'class="daily"' in page
    assert "Surat baru" in ratna.get("/notices?unread=1").text
    assert ratna.post("/notices/reading").status_code == 303
    assert "Tidak ada pemberitahuan" in ratna.get("/notices?unread=1").text
    assert "Surat baru" in ratna.get("/notices").text


def test_what_one_gets_by_mail_is_chosen_on_the_account(signed_in: Enter) -> None:
    ratna = signed_in(RATNA)
    page = ratna.get("/account").text
    assert "ringkasan pukul 07.30" in page
    assert 'value="urgent" checked' in page
    assert ratna.post("/account/mail", data={"wish": "digest"}).status_code == 303
    assert 'value="digest" checked' in ratna.get("/account").text
    assert ratna.post("/account/mail", data={"wish": "always"}).status_code == 422
