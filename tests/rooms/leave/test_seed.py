"""The leave of the demonstration office agrees with its paper book (DOMAIN 7.3)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from jobs import leave_years
from kernel.act import system
from kernel.db import Database
from tests.rooms.leave.ledgers import on, stands
from workflows.leave import opening, seed

# person, total of the year, left of it on 12 November
BOOK = """P01 18 15|P02 17 13|P03 18 16|P04 24 24|P05 15 10|P06 12 6|P07 18 16|P08 16 13|P09 18 17|P10 14 7|P11 18 18
P12 18 18|P13 13 11|P14 18 16|P15 12 8|P16 15 14|P17 18 18|P18 14 14|P19 18 13|P20 13 10|P21 17 15|P22 12 12|P23 16 12
P24 12 12|P25 12 9|P26 12 11"""


def test_every_balance_of_the_demonstration_is_that_of_its_book(office: Database) -> None:
    with on(office, date(2026, 11, 2)) as act:
        seed.load(act)
    for line in BOOK.replace("\n", "|").split("|"):
        person, total, left = line.split()
        stood = stands(office, 2026, date(2026, 11, 12), person=person)
        assert (person, stood.total, stood.available) == (person, int(total), int(left))
    assert stands(office, 2026, date(2026, 5, 31), person="P24").total == 0


@pytest.mark.parametrize("day", [date(2027, 2, 1), date(2029, 12, 31)])
def test_the_demonstration_may_be_played_in_another_year(office: Database, day: date) -> None:
    with on(office, day) as act:
        seed.load(act)
    assert stands(office, day.year, day, person="P04").total == 24
    assert stands(office, day.year, day, person="P05").available == 10


def test_the_year_is_opened_for_everybody_at_midnight_and_once(office: Database) -> None:
    with on(office, date(2026, 11, 2)) as act:
        seed.load(act)
    midnight = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # 1 January in the office
    payload = {"due": midnight.isoformat()}
    leave_years.open_years(office, system("worker"), payload)
    assert stands(office, 2027, date(2027, 1, 1), person="P09").total == 18
    assert stands(office, 2027, date(2027, 1, 1), person="P12").total == 24  # nothing used in 2025 and 2026
    with office.read() as session:
        assert opening.waiting_for(session, 2027) == []
        lines = len(stands(office, 2027, date(2027, 1, 1)).lines)
    leave_years.open_years(office, system("worker"), {"due": (midnight + timedelta(days=1)).isoformat()})
    assert len(stands(office, 2027, date(2027, 1, 1)).lines) == lines


def test_a_year_opened_in_advance_is_still_closed_when_it_begins(office: Database) -> None:
    with on(office, date(2026, 11, 2)) as act:
        seed.load(act)
        opening.open_year(act, "P12", 2027)
    assert stands(office, 2027, date(2027, 1, 1), person="P12").total == 12
    leave_years.open_years(office, system("worker"), {"due": datetime(2026, 12, 31, 17, tzinfo=UTC).isoformat()})
    assert stands(office, 2027, date(2027, 1, 1), person="P12").total == 24
