"""Leave balances through HTTP: who sees whose, what the personnel officer does, the table for office programs."""

import csv
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from fastapi.testclient import TestClient

from kernel import clock
from kernel.act import Act, system
from people import tokens
from people.days import day_of
from people.models import PersonRow
from tests.people import BAMBANG, DEWI, IRFAN, LESTARI, NINING, RATNA, SARMILA, UJANG, WISNU, act_of
from workflows.installation import Installation
from workflows.leave import balance, ledger, seed

Enter = Callable[[str], TestClient]


@pytest.fixture
def book(installation: Installation) -> int:
    """The demonstration's leave is taken over; gives the year that runs."""
    with installation.database.write() as session:
        act = Act(session, system("setup"), clock.now(), "test")
        seed.load(act)
        return day_of(act.now).year


def test_everybody_sees_the_own_balance_with_its_arithmetic(signed_in: Enter, installation: Any, book: int) -> None:
    with installation.database.write() as session:
        act = act_of(session, DEWI, clock.now())
        today = day_of(act.now)
        ledger.reserve(act, DEWI, "r1", {book: 2}, today + timedelta(days=1))
    page = signed_in(DEWI).get("/leave/balance").text
    assert "Saldo cuti saya" in page
    assert "jumlah 15 − terpakai 5 − dipesan 2 = tersedia 8" in page
    assert f"Sisa dibawa dari {book - 1}" in page
    assert '<svg class="strip-year"' in page
    assert "Koreksi saldo" not in page


def test_a_balance_of_another_day_counts_what_had_happened_by_then(signed_in: Enter, book: int) -> None:
    page = signed_in(UJANG).get(f"/leave/balance?on={book - 1}-06-30").text
    assert "Menurut" not in page
    assert "menurut buku cuti" in page


@pytest.mark.parametrize("on", ["nonsense", "0000-00-00", "9999-99-99", "2026-02-30", "9999-12-31", "0001-01-01"])
def test_a_day_that_can_not_be_read_is_today(signed_in: Enter, book: int, on: str) -> None:
    assert signed_in(DEWI).get(f"/leave/balance?on={on}").status_code == 200


def test_an_employee_sees_nobody_elses(signed_in: Enter, book: int) -> None:
    sarmila = signed_in(SARMILA)
    assert sarmila.get(f"/leave/balances/{DEWI}").status_code == 404
    assert sarmila.get("/leave/balances").status_code == 403
    assert sarmila.get("/leave/balances.csv").status_code == 403
    assert sarmila.post(f"/leave/balances/{DEWI}/corrections", data=CORRECTION).status_code == 403


def test_a_superior_sees_the_totals_of_his_branch_only(signed_in: Enter, book: int) -> None:
    irfan = signed_in(IRFAN)
    page = irfan.get("/leave/balances").text
    assert "Lestari Handayani" in page
    assert "Wa Ode Sarmila" in page
    assert "Dewi Anggraeni" not in page
    assert f"/leave/balances/{LESTARI}" not in page
    assert irfan.get(f"/leave/balances/{LESTARI}").status_code == 404


def test_the_list_is_narrowed_by_unit_and_words_and_goes_on(
    signed_in: Enter, book: int, installation: Installation
) -> None:
    nining = signed_in(NINING)
    assert "Dewi Anggraeni" in nining.get("/leave/balances?unit=BA1").text
    assert "Dewi Anggraeni" not in nining.get("/leave/balances?unit=BP1").text
    assert "Dewi Anggraeni" in nining.get("/leave/balances?q=anggra").text
    assert "Tidak ada pegawai yang cocok" in nining.get("/leave/balances?q=tidakada").text
    assert nining.get("/leave/balances?after=nonsense&on=x&unit=%27").status_code == 200
    with installation.database.write() as session:
        act = Act(session, system("test"), clock.now(), "test")
        for number in range(60):
            session.add(PersonRow(id=f"X{number:02}", name=f"Zz {number:02}", nip=f"x{number}"))
            session.flush()
            ledger.add_bonus(act, f"X{number:02}", book, [])
    whole = nining.get("/leave/balances").text
    assert whole.count("<tr>") == 1 + 26


