"""Whole careers through the account, year after year, against the algorithm of DOMAIN 3.4 written down naively."""

import random
from datetime import date
from typing import Any

from workflows.leave import account as accounts
from workflows.leave import opening
from workflows.leave.account import Account
from workflows.leave.entitlement import Bucket, rules_of
from workflows.leave.movements import Kind, Move
from workflows.leave.settings import leave_settings

NO_SESSION: Any = None  # the calendar is asked only where joint leave reduces the right
FIRST, LAST = 2018, 2026


def career(chance: random.Random) -> list[tuple[int, int]]:
    """For each year how many days are used and put off, as wishes; more than there are is less."""
    used = (0, 0, 0, 3, 6, 8, 12, 15, 18, 24)
    return [(chance.choice(used), chance.choice((0, 0, 0, 4, 12))) for _ in range(FIRST, LAST + 1)]


def naive(wishes: list[tuple[int, int]]) -> list[int]:
    """The total of each year."""
    totals, carry, before = [], 0, None
    for wish, put_off in wishes:
        totals.append(12 + carry)
        used = min(wish, 12 + carry)
        left_own = 12 - max(0, used - carry)
        deferred = min(put_off, left_own)
        if deferred > 0:
            carry = min(12, deferred + min(6, left_own - deferred))
        elif used == 0 and before == 0:
            carry = 12
        else:
            carry = min(6, left_own)
        before = used
    return totals


def lived(wishes: list[tuple[int, int]]) -> list[int]:
    """The same through the account: reserved, some of it given back and taken again, charged, put off, opened twice."""
    account = Account("P", date(2010, 1, 1), rules_of(leave_settings(), "PNS"), date(FIRST, 1, 1), [])
    totals = []
    for year, (wish, put_off) in enumerate(wishes, FIRST):
        account.today = date(year, 1, 1)
        opening.settle_until(NO_SESSION, account, year)
        opening.settle_until(NO_SESSION, account, year)
        totals.append(account.free(year))
        for bucket, days in accounts.split(account, year, min(wish, account.free(year))).items():
            account.add(Move(year, bucket, Kind.CHARGE, -days, account.today, "R15", f"r{year}"))
        deferred = min(put_off, account.left(year, Bucket.OWN))
        account.add(Move(year, Bucket.OWN, Kind.DEFER, -deferred, account.today, "R6", f"r{year}"))
    account.require_sound()
    return totals


def test_two_thousand_careers_agree_with_the_naive_algorithm() -> None:
    chance = random.Random(20260112)
    for _ in range(2000):
        wishes = career(chance)
        assert (lived(wishes), wishes) == (naive(wishes), wishes)


def test_every_closed_year_is_empty_and_nothing_is_carried_twice() -> None:
    chance = random.Random(7)
    for _ in range(200):
        wishes = career(chance)
        account = Account("P", date(2010, 1, 1), rules_of(leave_settings(), "PNS"), date(FIRST, 1, 1), [])
        for year, (wish, _) in enumerate(wishes, FIRST):
            account.today = date(year, 1, 1)
            opening.settle_until(NO_SESSION, account, year)
            for bucket, days in accounts.split(account, year, wish).items():
                account.add(Move(year, bucket, Kind.CHARGE, -days, account.today, "R15", "r"))
            for past in range(FIRST, year):
                assert sum(move.days for move in account.of_year(past)) == 0
            gone = -sum(move.days for move in account.moves if move.kind is Kind.PASS)
            come = sum(move.days for move in account.moves if move.kind is Kind.CARRY)
            assert gone == come
