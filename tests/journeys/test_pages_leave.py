"""Leave on its pages, through HTTP: from the wish over the count to the decision, and what each may see."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from fastapi.testclient import TestClient

from engine import inbox
from kernel import clock
from kernel.act import Act, system
from tests.people import BAMBANG, HENDRA, IRFAN, LESTARI, RATNA, RIZKI, SARMILA, UJANG, WISNU, act_of
from workflows.installation import Installation
from workflows.leave import records, requests, seed

Enter = Callable[[str], TestClient]
NOW = datetime.fromisoformat("2026-11-03T02:00:00+00:00")  # Tuesday, 09.00 in the office
FIRST, LAST = "2026-11-16", "2026-11-18"
ASKED = {
    "kind": "CT",
    "starts_on": FIRST,
    "last_on": LAST,
    "reason": "Menengok orang tua",
    "address": "Jl. Kenanga 5, Kota Lembayung",
    "phone": "0812 0000 0000",
}


@pytest.fixture
def house(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """The office on a Tuesday, with its leave book taken over."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with installation.database.write() as session:
        seed.load(Act(session, system("setup"), NOW, "test"))
    return installation


def asked(house: Installation, by: str = SARMILA, **more: str) -> str:
    """A request of somebody; gives its id."""
    with house.database.write() as session:
        return requests.submit(act_of(session, by, NOW), {**ASKED, **more}).request_id


def task_of(house: Installation, request_id: str) -> str:
    """The open task of a request."""
    with house.database.read() as session:
        instance = records.get(session, request_id).instance_id
        return inbox.open_of_instances(session, [instance])[0].id


