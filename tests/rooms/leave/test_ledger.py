"""What requests do to the ledger."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from kernel import history
from kernel.db import Database
from tests.rooms.leave.ledgers import PNS, on, opens, stands
from workflows.leave import balance, ledger, opening, settings
from workflows.leave.entitlement import Bucket
from workflows.leave.ledger import Correction
from workflows.leave.ledger_errors import (
    HistoryGap,
    HistoryImpossible,
    HistoryKnown,
    LeaveTooShort,
    LeaveYearUnknown,
    NotEnoughLeave,
    NothingReserved,
    NotJointLeave,
    ReasonMissing,
    ReturnsTooMany,
)
from workflows.leave.models_ledger import LeaveMovement
from workflows.leave.opening import PaperYear

MARCH = date(2026, 3, 2)
DECEMBER = date(2026, 12, 31)
SIX_LEFT = {2025: PaperYear(12, 0, 6)}  # 6 are carried, total 18


def taken(office: Database, days: int, *, request: str = "r1", day: date = MARCH) -> None:
    with on(office, day) as act:
        ledger.reserve(act, PNS, request, {2026: days}, date(2026, 4, 20))
        ledger.charge(act, PNS, request)


def test_t21_carried_days_go_first(office: Database) -> None:
    opens(office, SIX_LEFT)
    taken(office, 8)
    stood = stands(office, 2026, MARCH)
    assert (stood.carry_left, stood.own_left, stood.used) == (0, 10, 8)


def test_t22_what_is_reserved_is_not_free(office: Database) -> None:
    opens(office, {2025: PaperYear(12, 0, 12)})
    taken(office, 7, request="before")
    with on(office, MARCH) as act:
        ledger.reserve(act, PNS, "a", {2026: 3}, date(2026, 12, 7))
    with on(office, MARCH) as act, pytest.raises(NotEnoughLeave) as refused:
        ledger.reserve(act, PNS, "b", {2026: 3}, date(2026, 6, 8))
    assert refused.value.facts == {"available": 2, "asked": 3, "year": 2026}
    assert stands(office, 2026, MARCH).available == 2


def test_t23_no_day_is_no_leave(office: Database) -> None:
    with on(office, MARCH) as act, pytest.raises(LeaveTooShort):
        ledger.reserve(act, PNS, "r1", {}, date(2026, 3, 20))


@pytest.mark.parametrize("days", [{2026: 0}, {2026: -3}, {2025: -1, 2026: 4}])
def test_days_below_zero_are_no_leave(office: Database, days: dict[int, int]) -> None:
    opens(office, SIX_LEFT)
    taken(office, 2)
    with on(office, MARCH) as act, pytest.raises(LeaveTooShort):
        ledger.reserve(act, PNS, "r2", days, date(2026, 3, 20))
    with on(office, MARCH) as act, pytest.raises(ReturnsTooMany):
        ledger.give_back(act, PNS, "r1", {2026: -1})


def test_a_request_that_is_pending_at_the_end_of_the_year_is_settled_when_it_ends(office: Database) -> None:
    opens(office, {2025: PaperYear(12, 0, 0)})  # nothing used in 2025
    with on(office, date(2026, 12, 1)) as act:
        ledger.reserve(act, PNS, "r1", {2026: 3}, date(2026, 12, 28))
    with on(office, date(2027, 1, 1)) as act:
        opening.open_year(act, PNS, 2027)
    assert stands(office, 2027, date(2027, 1, 1)).total == 18
    with on(office, date(2027, 1, 4)) as act:
        ledger.release(act, PNS, "r1")
    assert stands(office, 2027, date(2027, 1, 4)).total == 24  # two years without any leave after all
    assert stands(office, 2026, date(2027, 1, 4)).available == 0


def test_a_request_of_december_may_be_granted_in_january(office: Database) -> None:
    opens(office, {2025: PaperYear(12, 0, 12)})
    with on(office, date(2026, 12, 1)) as act:
        ledger.reserve(act, PNS, "r1", {2026: 8}, date(2026, 12, 21))
    with on(office, date(2027, 1, 1)) as act:
        opening.open_year(act, PNS, 2027)
        ledger.charge(act, PNS, "r1")
    assert stands(office, 2027, date(2027, 1, 1)).total == 16
    assert stands(office, 2026, date(2027, 1, 1)).used == 8


def test_t24_cuti_besar_takes_the_own_right_and_leaves_the_carried_days(office: Database) -> None:
    opens(office, {2025: PaperYear(12, 0, 8)})
    with on(office, MARCH) as act:
        assert ledger.forfeit(act, PNS, "cb", 2026) == 12
    stood = stands(office, 2026, MARCH)
    assert (stood.own_left, stood.carry_left, stood.total) == (0, 4, 4)
    with on(office, date(2027, 1, 1)) as act:
        opening.open_year(act, PNS, 2027)
    assert stands(office, 2027, date(2027, 1, 1)).total == 12


def test_t25_used_own_days_shorten_the_cuti_besar(office: Database) -> None:
    opens(office, {2025: PaperYear(12, 0, 12)})
    taken(office, 5)
    with on(office, MARCH) as act:
        assert ledger.used_own(act.session, PNS, 2026) == 5
        assert ledger.forfeit(act, PNS, "cb", 2026) == 7


def test_a_cuti_besar_that_does_not_take_place_gives_the_right_back(office: Database) -> None:
    opens(office, SIX_LEFT)
    with on(office, MARCH) as act:
        ledger.forfeit(act, PNS, "cb", 2026)
        ledger.restore(act, PNS, "cb")
        ledger.restore(act, PNS, "cb")
    assert stands(office, 2026, MARCH).available == 18


def test_own_days_released_in_a_forfeited_year_are_forfeited_too(office: Database) -> None:
    opens(office, SIX_LEFT)
    with on(office, MARCH) as act:
        ledger.reserve(act, PNS, "r1", {2026: 8}, date(2026, 4, 20))
        ledger.forfeit(act, PNS, "cb", 2026)
        ledger.release(act, PNS, "r1")
    stood = stands(office, 2026, MARCH)
    assert (stood.own_left, stood.carry_left) == (0, 6)


def test_t28_a_recall_returns_the_days_to_where_they_came_from(office: Database) -> None:
    opens(office, {2025: PaperYear(12, 0, 8)})  # 4 are carried
    taken(office, 5)
    with on(office, date(2026, 4, 22)) as act:
        ledger.give_back(act, PNS, "r1", {2026: 3})
    stood = stands(office, 2026, date(2026, 4, 22))
    assert (stood.used, stood.own_left, stood.carry_left) == (2, 12, 2)
    with on(office, date(2026, 4, 22)) as act, pytest.raises(ReturnsTooMany):
        ledger.give_back(act, PNS, "r1", {2026: 3})


def test_a_release_leaves_nothing_and_can_be_said_twice(office: Database) -> None:
    opens(office, SIX_LEFT)
    with on(office, MARCH) as act:
        ledger.reserve(act, PNS, "r1", {2026: 8}, date(2026, 4, 20))
        ledger.release(act, PNS, "r1")
        ledger.release(act, PNS, "r1")
    assert stands(office, 2026, MARCH).available == 18
    with on(office, MARCH) as act, pytest.raises(NothingReserved):
        ledger.charge(act, PNS, "r1")


def test_a_new_reservation_takes_the_place_of_the_old_one(office: Database) -> None:
    opens(office, SIX_LEFT)
    with on(office, MARCH) as act:
        ledger.reserve(act, PNS, "r1", {2026: 18}, date(2026, 4, 20))
        ledger.reserve(act, PNS, "r1", {2026: 17}, date(2026, 4, 21))
    stood = stands(office, 2026, MARCH)
    assert (stood.available, stood.reserved) == (1, 17)


def test_carried_days_that_came_free_are_used_first(office: Database) -> None:
    opens(office, SIX_LEFT)
    with on(office, MARCH) as act:
        ledger.reserve(act, PNS, "a", {2026: 6}, date(2026, 4, 20))
        ledger.reserve(act, PNS, "b", {2026: 4}, date(2026, 5, 4))
        ledger.release(act, PNS, "a")
        ledger.charge(act, PNS, "b")
    stood = stands(office, 2026, MARCH)
    assert (stood.carry_left, stood.own_left, stood.used) == (2, 12, 4)


def test_a_leave_across_the_year_uses_each_year_and_the_carried_days_when_they_arrive(office: Database) -> None:
    opens(office, {2025: PaperYear(12, 0, 12)})
    with on(office, date(2026, 12, 1)) as act:
        ledger.reserve(act, PNS, "r1", {2026: 4, 2027: 5}, date(2026, 12, 28))
        ledger.charge(act, PNS, "r1")
    assert stands(office, 2027, date(2027, 1, 1)).own_left == 7
    with on(office, date(2027, 1, 1)) as act:
        opening.open_year(act, PNS, 2027)
        opening.open_year(act, PNS, 2027)
    stood = stands(office, 2027, date(2027, 1, 1))
    assert (stood.total, stood.used, stood.own_left, stood.carry_left) == (18, 5, 12, 1)


def test_days_that_come_back_in_january_are_carried_over(office: Database) -> None:
    opens(office, {2025: PaperYear(12, 0, 12)})
    taken(office, 8, day=date(2026, 12, 1))
    with on(office, date(2027, 1, 4)) as act:
        opening.open_year(act, PNS, 2027)
    assert stands(office, 2027, date(2027, 1, 4)).total == 16
    with on(office, date(2027, 1, 5)) as act:
        ledger.give_back(act, PNS, "r1", {2026: 3})
    assert stands(office, 2027, date(2027, 1, 5)).total == 18
    assert stands(office, 2026, date(2027, 1, 5)).available == 0


def test_a_deferral_takes_the_days_out_of_this_year_and_into_the_next(office: Database) -> None:
    opens(office, {2025: PaperYear(12, 0, 12)})
    with on(office, date(2026, 11, 2)) as act:
        ledger.reserve(act, PNS, "r1", {2026: 12}, date(2026, 12, 7))
        assert ledger.defer(act, PNS, "r1", 2026, 12) == 12
    assert stands(office, 2026, DECEMBER).available == 0
    with on(office, date(2027, 1, 1)) as act:
        opening.open_year(act, PNS, 2027)
    stood = stands(office, 2027, date(2027, 1, 1))
    assert (stood.total, stood.deferred_left) == (24, 12)


def test_days_for_joint_leave_worked_are_added_once_and_only_for_joint_leave(office: Database) -> None:
    opens(office, {2025: PaperYear(12, 0, 12)})
    worked = [date(2026, 3, 18), date(2026, 3, 20), date(2026, 3, 23), date(2026, 3, 24)]
    with on(office, MARCH) as act:
        ledger.add_bonus(act, PNS, 2026, worked)
        ledger.add_bonus(act, PNS, 2026, worked[:2])
        assert ledger.works_on(act.session, PNS, [2026]) == frozenset(worked)
    assert stands(office, 2026, date(2026, 3, 24)).bonus_left == 4
    with on(office, MARCH) as act, pytest.raises(NotJointLeave):
        ledger.add_bonus(act, PNS, 2026, [date(2026, 3, 19)])
    with on(office, date(2027, 1, 1)) as act:
        opening.open_year(act, PNS, 2027)
    assert stands(office, 2026, date(2027, 1, 1)).bonus_left == 0


def test_a_correction_says_why_in_a_row_that_can_be_erased(office: Database) -> None:
    opens(office, SIX_LEFT)
    with on(office, MARCH) as act:
        ledger.correct(act, PNS, Correction(2026, "own", -2, "Cuti di kertas, surat 14 Januari"))
    with office.read() as session:
        [(note, salt)] = balance.notes_of(session, PNS).values()
        told = history.read(session, f"leave:balance:{PNS}")[-1].data
    assert note == "Cuti di kertas, surat 14 Januari"
    assert told["commitments"]["reason"] == history.commitment(note, salt)
    assert "kertas" not in str(told)
    assert stands(office, 2026, MARCH).available == 16


@pytest.mark.parametrize(
    ("wanted", "fact"),
    [(Correction(2026, "own", -13, "x"), NotEnoughLeave), (Correction(2026, "own", 1, "  "), ReasonMissing)],
)
def test_a_correction_never_goes_below_zero_and_never_without_reason(
    office: Database, wanted: Correction, fact: type[Exception]
) -> None:
    opens(office, SIX_LEFT)
    with pytest.raises(fact), on(office, MARCH) as act:
        ledger.correct(act, PNS, wanted)
    assert stands(office, 2026, MARCH).available == 18


@pytest.mark.parametrize(
    ("years", "fact"),
    [
        ({2024: PaperYear(12)}, HistoryGap),
        ({2027: PaperYear(12)}, HistoryGap),
        ({2025: PaperYear(12, 0, 13)}, HistoryImpossible),
        ({2025: PaperYear(12, 0, 10, 3)}, HistoryImpossible),
        ({2026: PaperYear(12)}, HistoryImpossible),
        ({2025: PaperYear(12, 0, 12), 2026: PaperYear(used=13)}, HistoryImpossible),
    ],
)
def test_refuses_a_history_that_can_not_be(
    office: Database, years: dict[int, PaperYear], fact: type[Exception]
) -> None:
    with pytest.raises(fact):
        opens(office, years)
    assert stands(office, 2026, MARCH).lines == ()


def test_a_history_is_told_once(office: Database) -> None:
    opens(office, SIX_LEFT)
    with pytest.raises(HistoryKnown):
        opens(office, SIX_LEFT)


def test_the_history_may_be_told_after_the_year_was_opened(office: Database) -> None:
    with on(office, date(2026, 1, 1)) as act:
        opening.open_year(act, PNS, 2026)
    assert stands(office, 2026, MARCH).total == 12
    opens(office, {2025: PaperYear(12, 0, 6), 2026: PaperYear(used=3)})
    stood = stands(office, 2026, MARCH)
    assert (stood.total, stood.used, stood.left[Bucket.CARRY]) == (18, 3, 3)


def test_the_balance_of_a_date_counts_what_had_happened_by_then(office: Database) -> None:
    opens(office, SIX_LEFT)
    taken(office, 8, day=date(2026, 4, 1))
    assert stands(office, 2026, date(2026, 3, 31)).available == 18
    later = stands(office, 2026, date(2026, 4, 1))
    assert (later.available, later.used, later.lines[-1].after) == (10, 8, 10)


def test_verify_names_a_ledger_whose_rows_were_changed(office: Database) -> None:
    opens(office, SIX_LEFT)
    with office.write() as session:
        session.execute(update(LeaveMovement).where(LeaveMovement.kind == "carry").values(days=12))
    with office.read() as session:
        assert list(balance.verify(session)) == [f"leave:balance:{PNS}: the movements are not those of the events"]
    with office.write() as session:
        session.execute(update(LeaveMovement).where(LeaveMovement.kind == "carry").values(days=6))


def test_an_erased_note_leaves_the_ledger_whole(office: Database) -> None:
    opens(office, SIX_LEFT)
    with on(office, MARCH) as act:
        ledger.correct(act, PNS, Correction(2026, "own", -2, "Cuti di kertas"))
    with office.write() as session:
        session.execute(update(LeaveMovement).values(note="", salt=""))
    with office.read() as session:
        assert list(balance.verify(session)) == []
        assert balance.notes_of(session, PNS) == {}


def test_a_correction_of_a_closed_year_reaches_the_next(office: Database) -> None:
    opens(office, {2025: PaperYear(12, None, 8)})  # 4 are carried
    with on(office, MARCH) as act:
        ledger.correct(act, PNS, Correction(2025, "own", 1, "Satu hari tidak jadi dipakai"))
    assert stands(office, 2026, MARCH).total == 17
    with on(office, MARCH) as act:
        ledger.correct(act, PNS, Correction(2025, "own", -3, "Tiga hari terlewat"))
    assert stands(office, 2026, MARCH).total == 14


def test_a_correction_of_a_closed_year_never_takes_days_that_are_used(office: Database) -> None:
    opens(office, {2025: PaperYear(12, None, 8)})
    taken(office, 6)
    with pytest.raises(NotEnoughLeave), on(office, MARCH) as act:
        ledger.correct(act, PNS, Correction(2025, "own", -3, "Tiga hari terlewat"))
    assert stands(office, 2026, MARCH).total == 16


def test_only_a_known_year_is_corrected(office: Database) -> None:
    with pytest.raises(LeaveYearUnknown), on(office, MARCH) as act:
        ledger.correct(act, PNS, Correction(2030, "own", 1, "x"))


def test_the_loose_reading_and_the_other_order_are_settings(
    office: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = json.loads(settings.FILE.read_text())
    chosen = tmp_path / "settings.json"
    chosen.write_text(json.dumps({**told, "aturan_dua_tahun": "longgar", "urutan_pemakaian": "hak_dulu"}))
    monkeypatch.setattr(settings, "FILE", chosen)
    settings.leave_settings.cache_clear()
    try:
        opens(office, {2024: PaperYear(12, 0, 7), 2025: PaperYear(12)})
        opens(office, {2025: PaperYear(12, 6, 8)}, person="P06")
        assert stands(office, 2026, MARCH).total == 23  # T-07
        assert stands(office, 2026, MARCH, person="P06").total == 16  # T-06
        with on(office, MARCH) as act:
            opening.open_year(act, PNS, 2026)
        assert stands(office, 2026, MARCH).total == 23
    finally:
        settings.leave_settings.cache_clear()
