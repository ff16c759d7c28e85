"""How many statements a completion sends, counted at the driver."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from bench.measure import Report
from bench.office import office
from bench.places import Place
from kernel import sql

MOST = 8


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that pass through the driver meanwhile, begin and commit left out."""
    said: list[str] = []
    one, many = sql.Link.execute, sql.Link.execute_many

    def noting(link: sql.Link, statement: str, values: Sequence[Any]) -> Any:
        said.append(statement)
        return one(link, statement, values)

    def noting_many(link: sql.Link, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        said.extend([statement] * len(rows))
        many(link, statement, rows)

    sql.Link.execute, sql.Link.execute_many = noting, noting_many  # type: ignore[method-assign]
    try:
        yield said
    finally:
        sql.Link.execute, sql.Link.execute_many = one, many  # type: ignore[method-assign]


def report_of(report: Report, place: Place, _quick: bool) -> None:
    """Completion of A, which opens B, and of B, which ends the instance; each with an Idempotency-Key."""
    with office(place) as made:
        (first,) = made.start("approve")
        with counted() as said:
            (second,) = made.complete(first, "key-of-the-first", approved=True)
            opening = len(said)
            made.complete(second, "key-of-the-second")
        most = max(opening, len(said) - opening)
        report.add(
            "statements of a completion with its key", str(most), "1 commit", wanted=f"≤ {MOST}", met=most <= MOST
        )
