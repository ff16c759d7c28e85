"""Agenda numbers on a real database: no gap, no double, whoever takes them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

import workflows.letters.models  # noqa: F401 - the table of the series
from kernel.db import Database
from tests import schema
from workflows import numbering
from workflows.numbering import SeriesStarted


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = Database(database_url, durability="OFF")
    schema.create(made)
    yield made
    made.dispose()


def take(database: Database, year: int = 2026) -> int:
    with database.write() as session:
        return numbering.take(session, "agenda", year)


def test_fifty_at_once_get_fifty_consecutive_numbers(database: Database) -> None:
    with ThreadPoolExecutor(10) as crowd:
        numbers = list(crowd.map(lambda _: take(database), range(50)))
    assert sorted(numbers) == list(range(1, 51))


def test_a_number_that_was_not_used_is_given_again(database: Database) -> None:
    def fails() -> None:
        with database.write() as session:
            numbering.take(session, "agenda", 2026)
            raise RuntimeError

    assert take(database) == 1
    with pytest.raises(RuntimeError):
        fails()
    assert take(database) == 2


def test_each_year_begins_at_one(database: Database) -> None:
    assert [take(database), take(database), take(database, 2027)] == [1, 2, 1]


def test_goes_on_after_the_last_number_on_paper(database: Database) -> None:
    with database.write() as session:
        numbering.begin_at(session, "agenda", 2026, 411)
    assert take(database) == 412
    with pytest.raises(SeriesStarted), database.write() as session:
        numbering.begin_at(session, "agenda", 2026, 500)
