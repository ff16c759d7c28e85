"""Substitution: who may stand in for whom, and on which days."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest

from kernel import history
from kernel.db import Database
from kernel.errors import AppError
from people import absences, substitution
from people.absences import Reason
from people.errors import (
    AlreadySubstituted,
    DaysTurned,
    PersonNotFound,
    SubstituteAway,
    SubstitutesHimself,
    SubstitutionLoops,
    SubstitutionNotFound,
    SubstitutionNotLonger,
)
from people.substitution import Scope, Standin
from tests.people import GALIH, IRFAN, LESTARI, NINING, SARMILA, THEO, act_of

MON, TUE, WED, FRI = (date(2026, 11, day) for day in (16, 17, 18, 20))
LEAVE = "leave:one"


def appoint(office: Database, absent: str, substitute: str, starts_on: date, last_on: date, **more: object) -> str:
    with office.write() as session:
        wanted = Standin(absent, substitute, starts_on, last_on, **more)  # type: ignore[arg-type]
        return substitution.appoint(act_of(session, NINING), wanted)


def test_an_appointment_is_written_on_the_absent_persons_stream(office: Database) -> None:
    made = appoint(office, LESTARI, THEO, MON, WED, processes=frozenset({"b", "a"}), basis="SI-9", record=LEAVE)
    with office.read() as session:
        event = history.read(session, f"person:{LESTARI}")[-1]
        assert (event.kind, event.record) == ("substitution.appointed", LEAVE)
        assert event.data == {
            "substitution": made,
            "substitute": THEO,
            "starts_on": "2026-11-16",
            "ends_on": "2026-11-19",
            "processes": ["a", "b"],
            "scope": "all",
            "basis": "SI-9",
        }
        (mine,), (his,) = substitution.list_for(session, LESTARI), substitution.list_for(session, THEO)
        assert mine == his == substitution.get(session, made)
        assert (mine.processes, mine.last_on) == ({"a", "b"}, WED)


def test_nobody_stands_in_for_himself(office: Database) -> None:
    with pytest.raises(SubstitutesHimself):
        appoint(office, LESTARI, LESTARI, MON, WED)


def test_turned_days_and_strangers_are_refused(office: Database) -> None:
    with pytest.raises(DaysTurned):
        appoint(office, LESTARI, THEO, WED, MON)
    with pytest.raises(PersonNotFound):
        appoint(office, LESTARI, "P99", MON, WED)


def test_two_do_not_stand_in_for_each_other(office: Database) -> None:
    appoint(office, THEO, LESTARI, WED, FRI)
    with pytest.raises(SubstitutionLoops) as caught:
        appoint(office, LESTARI, THEO, MON, WED)
    assert caught.value.facts == {"person": THEO, "starts_on": WED, "last_on": FRI}
    appoint(office, LESTARI, THEO, MON, TUE)


def test_a_longer_line_does_not_lead_back(office: Database) -> None:
    appoint(office, THEO, IRFAN, MON, WED)
    appoint(office, IRFAN, GALIH, WED, FRI)
    with pytest.raises(SubstitutionLoops):
        appoint(office, GALIH, THEO, TUE, WED)
    appoint(office, GALIH, THEO, MON, TUE)  # no day is in all three


def test_a_revoked_one_makes_no_loop(office: Database) -> None:
    made = appoint(office, THEO, LESTARI, MON, WED)
    with office.write() as session:
        substitution.revoke(act_of(session, NINING), made)
    appoint(office, LESTARI, THEO, MON, WED)


@pytest.mark.parametrize("firm", [True, False])
def test_a_substitute_who_is_away_himself_is_refused_with_the_days(office: Database, firm: bool) -> None:
    with office.write() as session:
        absences.record(act_of(session, NINING), THEO, WED, FRI, Reason.LEAVE, firm=firm)
    with pytest.raises(SubstituteAway) as caught:
        appoint(office, LESTARI, THEO, MON, WED)
    assert caught.value.facts == {"person": THEO, "starts_on": WED, "last_on": FRI}
    appoint(office, LESTARI, THEO, MON, TUE)


def test_a_second_one_for_the_same_tasks_is_refused_naming_the_first(office: Database) -> None:
    appoint(office, LESTARI, THEO, MON, WED, processes=frozenset({"letters"}))
    with pytest.raises(AlreadySubstituted) as caught:
        appoint(office, LESTARI, GALIH, WED, FRI)
    assert caught.value.facts == {"person": THEO, "starts_on": MON, "last_on": WED}
    with pytest.raises(AlreadySubstituted):
        appoint(office, LESTARI, GALIH, WED, FRI, processes=frozenset({"leave", "letters"}))
    appoint(office, LESTARI, GALIH, WED, FRI, processes=frozenset({"leave"}))


def test_the_tasks_of_the_post_and_those_by_name_may_go_to_two(office: Database) -> None:
    appoint(office, LESTARI, THEO, MON, WED, scope=Scope.POST)
    appoint(office, LESTARI, GALIH, MON, WED, scope=Scope.PERSON)
    with pytest.raises(AlreadySubstituted):
        appoint(office, LESTARI, IRFAN, WED, WED)


def test_it_is_shortened_and_revoked_when_no_day_is_left(office: Database) -> None:
    made = appoint(office, LESTARI, THEO, MON, FRI, record=LEAVE)
    with office.write() as session:
        act = act_of(session, NINING)
        substitution.end_for(act, LEAVE, WED)
        assert substitution.get(session, made).last_on == WED
        with pytest.raises(SubstitutionNotLonger):
            substitution.shorten(act, made, FRI)
        substitution.end_for(act, LEAVE, FRI)
        substitution.end_for(act, LEAVE, MON - timedelta(days=1))
        with pytest.raises(SubstitutionNotFound):
            substitution.revoke(act, made)
        with pytest.raises(SubstitutionNotFound):
            substitution.shorten(act, made, MON)
        with pytest.raises(SubstitutionNotFound):
            substitution.revoke(act, "nothing")
    with office.read() as session:
        said = [event.kind for event in history.read_record(session, LEAVE)]
        assert said == ["substitution.appointed", "substitution.shortened", "substitution.revoked"]
        assert history.verify(session, f"person:{LESTARI}") is None


def told(office: Database, person: str) -> dict[str, Standin]:
    """The substitutions of an absent person as the events tell them."""
    found: dict[str, Standin] = {}
    with office.read() as session:
        for event in history.read(session, f"person:{person}"):
            sort, data = event.kind.removeprefix("substitution."), event.data
            if sort == "appointed":
                days = date.fromisoformat(data["starts_on"]), date.fromisoformat(data["ends_on"]) - timedelta(days=1)
                record = None if event.record == event.stream else event.record
                found[data["substitution"]] = Standin(
                    person, data["substitute"], *days, frozenset(data["processes"]), data["basis"], record,
                    data["scope"], data["substitution"],
                )  # fmt: skip
            elif sort == "shortened":
                last_on = date.fromisoformat(data["ends_on"]) - timedelta(days=1)
                found[data["substitution"]] = replace(found[data["substitution"]], last_on=last_on)
            elif sort == "revoked":
                found[data["substitution"]] = replace(found[data["substitution"]], revoked_at=event.at)
    return found


def test_the_rows_are_what_the_events_tell(office: Database) -> None:
    first = appoint(office, LESTARI, THEO, MON, FRI, processes=frozenset({"a", "b"}), basis="SI-9", record=LEAVE)
    second = appoint(office, LESTARI, GALIH, MON, FRI, processes=frozenset({"c"}), scope=Scope.POST)
    with office.write() as session:
        act = act_of(session, NINING)
        substitution.shorten(act, first, WED)
        substitution.revoke(act, second)
    with office.read() as session:
        assert {one.id: one for one in substitution.list_for(session, LESTARI)} == told(office, LESTARI)


def raced(office: Database, *wanted: tuple[str, str]) -> list[str]:
    ready = Barrier(len(wanted))

    def one(who: tuple[str, str]) -> str:
        ready.wait()
        try:
            appoint(office, *who, MON, WED)
        except AppError as fault:
            return fault.code
        return "done"

    with ThreadPoolExecutor(len(wanted)) as pool:
        return sorted(pool.map(one, wanted))


def test_of_two_at_once_for_one_person_one_is_refused(office: Database) -> None:
    assert raced(office, (LESTARI, THEO), (LESTARI, GALIH)) == ["done", "substitution.taken"]


def test_of_four_at_once_that_would_close_a_loop_one_is_refused(office: Database) -> None:
    line = ((LESTARI, THEO), (THEO, GALIH), (GALIH, SARMILA), (SARMILA, LESTARI))
    assert raced(office, *line) == ["done", "done", "done", "substitution.loops"]
