"""What a substitution opens and closes, by the date alone, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from kernel import sql
from kernel.act import Acting, Actor
from kernel.db import Database
from people import acting, structure, substitution
from people.acting import Appointment
from people.desks import actor_of
from people.substitution import Scope, Standin
from tests.people import BAMBANG, GALIH, IRFAN, LESTARI, NINING, RATNA, THEO, act_of

MON, WED = date(2026, 11, 16), date(2026, 11, 18)
MIDNIGHT = datetime(2026, 11, 15, 17, tzinfo=UTC)  # 00.00 of the 16th in the office
END = datetime(2026, 11, 18, 17, tzinfo=UTC)  # 00.00 of the 19th
BREATH = timedelta(microseconds=1)


def appoint(office: Database, absent: str = LESTARI, substitute: str = THEO, **more: object) -> str:
    with office.write() as session:
        wanted = Standin(absent, substitute, MON, WED, **more)  # type: ignore[arg-type]
        return substitution.appoint(act_of(session, NINING), wanted)


def at(office: Database, person: str, now: datetime = MIDNIGHT) -> Actor:
    with office.read() as session:
        return actor_of(session, person, now)


def post_of(office: Database, person: str) -> str:
    with office.read() as session:
        return f"post:{structure.post_of_person(session, person, MIDNIGHT)}"


def test_the_tasks_change_hands_at_midnight_of_the_office_and_come_back(office: Database) -> None:
    appoint(office, basis="SI-9")
    post = post_of(office, LESTARI)
    moments = (MIDNIGHT - BREATH, MIDNIGHT, END - BREATH, END)

    assert [at(office, THEO, now).can_work_for(post) for now in moments] == [False, True, True, False]
    assert [at(office, LESTARI, now).can_work_for(post) for now in moments] == [True, False, False, True]
    assert all(at(office, LESTARI, now).can_see(post) for now in moments)
    theo = at(office, THEO)
    assert theo.acting[post] == Acting(post, "an", "SI-9", LESTARI)
    assert {f"person:{LESTARI}", f"person:{THEO}", post} <= theo.desks
    assert theo.stands_for == {LESTARI: frozenset()}
    assert (post in theo.leads(), post in at(office, LESTARI).leads()) == (False, True)


def test_what_is_for_a_person_by_name_stays_his_to_do(office: Database) -> None:
    appoint(office)
    assert at(office, LESTARI).can_work_for(f"person:{LESTARI}")


def test_it_gives_neither_roles_nor_groups(office: Database) -> None:
    before = at(office, THEO)
    appoint(office, RATNA, THEO)
    after = at(office, THEO)
    assert after.roles == before.roles
    assert after.leads() == before.leads()
    assert after.desks - before.desks == {"post:KP", f"person:{RATNA}"} - {"post:KP"}  # Bambang is Plh. in these days


def test_who_is_back_early_has_everything_at_once(office: Database) -> None:
    made = appoint(office)
    post, noon = post_of(office, LESTARI), MIDNIGHT + timedelta(hours=12)
    with office.write() as session:
        substitution.shorten(act_of(session, NINING, noon), made, MON - timedelta(days=1))
    assert at(office, LESTARI, noon).can_work_for(post)
    assert not at(office, THEO, noon).can_see(post)
    assert at(office, THEO, noon - BREATH).can_work_for(post)


def test_one_limited_to_some_processes_opens_nothing_else(office: Database) -> None:
    appoint(office, processes=frozenset({"leave_request"}))
    post = post_of(office, LESTARI)
    theo, lestari = at(office, THEO), at(office, LESTARI)

    assert theo.can_work_for(post, "leave_request")
    assert not theo.can_work_for(post)
    assert not theo.can_work_for(post, "letter_disposition")
    assert not theo.can_see(post, "letter_disposition")
    assert post not in theo.looks_at(("letter_disposition",))
    assert post in theo.works_for(("letter_disposition", "leave_request"))
    assert post not in theo.desks | theo.sees
    assert (theo.instead_of("leave_request"), theo.instead_of("letter_disposition")) == ({LESTARI}, frozenset())
    assert not lestari.can_work_for(post, "leave_request")
    assert lestari.can_see(post, "leave_request")
    assert lestari.can_work_for(post, "letter_disposition")
    assert lestari.can_work_for(post)


@pytest.mark.parametrize(("scope", "by_name", "by_post"), [(Scope.POST, False, True), (Scope.PERSON, True, False)])
def test_the_scope_chooses_between_post_and_name(office: Database, scope: Scope, by_name: bool, by_post: bool) -> None:
    appoint(office, scope=scope)
    post, theo = post_of(office, LESTARI), at(office, THEO)
    assert (theo.can_work_for(f"person:{LESTARI}"), theo.can_work_for(post)) == (by_name, by_post)
    assert at(office, LESTARI).can_work_for(post) is not by_post


def test_two_for_one_person_have_each_their_processes(office: Database) -> None:
    appoint(office, processes=frozenset({"a"}), basis="SI-1")
    appoint(office, processes=frozenset({"b"}), basis="SI-2")
    appoint(office, substitute=GALIH, processes=frozenset({"c"}))
    post, theo = post_of(office, LESTARI), at(office, THEO)
    assert theo.within[post] == {"a", "b"}
    assert theo.acting[post].basis == "SI-1; SI-2"
    assert at(office, GALIH).within[post] == {"c"}
    assert at(office, LESTARI).ceded[post] == {"a", "b", "c"}


def test_an_acting_official_goes_before_the_substitute(office: Database) -> None:
    appoint(office, RATNA, IRFAN)
    bambang, irfan, ratna = (at(office, person) for person in (BAMBANG, IRFAN, RATNA))
    assert bambang.acting["post:KP"].capacity == "plh"
    assert not irfan.can_see("post:KP")
    assert irfan.can_work_for(f"person:{RATNA}")
    assert ratna.can_see("post:KP")
    assert not ratna.can_work_for("post:KP")
    with office.write() as session:
        (plh,) = acting.list_for(session, "KP")
        acting.revoke(act_of(session, NINING, MIDNIGHT), plh.id)
    assert at(office, IRFAN).acting["post:KP"].capacity == "an"


def test_what_the_absent_serves_as_acting_official_stays_with_him(office: Database) -> None:
    with office.write() as session:
        plh = Appointment("plh", "BL", LESTARI, MON, WED, "SPRIN-3")
        acting.appoint(act_of(session, NINING), plh)
    appoint(office)
    assert at(office, LESTARI).can_work_for("post:BL")
    assert not at(office, THEO).can_see("post:BL")


@contextmanager
def counted(office: Database) -> Iterator[list[str]]:
    said: list[str] = []
    sent = sql.Link.execute

    def note(link: sql.Link, statement: str, values: object) -> object:
        said.append(statement)
        return sent(link, statement, values)  # type: ignore[arg-type]

    def orm(_c: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    sql.Link.execute = note  # type: ignore[method-assign, assignment]
    event.listen(office.engine, "before_cursor_execute", orm)
    yield said
    event.remove(office.engine, "before_cursor_execute", orm)
    sql.Link.execute = sent  # type: ignore[method-assign]


def test_an_actor_is_one_statement(office: Database) -> None:
    appoint(office)
    with office.read() as session, counted(office) as said:
        actor_of(session, THEO, MIDNIGHT)
    assert len(said) == 1


def test_who_serves_a_post_today_instead_of_its_holder(office: Database) -> None:
    appoint(office, processes=frozenset({"letters"}))
    with office.read() as session:
        assert substitution.at_posts(session, [LESTARI], MIDNIGHT) == {}
        assert substitution.at_posts(session, [LESTARI, IRFAN], MIDNIGHT, "letters") == {LESTARI: THEO}
        assert substitution.at_posts(session, [LESTARI], END, "letters") == {}
