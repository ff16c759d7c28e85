"""T-01 to T-14 of the office's leave manual, through the ledger."""

from datetime import date

import pytest

from kernel.db import Database
from tests.rooms.leave.ledgers import CPNS, PPPK, on, opens, stands
from workflows.leave import ledger, opening
from workflows.leave.ledger_errors import NotEnoughLeave
from workflows.leave.opening import PaperYear

JANUARY = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("years", "total"),
    [
        pytest.param({2025: PaperYear(12, 0, 12)}, 12, id="T-01 all used"),
        pytest.param({2025: PaperYear(12, 0, 9)}, 15, id="T-02 three left"),
        pytest.param({2025: PaperYear(12, 0, 2)}, 18, id="T-03 ten left"),
        pytest.param(
            {2024: PaperYear(12, 0, 4), 2025: PaperYear(12, 0, 0)}, 18, id="T-04 nothing used, but some before"
        ),
        pytest.param({2024: PaperYear(12, 0, 0), 2025: PaperYear(12, None, 0)}, 24, id="T-05 two years unused"),
        pytest.param({2025: PaperYear(12, 6, 8)}, 18, id="T-06 oldest first"),
        pytest.param({2024: PaperYear(12, 0, 7), 2025: PaperYear(12, None, 0)}, 18, id="T-07 strict"),
        pytest.param(
            {2023: PaperYear(12, 0), 2024: PaperYear(12), 2025: PaperYear(12)}, 24, id="T-08 three years unused"
        ),
        pytest.param({2025: PaperYear(12, 0, 0, 12)}, 24, id="T-09 all deferred"),
        pytest.param({2025: PaperYear(12, 0, 4, 8)}, 20, id="T-10 the rest deferred"),
        pytest.param({2025: PaperYear(12, 0, 4)}, 18, id="T-11 not deferred"),
    ],
)
def test_the_years_before_give_the_total_of_2026(office: Database, years: dict[int, PaperYear], total: int) -> None:
    opens(office, years)
    stood = stands(office, 2026, JANUARY)
    assert (stood.total, stood.available, stood.used) == (total, total, 0)


def test_t03_the_days_above_six_lapse(office: Database) -> None:
    opens(office, {2025: PaperYear(12, 0, 2)})
    closed = stands(office, 2025, JANUARY)
    assert [(line.movement.move.kind, line.days) for line in closed.lines[-2:]] == [("pass", -6), ("lapse", -4)]
    assert stands(office, 2025, date(2025, 12, 31)).available == 10


def test_t12_deferred_days_never_roll_twice(office: Database) -> None:
    opens(office, {2025: PaperYear(12, 0, 0, 12)})
    with on(office, date(2026, 3, 2)) as act:
        ledger.reserve(act, "P05", "r1", {2026: 15}, date(2026, 6, 2))
        ledger.charge(act, "P05", "r1")
    assert stands(office, 2026, date(2026, 12, 31)).own_left == 9
    with on(office, date(2027, 1, 1)) as act:
        opening.open_year(act, "P05", 2027)
    stood = stands(office, 2027, date(2027, 1, 1))
    assert (stood.total, stood.carry_left, stood.deferred_left) == (18, 6, 0)


def test_t13_nothing_before_one_year_of_service(office: Database) -> None:
    with on(office, date(2026, 5, 4)) as act, pytest.raises(NotEnoughLeave) as refused:
        ledger.reserve(act, CPNS, "r1", {2026: 3}, date(2026, 5, 18))
    assert refused.value.facts == {"available": 0, "asked": 3, "year": 2026}


def test_t13_nothing_before_one_year_of_service_asked_later(office: Database) -> None:
    with on(office, date(2026, 11, 12)) as act, pytest.raises(NotEnoughLeave):
        ledger.reserve(act, CPNS, "r1", {2026: 3}, date(2026, 5, 18))


def test_t14_all_twelve_after_one_year_of_service(office: Database) -> None:
    with on(office, date(2026, 5, 20)) as act:
        ledger.reserve(act, CPNS, "r1", {2026: 4}, date(2026, 6, 2))
    stood = stands(office, 2026, date(2026, 6, 2), person=CPNS)
    assert (stood.total, stood.reserved, stood.available) == (12, 4, 8)


def test_a_pppk_carries_nothing_over(office: Database) -> None:
    opens(office, {2024: PaperYear(12), 2025: PaperYear(12)}, person=PPPK)
    assert stands(office, 2026, JANUARY, person=PPPK).total == 12