def words(page: str) -> str:
    """A page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_kinds_one_may_ask_for(house: Installation, signed_in: Enter) -> None:
    page = signed_in(BAMBANG).get("/leave/new").text
    assert "Cuti tahunan" in page
    assert "/leave/new?kind=CLTN" in page
    contract = signed_in(SARMILA).get("/leave/new").text
    assert "kind=CB" not in contract
    assert signed_in(WISNU).get("/leave/new").status_code == 403


def test_a_kind_asks_only_for_what_it_needs(house: Installation, signed_in: Enter) -> None:
    irfan = signed_in(IRFAN)
    annual, unpaid = irfan.get("/leave/new?kind=CT").text, irfan.get("/leave/new?kind=CLTN").text
    assert 'name="last_on"' in annual
    assert 'name="months"' not in annual
    assert 'name="family_card' not in annual
    assert 'name="months"' in unpaid
    assert 'name="family_card' in unpaid
    assert 'name="last_on"' not in unpaid


def test_counting_shows_days_arithmetic_and_who_decides_and_keeps_nothing(
    house: Installation, signed_in: Enter
) -> None:
    sarmila = signed_in(SARMILA)
    answer = sarmila.post("/leave/new", data={**ASKED, "last_on": "2026-11-23", "_do": "count"})
    said = words(answer.text)
    assert answer.status_code == 200
    assert "6 hari kerja · 16 November 2026 s.d. 23 November 2026" in said
    assert "8 hari kalender − 2 akhir pekan − 0 hari libur = 6 hari kerja" in said
    assert "Lestari Handayani" in said
    assert "Ratna Wulandari" in said
    assert "Belum ada yang dikirim." in said
    assert 'value="2026-11-23"' in answer.text
    assert sarmila.get("/requests").text.count("Cuti tahunan") == 0


def test_a_wrong_answer_stands_at_its_field_and_what_was_typed_stays(house: Installation, signed_in: Enter) -> None:
    answer = signed_in(SARMILA).post("/leave/new", data={**ASKED, "last_on": "2026-11-13"})
    assert answer.status_code == 422
    assert "Hari terakhir mendahului" in words(answer.text) or 'href="#f-last_on"' in answer.text
    assert "Menengok orang tua" in answer.text


def test_too_many_days_are_refused_with_the_balance(house: Installation, signed_in: Enter) -> None:
    answer = signed_in(SARMILA).post("/leave/new", data={**ASKED, "last_on": "2026-12-23", "_do": "count"})
    assert answer.status_code == 409
    assert "Menengok orang tua" in answer.text


def test_who_is_away_already_is_named(house: Installation, signed_in: Enter) -> None:
    asked(house)
    answer = signed_in(SARMILA).post("/leave/new", data=ASKED)
    assert answer.status_code == 409
    assert "Wa Ode Sarmila sudah tidak masuk" in words(answer.text)


def test_from_the_wish_to_the_letter(house: Installation, signed_in: Enter) -> None:
    sarmila = signed_in(SARMILA)
    sent = sarmila.post("/leave/new", data={**ASKED, "_key": "k1"})
    assert sent.status_code == 303
    url = sent.headers["location"].partition("?")[0]
    request_id = url.rpartition("/")[2]
    again = sarmila.post("/leave/new", data={**ASKED, "_key": "k1"})
    assert again.headers["location"] == sent.headers["location"]
    page = words(sarmila.get(sent.headers["location"]).text)
    assert "Terkirim." in page
    assert "Verifikasi" in page
    assert "Kini pada kelompok pengelola kepegawaian" in page

    hendra = signed_in(HENDRA)
    task = task_of(house, request_id)
    assert f"/tasks/{task}" in hendra.get("/leave/desk").text
    at_desk = words(hendra.get(f"/tasks/{task}").text)
    assert "Wa Ode Sarmila" in at_desk
    assert "Menengok orang tua" in at_desk
    hendra.post(f"/tasks/{task}/completion", data={"verification": "forward", "remark": "Lengkap"})

    task = task_of(house, request_id)
    lestari = signed_in(LESTARI)
    weighed = words(lestari.get(f"/tasks/{task}").text)
    assert "Tugas terbuka pemohon" in weighed
    assert "Lengkap" in weighed
    assert lestari.post(f"/tasks/{task}/completion", data={"decision": "approve"}).status_code == 303

    task = task_of(house, request_id)
    assert signed_in(RATNA).post(f"/tasks/{task}/completion", data={"decision": "approve"}).status_code == 303
    page = words(sarmila.get(url).text)
    assert "Disetujui" in page
    assert "Atasan langsung (VII)" in page
    assert "Pejabat yang memberikan cuti (VIII)" in page
    assert "Surat Izin Cuti" in page or "sedang dibuat" in page
    assert "Cuti diberikan" in page


def test_who_may_not_know_of_a_request_does_not_find_it(house: Installation, signed_in: Enter) -> None:
    request_id = asked(house)
    assert signed_in(UJANG).get(f"/leave/{request_id}").status_code == 404
    assert signed_in(UJANG).post(f"/leave/{request_id}/withdrawal").status_code == 404
    line = words(signed_in(IRFAN).get(f"/leave/{request_id}").text)
    assert "Cuti tahunan" in line
    assert "Menengok orang tua" not in line
    auditor = words(signed_in(WISNU).get(f"/leave/{request_id}").text)
    assert "Menengok orang tua" not in auditor
    assert "meminta Cuti tahunan" in auditor


def test_the_applicant_withdraws(house: Installation, signed_in: Enter) -> None:
    request_id = asked(house)
    assert signed_in(HENDRA).post(f"/leave/{request_id}/withdrawal").status_code == 403
    sarmila = signed_in(SARMILA)
    assert "Tarik permohonan" in sarmila.get(f"/leave/{request_id}").text
    done = sarmila.post(f"/leave/{request_id}/withdrawal")
    assert done.status_code == 303
    page = words(sarmila.get(done.headers["location"]).text)
    assert "Hari cuti bebas kembali" in page
    assert sarmila.post(f"/leave/{request_id}/withdrawal").status_code == 409


def test_a_recall_needs_a_day_a_reason_and_somebody_on_leave(house: Installation, signed_in: Enter) -> None:
    request_id = asked(house)
    lestari = signed_in(LESTARI)
    for data in ({}, {"recall_on": "nonsense", "reason": "x"}, {"recall_on": FIRST, "reason": ""}):
        assert lestari.post(f"/leave/{request_id}/recall", data=data).status_code == 422
    answer = lestari.post(f"/leave/{request_id}/recall", data={"recall_on": FIRST, "reason": "Audit mendadak"})
    assert answer.status_code in (404, 409)
    assert (
        signed_in(UJANG).post(f"/leave/{request_id}/recall", data={"recall_on": FIRST, "reason": "abc"}).status_code
        == 404
    )


def test_reporting_sick_is_one_tap(house: Installation, signed_in: Enter) -> None:
    sarmila = signed_in(SARMILA)
    assert "Saya sakit hari ini" in sarmila.get("/leave/sick").text
    done = sarmila.post("/leave/sick", data={"_key": "s1"})
    assert done.status_code == 303
    assert "lekas sembuh" in sarmila.get(done.headers["location"]).text
    again = sarmila.post("/leave/sick", data={"_key": "s2"})
    assert again.status_code == 409
    desk = words(signed_in(HENDRA).get("/leave/desk").text)
    assert "1 sakit tanpa surat dokter" in desk
    assert signed_in(WISNU).get("/leave/sick").status_code == 403


def test_the_desk_is_for_the_personnel_office(house: Installation, signed_in: Enter) -> None:
    assert signed_in(SARMILA).get("/leave/desk").status_code == 403
    assert "Tidak ada yang menunggu diperiksa." in signed_in(HENDRA).get("/leave/desk").text


def test_the_team_calendar_says_to_most_only_that_somebody_is_away(house: Installation, signed_in: Enter) -> None:
    request_id = asked(house)
    url = "/leave/calendar?unit=BL1&month=2026-11"
    assert "Cuti tahunan, diajukan" in words(signed_in(LESTARI).get(url).text)
    assert "Wa Ode Sarmila masuk sepanjang bulan" in words(signed_in(UJANG).get(url).text)
    for by, data in (
        (HENDRA, {"verification": "forward"}),
        (LESTARI, {"decision": "approve"}),
        (RATNA, {"decision": "approve"}),
    ):
        signed_in(by).post(f"/tasks/{task_of(house, request_id)}/completion", data=data)
    stranger = words(signed_in(UJANG).get(url).text)
    assert "16 November 2026 – 18 November 2026: tidak masuk" in stranger
    assert "Cuti tahunan" not in stranger


@pytest.mark.parametrize(
    "query", ["", "?month=nonsense", "?month=0000-00", "?month=9999-12", "?unit=nothing", "?month=2027-02"]
)
def test_a_calendar_that_can_not_be_read_is_this_month(house: Installation, signed_in: Enter, query: str) -> None:
    assert signed_in(RIZKI).get(f"/leave/calendar{query}").status_code == 200


def test_my_requests_say_where_the_leave_is(house: Installation, signed_in: Enter) -> None:
    request_id = asked(house)
    page = signed_in(SARMILA).get("/requests").text
    assert "Cuti tahunan" in page
    assert f"/leave/{request_id}" in page
    assert "kelompok pengelola kepegawaian" in page
    assert "paling lambat" in page
