"""The rules of the right and of what is carried, with each switch."""

from dataclasses import replace
from datetime import date

import pytest

from workflows.leave import entitlement
from workflows.leave.entitlement import OWN_FIRST, Bucket, Carry, Right, YearState, rules_of
from workflows.leave.settings import leave_settings

PNS = rules_of(leave_settings(), "PNS")
PPPK = rules_of(leave_settings(), "PPPK")


def state(used: int = 0, *, own: int = 12, deferred: int = 0, carry_left: int = 0) -> YearState:
    """A year of whose own right so much was used or put off."""
    left = {Bucket.OWN: own - used - deferred, Bucket.CARRY: carry_left}
    return YearState(own, own > 0, deferred, used, left)


NO_RIGHT = YearState()


def test_twelve_days_after_one_year_of_service() -> None:
    assert entitlement.own(PNS, date(2014, 2, 1), 2026) == Right(12, date(2026, 1, 1), "R2")
    assert entitlement.own(PNS, date(2025, 6, 1), 2026) == Right(12, date(2026, 6, 1), "R1")
    assert entitlement.own(PNS, date(2025, 6, 1), 2025) is None
    assert entitlement.own(PNS, None, 2026) is None


def test_one_year_from_29_february_is_complete_on_1_march() -> None:
    assert entitlement.exists_from(date(2024, 2, 29)) == date(2025, 3, 1)


def test_the_first_year_in_part_when_the_office_says_so() -> None:
    prorated = replace(PNS, prorated=True)
    assert entitlement.own(prorated, date(2025, 6, 1), 2026) == Right(7, date(2026, 6, 1), "P3")
    assert entitlement.own(prorated, date(2025, 6, 1), 2027) == Right(12, date(2027, 1, 1), "R2")


def test_joint_leave_reduces_the_right_only_where_the_office_says_so() -> None:
    assert entitlement.own(PNS, date(2014, 2, 1), 2026, joint_leave=8) == Right(4, date(2026, 1, 1), "R2")


def test_staff_without_a_status_have_no_right() -> None:
    assert entitlement.own(rules_of(leave_settings(), "PPNPN"), date(2014, 2, 1), 2026) is None


@pytest.mark.parametrize(
    ("rules", "before", "earlier", "carry"),
    [
        pytest.param(PNS, state(12), NO_RIGHT, Carry(), id="T-01"),
        pytest.param(PNS, state(9), NO_RIGHT, Carry(own=3), id="T-02"),
        pytest.param(PNS, state(2), NO_RIGHT, Carry(own=6), id="T-03"),
        pytest.param(PNS, state(), state(4), Carry(own=6), id="T-04"),
        pytest.param(PNS, state(), state(), Carry(own=12, rule="R5"), id="T-05"),
        pytest.param(PNS, state(), NO_RIGHT, Carry(own=6), id="no right the year before"),
        pytest.param(PNS, state(), state(7), Carry(own=6), id="T-07 strict"),
        pytest.param(
            replace(PNS, two_years="longgar"),
            state(carry_left=5),
            state(7),
            Carry(own=6, older=5, rule="P1"),
            id="T-07 loose",
        ),
        pytest.param(replace(PNS, two_years="tidak"), state(), state(), Carry(own=6), id="two years do not count"),
        pytest.param(PNS, state(deferred=12), state(12), Carry(deferred=12, rule="R7"), id="T-09"),
        pytest.param(PNS, state(4, deferred=8), state(12), Carry(deferred=8, rule="R7"), id="T-10"),
        pytest.param(PNS, state(4, deferred=4), state(12), Carry(deferred=4, own=4, rule="R7"), id="rest as ever"),
        pytest.param(PNS, state(deferred=8), state(12), Carry(deferred=8, own=4, rule="R7"), id="never above 24"),
        pytest.param(
            replace(PNS, deferral_in_full=False), state(deferred=12), state(12), Carry(own=6), id="P2 switched off"
        ),
        pytest.param(PPPK, state(), state(), Carry(), id="PPPK"),
        pytest.param(PPPK, state(deferred=5), state(), Carry(deferred=5, rule="R7"), id="PPPK deferred"),
    ],
)
def test_what_is_carried(rules: entitlement.Rules, before: YearState, earlier: YearState, carry: Carry) -> None:
    assert entitlement.carry(rules, before, earlier) == carry


def test_the_order_is_a_setting() -> None:
    assert rules_of(replace(leave_settings(), urutan_pemakaian="hak_dulu"), "PNS").order == OWN_FIRST
