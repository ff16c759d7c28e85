"""The office calendar in the browser and for programs: drafted, looked at, published."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.journeys.test_pages_tasks import register, work_off
from tests.people import HENDRA, NINING, SARMILA, UJANG
from workflows.installation import Installation

Enter = Callable[[str], TestClient]
DAY = {"on": "2026-11-20", "kind": "libur_lokal", "name": "Hari jadi kota", "basis": "SK 7/2026", "year": "2026"}
WEEK = {
    f"{day}.{part}": value
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
    for part, value in (("opens", "07:30"), ("break_from", "12:00"), ("break_to", "13:00"), ("closes", "16:00"))
}


def add(client: TestClient, **changes: str) -> Any:
    return client.post("/calendar/draft/days", data={**DAY, **changes})


def publish(client: TestClient, **changes: str) -> Any:
    return client.post("/calendar/publication", data={"note": "Hari jadi kota", "moves": "1", **changes})


@pytest.mark.as_shipped
def test_everybody_sees_the_year(signed_in: Enter) -> None:
    page = signed_in(SARMILA).get("/calendar?year=2026").text
    for said in ("Kalender kantor 2026", "Proklamasi Kemerdekaan", "Senin, 17 Agustus 2026", "Ramadan", "2026-1"):
        assert said in page
    assert "/calendar/draft" not in page
    assert "belum lengkap" in signed_in(SARMILA).get("/calendar?year=2027").text


def test_hr_drafts_looks_and_publishes(signed_in: Enter, installation: Installation) -> None:
    register(signed_in(UJANG))
    hendra = signed_in(HENDRA)
    assert add(hendra).headers["location"] == "/calendar/draft?year=2026"
    assert "Hari jadi kota" in hendra.get("/calendar/draft?year=2026").text
    assert "1 hari berubah." in hendra.get("/calendar/preview").text

    answer = publish(hendra)

    assert answer.status_code == 303
    page = hendra.get(answer.headers["location"]).text
    assert "Hendra Gunawan Siregar" in page and "sedang didaftar" in page
    work_off(installation)
    page = hendra.get(answer.headers["location"]).text
    assert "1 dari 1 sudah dipindahkan" in page
    assert "Hari jadi kota" in signed_in(SARMILA).get("/calendar?year=2026").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"on": "2026-02-30"}, "bukan tanggal"),
        ({"on": "3026-02-03"}, "tidak dapat direncanakan"),
        ({"on": "2026-08-17"}, "sudah ada dalam daftar"),
        ({"kind": "libur"}, "bukan jenis hari"),
        ({"name": " "}, "Sebutkan nama"),
        ({"basis": ""}, "menjadi dasar"),
        ({"name": "x" * 201}, "paling banyak"),
        ({"replaces": "2026-11-19"}, "tidak ada dalam daftar"),
    ],
)
def test_a_wrong_day_is_refused_with_what_was_typed(signed_in: Enter, changes: dict[str, str], said: str) -> None:
    answer = add(signed_in(HENDRA), form="new", **changes)
    assert answer.status_code == 422
    assert said in answer.text
    assert "SK 7/2026" in answer.text or "basis" in changes


def test_a_list_with_bad_lines_is_not_taken_at_all(signed_in: Enter) -> None:
    hendra = signed_in(HENDRA)
    text = "tanggal;jenis;keterangan;dasar\n01/01/2027;libur nasional;Tahun Baru;SKB\n31/02/2027;cuti_bersama;X;Y\n"
    answer = hendra.post("/calendar/draft/list", data={"list": text, "year": "2027", "form": "list"})
    assert (answer.status_code, "Baris 3" in answer.text) == (422, True)

    taken = hendra.post("/calendar/draft/list", data={"list": text.replace("31/02", "28/02"), "year": "2027"})
    assert taken.status_code == 303
    page = hendra.get("/calendar/draft?year=2027").text
    assert "Tahun Baru" in page and "Minggu, 28 Februari 2027" in page


def test_hours_and_periods(signed_in: Enter) -> None:
    hendra = signed_in(HENDRA)
    wrong = hendra.post("/calendar/draft/hours", data={**WEEK, "friday.closes": "07:00", "form": "hours"})
    assert "Urutan jam kerja Jumat" in wrong.text
    assert "Isi jam buka" in hendra.post("/calendar/draft/hours", data={**WEEK, "friday.closes": ""}).text
    assert "paling sedikit satu hari" in hendra.post("/calendar/draft/hours", data={}).text
    assert hendra.post("/calendar/draft/hours", data=WEEK).status_code == 303

    ramadan = {**WEEK, "name": "Ramadan", "first": "2027-02-08", "last": "2027-03-09"}
    assert hendra.post("/calendar/draft/periods", data=ramadan).status_code == 303
    assert "bertumpang tindih" in hendra.post("/calendar/draft/periods", data={**ramadan, "first": "2027-02-09"}).text
    assert "sebelum dimulai" in hendra.post("/calendar/draft/periods", data={**ramadan, "last": "2027-02-01"}).text
    moved = {**ramadan, "first": "2027-02-09", "replaces": "2027-02-08"}
    assert hendra.post("/calendar/draft/periods", data=moved).status_code == 303
    assert hendra.post("/calendar/draft/periods/removal", data={"first": "2027-02-09"}).status_code == 303


def test_a_year_called_complete_without_days_is_not_published(signed_in: Enter) -> None:
    hendra = signed_in(HENDRA)
    assert hendra.post("/calendar/draft/years", data={"year": "2030", "full": "1"}).status_code == 303
    assert "ditandai lengkap" in hendra.get("/calendar/draft?year=2030").text
    answer = publish(hendra)
    assert (answer.status_code, "harus diperbaiki dahulu" in answer.text) == (422, True)
    assert hendra.post("/calendar/draft/years", data={"year": "abc", "full": "1"}).status_code == 422


def test_the_second_publisher_reads_who_was_faster_and_carries_over(signed_in: Enter) -> None:
    hendra, nining = signed_in(HENDRA), signed_in(NINING)
    add(hendra)
    add(nining, on="2026-12-28", name="Libur akhir tahun")
    assert publish(hendra).status_code == 303

    late = publish(nining)
    assert (late.status_code, "Draf Anda tersimpan" in late.text) == (409, True)
    assert nining.post("/calendar/draft/carrying", data={}).status_code == 303
    assert publish(nining, moves="0").status_code == 303
    page = nining.get("/calendar?year=2026").text
    assert "Hari jadi kota" in page and "Libur akhir tahun" in page


def test_published_twice_is_published_once(signed_in: Enter) -> None:
    hendra = signed_in(HENDRA)
    add(hendra)
    assert publish(hendra, note=" ").status_code == 422
    assert [publish(hendra).status_code for _ in range(2)] == [303, 409]


def test_for_new_cases_only_and_then_after_all(signed_in: Enter, installation: Installation) -> None:
    register(signed_in(UJANG))
    hendra = signed_in(HENDRA)
    add(hendra)
    where = publish(hendra, moves="0").headers["location"]
    work_off(installation)
    assert "Hanya untuk perkara baru" in hendra.get(where).text
    assert hendra.post(f"{where}/moving").status_code == 303
    work_off(installation)
    assert "1 dari 1" in hendra.get(where).text


def test_the_list_goes_out_as_it_comes_in(signed_in: Enter) -> None:
    hendra = signed_in(HENDRA)
    text = hendra.get("/calendar/days.csv?year=2026").text
    assert text.startswith("tanggal,jenis,keterangan,dasar\r\n2026-01-01,libur_nasional,")
    assert hendra.post("/calendar/draft/list", data={"list": text}).status_code == 303
    ics = hendra.get("/calendar/days.ics?year=2026").text
    assert ics.count("BEGIN:VEVENT") == text.count("\r\n") - 1
    assert all(len(line.encode()) <= 75 for line in ics.split("\r\n"))


def test_programs_check_and_publish(signed_in: Enter) -> None:
    hendra = signed_in(HENDRA)
    current = hendra.get("/api/v1/calendar").json()
    assert current["version"] == "2026-1"
    days = [*current["days"], {key: DAY[key] for key in ("on", "kind", "name", "basis")}]
    wanted = {**current, "days": days, "based_on": "2026-1"}
    assert hendra.put("/api/v1/calendar/draft", json=wanted).status_code == 200
    checked = hendra.post("/api/v1/calendar/draft/check").json()
    assert checked["days"] == ["2026-11-20"]
    assert not any(remark["stops"] for remark in checked["remarks"])
    made = hendra.post("/api/v1/calendar/publications", json={"note": "Hari jadi", "moves": True})
    assert made.status_code == 201
    assert hendra.get("/api/v1/calendar").json()["version"] == made.json()["version"]
    assert [one["version"] for one in hendra.get("/api/v1/calendar/versions").json()] == [made.json()["version"]]
    assert hendra.get("/api/v1/calendar/versions/2026-1").json()["days"] == current["days"]
    assert hendra.get("/api/v1/calendar/versions/none").status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"days": [{"on": "2027-01-01", "kind": "libur", "name": "x", "basis": "y"}]},
        {"days": [{"on": "2027-01-01", "kind": "libur_nasional", "name": "x", "basis": "y"}] * 2},
        {"hours": {}},
        {"hours": {"funday": {"opens": "07:30", "closes": "16:00", "break": ["12:00", "13:00"]}}},
        {"hours": {"monday": {"opens": "17:30", "closes": "16:00", "break": ["12:00", "13:00"]}}},
        {"timezone": "Mars/Olympus"},
        {"timezone": "../etc"},
    ],
)
def test_programs_with_bad_calendars_are_refused(signed_in: Enter, changes: dict[str, Any]) -> None:
    hendra = signed_in(HENDRA)
    wanted = {**hendra.get("/api/v1/calendar").json(), "based_on": "2026-1", **changes}
    answer = hendra.put("/api/v1/calendar/draft", json=wanted)
    assert (answer.status_code, answer.json()["code"]) == (422, "calendar.unreadable")
