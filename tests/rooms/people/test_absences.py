"""Absences: sure ones and those that are only asked for."""

from datetime import date, timedelta

import pytest

from kernel import history
from kernel.db import Database
from people import absences
from people.absences import Reason
from people.errors import AbsenceNotFound, AlreadyAway, DaysTurned
from tests.people import LESTARI, NINING, RATNA, THURSDAY, act_of

MON, TUE, WED, FRI = (date(2026, 11, day) for day in (16, 17, 18, 20))
LEAVE = "leave:one"


def asked(office: Database, *, firm: bool = False) -> str:
    with office.write() as session:
        act = act_of(session, NINING)
        return absences.record(act, LESTARI, MON, WED, Reason.LEAVE, record=LEAVE, firm=firm)


def kinds(office: Database) -> list[str]:
    with office.read() as session:
        return [event.kind for event in history.read(session, f"person:{LESTARI}") if "absence" in event.kind]


def test_who_only_asked_is_not_away_yet(office: Database) -> None:
    noted = asked(office)
    monday = THURSDAY + timedelta(days=4)
    with office.write() as session:
        assert not absences.is_absent(session, LESTARI, monday)
        absences.confirm(act_of(session, NINING), noted)
        absences.confirm(act_of(session, NINING), noted)
        assert absences.is_absent(session, LESTARI, monday)
    assert kinds(office) == ["absence.recorded", "absence.confirmed"]


@pytest.mark.parametrize(("since", "until"), [(MON, MON), (WED, FRI), (TUE, TUE), (date(2026, 11, 1), MON)])
def test_days_that_touch_are_refused_naming_them(office: Database, since: date, until: date) -> None:
    asked(office)
    with office.write() as session:
        with pytest.raises(AlreadyAway) as caught:
            absences.require_free(session, LESTARI, since, until)
        absences.require_free(session, LESTARI, since, until, but=LEAVE)
        absences.require_free(session, RATNA, since, until)
    assert caught.value.facts == {"person": LESTARI, "starts_on": MON, "last_on": WED, "reason": "leave"}


def test_the_days_before_and_after_are_free(office: Database) -> None:
    asked(office, firm=True)
    with office.write() as session:
        absences.require_free(session, LESTARI, date(2026, 11, 13), date(2026, 11, 15))
        absences.require_free(session, LESTARI, date(2026, 11, 19), date(2026, 11, 30))
        with pytest.raises(DaysTurned):
            absences.require_free(session, LESTARI, WED, MON)


def test_an_absence_is_shortened_and_taken_back_when_no_day_is_left(office: Database) -> None:
    noted = asked(office, firm=True)
    with office.write() as session:
        act = act_of(session, NINING)
        absences.shorten(act, noted, FRI)
        absences.shorten(act, noted, MON)
        (left,) = absences.list_between(session, [LESTARI, RATNA], MON, FRI)
        assert (left.starts_on, left.last_on, left.record, left.firm) == (MON, MON, LEAVE, True)
        absences.shorten(act, noted, MON - timedelta(days=1))
        assert absences.list_between(session, [LESTARI], MON, FRI) == []
        with pytest.raises(AbsenceNotFound):
            absences.confirm(act, noted)
    assert kinds(office) == ["absence.recorded", "absence.shortened", "absence.cancelled"]
    with office.read() as session:
        assert history.verify(session, f"person:{LESTARI}") is None
        assert len(history.read_record(session, LEAVE)) == 3
