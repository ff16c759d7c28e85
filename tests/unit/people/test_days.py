from datetime import UTC, date, datetime

from people.days import day_of


def test_the_day_is_that_of_the_office() -> None:
    assert day_of(datetime(2026, 11, 12, 16, 59, 59, tzinfo=UTC)) == date(2026, 11, 12)
    assert day_of(datetime(2026, 11, 12, 17, 0, tzinfo=UTC)) == date(2026, 11, 13)
