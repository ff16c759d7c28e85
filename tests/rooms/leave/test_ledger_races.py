"""Two at once on one ledger, on both kinds of database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

from kernel.act import Act
from kernel.db import Database
from kernel.errors import AppError
from tests.rooms.leave.ledgers import PNS, on, opens, stands
from workflows.leave import ledger, opening
from workflows.leave.opening import PaperYear

MARCH = date(2026, 3, 2)


def at_once(office: Database, *deeds: Callable[[Act], Any]) -> list[Any]:
    """What became of each: 'done' or the code of the refusal."""

    def attempt(deed: Callable[[Act], Any]) -> str:
        try:
            with on(office, MARCH) as act:
                deed(act)
        except AppError as refused:
            return refused.code
        return "done"

    with ThreadPoolExecutor(len(deeds)) as crowd:
        return sorted(crowd.map(attempt, deeds))


def test_of_two_requests_for_the_last_days_one_is_reserved(office: Database) -> None:
    opens(office, {2025: PaperYear(12, 0, 12), 2026: PaperYear(used=9)})

    def asks(request: str) -> Callable[[Act], None]:
        return lambda act: ledger.reserve(act, PNS, request, {2026: 3}, date(2026, 4, 20))

    assert at_once(office, asks("a"), asks("b"), asks("c")) == ["done", "leave.not_enough", "leave.not_enough"]
    stood = stands(office, 2026, MARCH)
    assert (stood.available, stood.reserved) == (0, 3)


def test_a_year_opened_several_times_at_once_is_opened_once(office: Database) -> None:
    def opened(act: Act) -> None:
        opening.open_year(act, PNS, 2026)

    assert at_once(office, *[opened] * 5) == ["done"] * 5
    assert [line.days for line in stands(office, 2026, MARCH).lines] == [12]


def test_a_charge_and_a_release_of_one_request_end_as_one_of_the_two(office: Database) -> None:
    opens(office, {2025: PaperYear(12, 0, 12)})
    with on(office, MARCH) as act:
        ledger.reserve(act, PNS, "r1", {2026: 5}, date(2026, 4, 20))
    ended = at_once(office, lambda act: ledger.charge(act, PNS, "r1"), lambda act: ledger.release(act, PNS, "r1"))
    stood = stands(office, 2026, MARCH)
    assert stood.reserved == 0
    charged = ended == ["done", "done"] and stood.used == 5
    assert charged or (stood.used == 0 and ended == ["done", "leave.nothing_reserved"])


def test_charged_twice_at_once_is_charged_once(office: Database) -> None:
    opens(office, {2025: PaperYear(12, 0, 12)})
    with on(office, MARCH) as act:
        ledger.reserve(act, PNS, "r1", {2026: 5}, date(2026, 4, 20))

    def charges(act: Act) -> None:
        ledger.charge(act, PNS, "r1")

    assert at_once(office, charges, charges) == ["done", "leave.nothing_reserved"]
    assert stands(office, 2026, MARCH).used == 5
