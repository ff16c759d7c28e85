from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from kernel import history
from kernel.act import Acting
from kernel.db import Database
from people import acting, staffing
from people.acting import Appointment
from people.desks import actor_of
from people.errors import (
    ActingNotFound,
    ActsForHimself,
    BasisMissing,
    DaysTurned,
    PersonNotFound,
    PostAlreadyServed,
    PostNotFound,
    PostNotVacant,
    PostVacant,
    RankTooLow,
)
from tests.people import (
    ANDI,
    BAMBANG,
    GALIH,
    IRFAN,
    LESTARI,
    MONDAY,
    NINING,
    RATNA,
    SARMILA,
    THURSDAY,
    UJANG,
    WISNU,
    act_of,
)

BASIS = "ST-90/SU/KP.08/11/2026"


def plh(post: str, person: str, first: date, last: date, kind: str = "plh", basis: str = BASIS) -> Appointment:
    return Appointment(kind=kind, post=post, person=person, starts_on=first, last_on=last, basis=basis)


def test_a_person_serves_his_own_desk_his_post_and_his_roles(office: Database) -> None:
    with office.read() as session:
        ujang = actor_of(session, UJANG, THURSDAY)
    assert ujang.desks == {"person:P06", "post:BA1-P06", "role:agendaris", "role:pegawai"}
    assert ujang.sees == frozenset()
    assert ujang.roles == {"agendaris", "pegawai"}
    assert ujang.acting == {"post:BA1-P06": Acting("post:BA1-P06", "definitive", "")}


def test_the_acting_official_serves_the_post_with_capacity_and_basis(office: Database) -> None:
    with office.read() as session:
        bambang = actor_of(session, BAMBANG, MONDAY)
    assert {"post:BA", "post:KP"} <= bambang.desks
    assert bambang.acting["post:KP"] == Acting("post:KP", "plh", "ST-77/SU/KP.08/11/2026")
    assert "pimpinan" in bambang.roles


def test_the_definitive_holder_only_sees_while_another_acts(office: Database) -> None:
    with office.read() as session:
        before, during = actor_of(session, RATNA, THURSDAY), actor_of(session, RATNA, MONDAY)
    assert before.can_work_for("post:KP")
    assert not during.can_work_for("post:KP")
    assert during.can_see("post:KP")
    assert "post:KP" not in during.acting


def test_days_are_those_of_the_office_and_half_open(office: Database) -> None:
    last_minute = datetime(2026, 11, 15, 16, 59, tzinfo=UTC)  # Sunday 23.59 in the office
    midnight = last_minute + timedelta(minutes=1)
    end = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)  # Thursday 19 November 00.00
    with office.read() as session:
        served = [actor_of(session, BAMBANG, at).can_work_for("post:KP") for at in (last_minute, midnight)]
        after = actor_of(session, BAMBANG, end)
        almost = actor_of(session, BAMBANG, end - timedelta(microseconds=1))
    assert served == [False, True]
    assert almost.can_work_for("post:KP")
    assert not after.can_work_for("post:KP")


def test_an_auditor_from_outside_has_no_post(office: Database) -> None:
    with office.read() as session:
        wisnu = actor_of(session, WISNU, THURSDAY)
    assert wisnu.desks == {"person:A01", "role:auditor"}


def test_asks_the_database_once(office: Database) -> None:
    asked: list[str] = []
    event.listen(office.engine, "before_cursor_execute", lambda *_: asked.append("sqlalchemy"))
    with office.read() as session:
        actor_of(session, RATNA, THURSDAY)
    assert len(asked) <= 1  # the BEGIN of the session; the question itself goes to the driver


def test_refuses_a_person_that_does_not_exist(office: Database) -> None:
    with office.read() as session, pytest.raises(PersonNotFound):
        actor_of(session, "P99", THURSDAY)


def test_a_revoked_appointment_ends_at_that_instant(office: Database) -> None:
    with office.write() as session:
        (standing,) = [found for found in acting.list_for(session, "KP") if found.person == BAMBANG]
        acting.revoke(act_of(session, NINING, MONDAY), standing.id)
    with office.read() as session:
        assert actor_of(session, BAMBANG, MONDAY - timedelta(seconds=1)).can_work_for("post:KP")
        assert not actor_of(session, BAMBANG, MONDAY).can_work_for("post:KP")
        assert actor_of(session, RATNA, MONDAY).can_work_for("post:KP")
        kinds = [event.kind for event in history.read(session, "post:KP")]
    assert kinds == ["post.created", "acting.appointed", "acting.revoked"]


def test_an_appointment_is_revoked_once(office: Database) -> None:
    with office.write() as session:
        acting.revoke(act_of(session, NINING), acting.list_for(session, "KP")[0].id)
    with office.write() as session, pytest.raises(ActingNotFound):
        acting.revoke(act_of(session, NINING), acting.list_for(session, "KP")[0].id)


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        (plh("KP", IRFAN, date(2026, 11, 18), date(2026, 11, 20)), PostAlreadyServed),
        (plh("KP", IRFAN, date(2026, 11, 10), date(2026, 11, 16)), PostAlreadyServed),
        (plh("BL", IRFAN, date(2026, 11, 18), date(2026, 11, 20)), ActsForHimself),
        (plh("BL", LESTARI, date(2026, 11, 20), date(2026, 11, 18)), DaysTurned),
        (plh("BL", LESTARI, date(2026, 11, 18), date(2026, 11, 20), basis=" "), BasisMissing),
        (plh("BL", LESTARI, date(2026, 11, 18), date(2026, 11, 20), kind="plt"), PostNotVacant),
        (plh("XX", LESTARI, date(2026, 11, 18), date(2026, 11, 20)), PostNotFound),
        (plh("BL", SARMILA, date(2026, 11, 18), date(2026, 11, 20)), RankTooLow),
        (plh("BL", WISNU, date(2026, 11, 18), date(2026, 11, 20)), RankTooLow),
    ],
)
def test_refuses_an_appointment(office: Database, wanted: Appointment, refusal: type[Exception]) -> None:
    with pytest.raises(refusal), office.write() as session:
        acting.appoint(act_of(session, NINING), wanted)


def test_two_acting_officials_may_follow_each_other(office: Database) -> None:
    with office.write() as session:
        acting.appoint(act_of(session, NINING), plh("KP", IRFAN, date(2026, 11, 19), date(2026, 11, 19)))
    with office.read() as session:
        thursday = MONDAY + timedelta(days=3)
        assert actor_of(session, IRFAN, thursday).acting["post:KP"].basis == BASIS
        assert not actor_of(session, BAMBANG, thursday).can_work_for("post:KP")


def test_a_vacant_post_gets_a_plt(office: Database) -> None:
    days = date(2026, 11, 12), date(2026, 11, 30)
    with office.write() as session:
        staffing.vacate(act_of(session, NINING), "BP2", date(2026, 11, 12))
    with office.write() as session, pytest.raises(PostVacant):
        acting.appoint(act_of(session, NINING), plh("BP2", GALIH, *days))
    with office.write() as session:
        acting.appoint(act_of(session, NINING), plh("BP2", GALIH, *days, kind="plt"))
    with office.read() as session:
        assert actor_of(session, GALIH, THURSDAY).acting["post:BP2"].capacity == "plt"
        assert "post:BP2" not in actor_of(session, ANDI, THURSDAY).desks
