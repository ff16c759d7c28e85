"""Dispositions against the rules, tasks that are done, forms sent twice, a sign-in that ended while somebody typed."""

import re
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from people.models import RoleGrantRow
from tests import files
from tests.faults.doors import Doors, disposition, letter, only, register, said, tasks_of
from tests.offices import PASSWORD
from tests.people import BAMBANG, DEWI, FITRI, IRFAN, RATNA, SARMILA, SIGN_IN, UJANG
from workflows.letters.models import Letter

AGAINST: dict[str, tuple[dict[str, Any], str, str]] = {
    "outside the line": (
        {"to": ["KP"], "as.KP": "responsible"},
        "di luar garis",
        "is outside your line",
    ),
    "a post that does not exist": ({"to": ["ZZ9"], "as.ZZ9": "responsible"}, "di luar garis", "is outside your line"),
    "no responsible one": (
        {"to": ["BL", "BP"], "as.BL": "copy", "as.BP": "copy"},
        "penanggung jawab",
        "Exactly one recipient must be responsible",
    ),
    "two responsible ones": (
        {"to": ["BL", "BP"], "as.BL": "responsible", "as.BP": "responsible"},
        "penanggung jawab",
        "Exactly one recipient must be responsible",
    ),
    "nobody at all": ({"to": []}, "Pilih", "Choose at least one"),
    "the same one twice": ({"to": ["BL", "BL"]}, "dua kali", "twice"),
    "no instruction": ({"instructions": []}, "Pilih", "Choose at least one"),
    "an instruction of one's own": ({"instructions": ["meledakkan"]}, "Pilih", "Choose one of the values"),
    "another without its words": ({"instructions": ["lain"]}, "wajib diisi", "This is needed"),
    "a limit in the past": ({"due": "2020-01-02T10:00"}, "sudah", "already passed"),
    "no decision we know": ({"decision": "burn"}, "Pilih", "Choose one of the values"),
}


@pytest.mark.parametrize("case", AGAINST)
def test_a_disposition_against_the_rules_is_refused_in_words(case: str, doors_on_sqlite: Doors) -> None:
    doors, (changes, indonesian, english) = doors_on_sqlite, AGAINST[case]
    register(doors.browser(UJANG))
    ratna = doors.browser(RATNA)
    task = only(tasks_of(ratna))
    ratna.get(task)
    before = doors.traces()
    answers = disposition(note="Jangan sampai hilang", **changes)
    answer = ratna.post(f"{task}/completion", data=answers)
    assert answer.status_code == 422
    assert 'id="faults"' in answer.text
    assert indonesian in said(answer.text)
    assert "Jangan sampai hilang" in answer.text
    assert "Jangan sampai hilang" in ratna.get(task).text  # the draft
    assert english in said(doors.browser(RATNA, "en").post(f"{task}/completion", data=answers).text)
    assert doors.traces() == {**before, "task_draft": 1}
    if "as.BP" not in changes:
        sent = {name: value for name, value in answers.items() if not name.startswith("as.")}
        by_program = doors.program(RATNA).post(f"/api/v1{task}/completion", json={"answers": sent})
        assert by_program.status_code == 422
        assert by_program.json()["fields"] != []


def test_a_recipient_outside_his_own_branch_is_refused_to_everybody(doors: Doors) -> None:
    register(doors.browser(UJANG))
    ratna, irfan = doors.browser(RATNA), doors.browser(IRFAN)
    assert ratna.post(f"{only(tasks_of(ratna))}/completion", data=disposition()).status_code == 303
    doors.work_off()
    task = only(tasks_of(irfan))
    irfan.get(task)
    before = doors.traces()
    answers = {"decision": "forward", "to": ["BP1"], "as.BP1": "responsible", "instructions": ["tindaklanjuti"]}
    answer = irfan.post(f"{task}/completion", data=answers)
    assert answer.status_code == 422
    assert "Kepala Subbidang Pelaksanaan Pemetaan: penerima di luar garis" in said(answer.text)
    assert doors.traces() == {**before, "task_draft": 1}


def filing(doors: Doors) -> str:
    """A task of the archive, which two archivists see."""
    register(doors.browser(UJANG))
    ratna = doors.browser(RATNA)
    assert ratna.post(f"{only(tasks_of(ratna))}/completion", data={"decision": "file"}).status_code == 303
    doors.work_off()
    with doors.office.database.write() as session:
        session.add(RoleGrantRow(person_id=DEWI, role="arsiparis"))
    return only(tasks_of(doors.browser(FITRI), "?box=group"))


@pytest.mark.parametrize(("lang", "words"), [("id", "sudah diselesaikan oleh"), ("en", "already completed this task")])
def test_a_task_done_by_another_names_who_and_keeps_what_was_typed(doors: Doors, lang: str, words: str) -> None:
    task = filing(doors)
    dewi, fitri = doors.browser(DEWI, lang), doors.browser(FITRI)
    hers = {"file_no": "PK.02/1", "location": "Lemari A", "classification": "PK.02"}
    assert dewi.post(f"{task}/draft", data={"location": "Masih mengetik"}).status_code == 303
    assert fitri.post(f"{task}/completion", data=hers).status_code == 303
    assert "Masih mengetik" in dewi.get(task).text
    before = doors.traces()
    late = dewi.post(f"{task}/completion", data={**hers, "location": "Lemari B, tulisan Dewi"})
    assert late.status_code == 409
    assert words in said(late.text)
    assert "Fitriani Lubis" in said(late.text)
    assert re.search(r"\d{1,2}[.:]\d{2}", said(late.text))
    assert "Lemari B, tulisan Dewi" in late.text
    assert doors.traces() == before
    assert doors.refusals("task.already_done") == 1
    assert "Lemari B, tulisan Dewi" in dewi.get(task).text  # still there tomorrow
    with doors.office.database.read() as session:
        assert session.scalar(select(Letter.location)) == "Lemari A"


