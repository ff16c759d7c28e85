from datetime import timedelta

from people.pauses import LONGEST, pause


def test_the_pause_doubles_up_to_an_hour() -> None:
    assert [pause(beyond) for beyond in (0, 1, 2, 5)] == [timedelta(minutes=1 << beyond) for beyond in (0, 1, 2, 5)]
    assert pause(6) == pause(1000) == LONGEST
