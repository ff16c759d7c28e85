"""The demo office's script always lies in the past, wherever in the week the installation begins."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cli.demo.play import _shift

JAKARTA = ZoneInfo("Asia/Jakarta")
LAST = "2026-11-12 07:58"


@pytest.mark.parametrize("hours", range(0, 24 * 15, 5))
def test_the_last_deed_is_done_and_at_most_a_week_old(hours: int) -> None:
    now = datetime(2026, 11, 26, 5, 20, tzinfo=JAKARTA) + timedelta(hours=hours)
    shift = _shift(LAST, now, JAKARTA)
    age = now - (datetime.fromisoformat(LAST).replace(tzinfo=JAKARTA) + shift)
    assert timedelta(0) <= age < timedelta(weeks=1)
    assert shift % timedelta(weeks=1) == timedelta(0)