def test_the_same_form_sent_twice_is_one_event_and_one_answer(doors: Doors) -> None:
    ujang, ratna = doors.browser(UJANG), doors.browser(RATNA)
    scan = {"document.files": ("surat.pdf", files.pdf())}
    first = ujang.post("/letters", data=letter(_key="form-0001"), files=scan)
    before = doors.traces()
    second = ujang.post("/letters", data=letter(_key="form-0001"), files=scan)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["location"] == second.headers["location"]
    assert doors.traces() == before
    other = ujang.post("/letters", data=letter(_key="form-0001", subject="Isi lain, kunci sama"))
    assert other.status_code == 409
    assert "Isi lain, kunci sama" in other.text
    assert doors.traces() == before

    task = only(tasks_of(ratna))
    answers = disposition(_key="form-0002", note="Sekali saja")
    first = ratna.post(f"{task}/completion", data=answers)
    before = doors.traces()
    second = ratna.post(f"{task}/completion", data=answers)
    assert (first.status_code, first.headers["location"]) == (second.status_code, second.headers["location"])
    assert doors.traces() == before


def test_a_form_with_a_file_that_was_refused_keeps_the_file_once(doors_on_sqlite: Doors) -> None:
    doors, ujang = doors_on_sqlite, doors_on_sqlite.browser(UJANG)
    for _ in range(2):
        refused = ujang.post(
            "/letters", data=letter(_key="form-0003", subject=""), files={"document.files": ("surat.pdf", files.pdf())}
        )
        assert refused.status_code == 422
        assert "surat.pdf" in refused.text
    assert doors.traces()["document"] == 1


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return unescape(found[1])


def again(doors: Doors, page: str, person: str, password: str = PASSWORD) -> Any:
    """Sign in on the page that came back."""
    sent = {name: hidden(page, name) for name in ("next", "carried")}
    return doors.fresh().post("/sign-in", data={**sent, "name": SIGN_IN[person], "password": password})


def test_a_task_typed_while_the_sign_in_ended_comes_back_as_a_draft(doors: Doors) -> None:
    register(doors.browser(UJANG))
    ratna = doors.browser(RATNA)
    task = only(tasks_of(ratna))
    answers = disposition(note='Diketik <b>lama</b> "sekali"')
    assert ratna.post("/sign-out").status_code == 303
    before = doors.traces()
    ended = ratna.post(f"{task}/completion", data=answers)
    assert ended.status_code == 401
    assert "Masa masuk Anda sudah berakhir" in said(ended.text)
    assert "<b>lama" not in ended.text
    assert doors.traces() == before
    mistyped = again(doors, ended.text, RATNA, "salah")
    assert mistyped.status_code == 403
    back = again(doors, mistyped.text, RATNA)
    assert (back.status_code, back.headers["location"]) == (303, task)
    assert doors.traces() == {**before, "task_draft": 1}
    page = doors.browser(RATNA, "en").get(task).text
    assert 'Diketik <b>lama</b> "sekali"' in unescape(page)
    assert re.search(r'name="to" value="BL" checked', page)


def test_a_letter_typed_while_the_sign_in_ended_comes_back_in_its_form(doors_on_sqlite: Doors) -> None:
    doors = doors_on_sqlite
    typed = letter(subject="Diketik tanpa masuk", _key="form-0004")
    ended = doors.fresh("en").post("/letters", data=typed, files={"document.files": ("surat.pdf", files.pdf())})
    assert ended.status_code == 401
    assert "what you typed comes back" in said(ended.text)
    back = again(doors, ended.text, UJANG)
    assert back.status_code == 200
    assert "Diketik tanpa masuk" in back.text
    assert hidden(back.text, "_key") == "form-0004"
    assert "set-cookie" in back.headers
    assert doors.traces()["letter"] == 0


def test_what_was_carried_stays_with_its_own_person(doors_on_sqlite: Doors) -> None:
    doors = doors_on_sqlite
    register(doors.browser(UJANG))
    task = only(tasks_of(doors.browser(RATNA)))
    ended = doors.fresh().post(f"{task}/completion", data=disposition(note="Milik Ratna"))
    assert again(doors, ended.text, SARMILA).status_code == 303
    assert doors.traces()["task_draft"] == 0
    for nonsense in ("[]", "{", '{"note": 5}', "\x00", '{"note": "x"}'):
        data = {"name": SIGN_IN[BAMBANG], "password": PASSWORD, "next": task, "carried": nonsense}
        assert doors.fresh().post("/sign-in", data=data).status_code == 303
    assert doors.traces()["task_draft"] == 0


def test_nothing_is_carried_for_programs_and_saving_scripts(doors_on_sqlite: Doors) -> None:
    client = doors_on_sqlite.fresh()
    quiet = client.post("/tasks/x/draft", data={"note": "x"}, headers={"accept": "application/json"})
    assert quiet.status_code == 303
    outbox = client.post("/letters", data={"subject": "x"}, headers={"x-outbox": "1"})
    assert (outbox.status_code, outbox.json()["code"]) == (401, "door.not_signed_in")
