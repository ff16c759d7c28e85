import hashlib
from dataclasses import replace

import pytest

from kernel import calendars
from kernel.calendar import BUNDLED
from kernel.calendars import CalendarUnknown

KNOWN = {"2026-1": "5614ae6a8f84a15c199a6a57a43bd6ff35146f649dcf0bd3f9a19b5afad78b3d"}


def test_the_shipped_one_is_known():
    assert calendars.get("2026-1").version == "2026-1"
    assert calendars.get("2026-1") is calendars.get("2026-1")


def test_a_version_that_is_not_here_is_named():
    with pytest.raises(CalendarUnknown) as missing:
        calendars.get("2019-3")
    assert "2019-3" in str(missing.value)


def test_one_name_never_stands_for_two_calendars():
    local = replace(calendars.get("2026-1"), version="2000-1")
    calendars.add(local)
    calendars.add(local)
    assert calendars.get("2000-1") == local
    with pytest.raises(ValueError, match="2026-1"):
        calendars.add(replace(local, version="2026-1", full_years=frozenset()))


def test_a_calendar_that_has_shipped_never_changes():
    assert hashlib.sha256(BUNDLED.read_bytes()).hexdigest() == KNOWN["2026-1"]