def test_the_table_can_not_be_run_as_a_formula(signed_in: Enter, book: int, installation: Installation) -> None:
    with installation.database.write() as session:
        session.get(PersonRow, DEWI).name = '=HYPERLINK("http://x")'  # type: ignore[union-attr]
    answer = signed_in(WISNU).get("/leave/balances.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows[0][4:] == ["Sisa N-2", "Sisa N-1", "Hak N", "Jumlah", "Terpakai", "Dipesan", "Tersedia"]
    dewi = next(row for row in rows if "HYPERLINK" in row[1])
    assert dewi[1].startswith("'=")
    assert dewi[4:] == ["0", "3", "12", "15", "5", "0", "10"]
    assert len(rows) == 27


CORRECTION = {"year": "0", "bucket": "own", "days": "-2", "reason": "Surat 14 Januari"}


def test_the_personnel_officer_corrects_with_a_reason(signed_in: Enter, book: int, installation: Installation) -> None:
    nining = signed_in(NINING)
    sent = {**CORRECTION, "year": str(book)}
    assert nining.post(f"/leave/balances/{DEWI}/corrections", data=sent).status_code == 303
    page = nining.get(f"/leave/balances/{DEWI}").text
    assert "Surat 14 Januari" in page
    assert "tersedia 8" in page
    refused = nining.post(f"/leave/balances/{DEWI}/corrections", data={**sent, "days": "-20"})
    assert refused.status_code == 409
    assert "Cuti tahunan" in refused.text
    assert 'value="-20"' in refused.text
    assert nining.post(f"/leave/balances/{DEWI}/corrections", data={**sent, "reason": " "}).status_code == 422
    assert nining.post(f"/leave/balances/{NINING}/corrections", data=sent).status_code == 403
    with installation.database.read() as session:
        assert list(balance.verify(session)) == []


@pytest.mark.parametrize("wrong", [{"days": "x"}, {"days": "99999"}, {"year": "99999"}, {"bucket": "?"}, {"days": "0"}])
def test_a_correction_that_makes_no_sense_is_refused(signed_in: Enter, book: int, wrong: dict[str, str]) -> None:
    sent = {**CORRECTION, "year": str(book), **wrong}
    assert signed_in(NINING).post(f"/leave/balances/{DEWI}/corrections", data=sent).status_code in (400, 422)


def test_the_paper_book_is_taken_over_once(signed_in: Enter, installation: Installation) -> None:
    year, nining = day_of(clock.now()).year, signed_in(NINING)
    sent = {f"granted.{year - 1}": "12", f"used.{year - 1}": "3", f"used.{year}": "4"}
    assert "Pindahkan dari buku cuti" in nining.get(f"/leave/balances/{DEWI}").text
    assert nining.post(f"/leave/balances/{DEWI}/history", data=sent).status_code == 303
    page = nining.get(f"/leave/balances/{DEWI}").text
    assert "jumlah 18 − terpakai 4 − dipesan 0 = tersedia 14" in page
    assert "Pindahkan dari buku cuti" not in page
    assert nining.post(f"/leave/balances/{DEWI}/history", data=sent).status_code == 409
    for wrong in ({"used.99999": "1"}, {"used.0": "1"}, {"used.2026": "-1"}, {f"used.{year - 1}": "40"}):
        assert nining.post(f"/leave/balances/{UJANG}/history", data=wrong).status_code in (400, 422)


def test_joint_leave_worked_adds_days(signed_in: Enter, book: int) -> None:
    if book != 2026:
        pytest.skip("the calendar that ships knows the joint leave of 2026 only")
    nining = signed_in(NINING)
    sent = {"dates": ["2026-03-18", "2026-03-20"]}
    assert nining.post(f"/leave/balances/{DEWI}/bonus-days", data=sent).status_code == 303
    assert "jumlah 17" in nining.get(f"/leave/balances/{DEWI}").text
    assert nining.post(f"/leave/balances/{DEWI}/bonus-days", data={"dates": ["2026-03-19"]}).status_code == 422


def test_who_reads_all_changes_nothing_as_auditor(signed_in: Enter, book: int) -> None:
    wisnu = signed_in(WISNU)
    page = wisnu.get(f"/leave/balances/{RATNA}")
    assert page.status_code == 200
    assert "Koreksi saldo" not in page.text
    sent = {**CORRECTION, "year": str(book)}
    assert wisnu.post(f"/leave/balances/{RATNA}/corrections", data=sent).status_code == 403
    assert wisnu.get("/leave/balances/none").status_code == 404


def test_a_program_reads_its_owners_balance(
    fresh: Callable[[], TestClient], book: int, installation: Installation
) -> None:
    with installation.database.write() as session:
        act = act_of(session, BAMBANG, clock.now())
        _, text = tokens.issue(act, "cuti", ["leave:read"], act.now + timedelta(days=1))
    client = fresh()
    client.headers["authorization"] = f"Bearer {text}"
    told = client.get("/api/v1/leave/balance").json()
    assert (told["total"], told["used"], told["available"]) == (17, 4, 13)
    assert sum(one["days"] for one in told["movements"]) == told["available"]
    assert client.get("/api/v1/leave/balance?on=x").status_code == 422
