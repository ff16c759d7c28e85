from datetime import date, timedelta

import pytest

from kernel.db import Database
from people import absences, directory, seed, staffing, structure
from people.absences import Reason
from people.errors import OfficeExists, PersonHasPost, PersonWithoutPost, PostHeld, PostNotFound, RoleUnknown
from tests.people import ANDI, BAMBANG, DEWI, MONDAY, NINING, RATNA, SARMILA, THURSDAY, UJANG, WISNU, act_of, move_in


def test_a_post_has_title_short_title_level_unit_and_parent(office: Database) -> None:
    with office.read() as session:
        found = structure.post(session, "BL")
    assert (found.title, found.short) == ("Kepala Bidang Pelatihan dan Pengembangan", "Kabid Pelatihan")
    assert (found.level, found.unit, found.parent, found.desk) == ("administrator", "BL", "KP", "post:BL")


def test_refuses_a_post_that_does_not_exist(office: Database) -> None:
    with office.read() as session, pytest.raises(PostNotFound):
        structure.post(session, "XX")


def test_walks_the_tree_up_and_down(office: Database) -> None:
    with office.read() as session:
        assert structure.superior_of(session, "KP") is None
        assert [post.code for post in structure.superiors_of(session, "BL1-P26")] == ["BL1", "BL", "KP"]
        assert [post.code for post in structure.subordinates_of(session, "BL")] == ["BL-P17", "BL-P18", "BL1", "BL2"]
        assert structure.branch_of(session, "BL") == {"BL-P17", "BL-P18", "BL1", "BL1-P26", "BL2"}
        assert structure.branch_of(session, "BL2") == set()
        assert len(structure.branch_of(session, "KP")) == 25


def test_the_holder_of_a_post_is_who_serves_it(office: Database) -> None:
    with office.read() as session:
        before, during = (structure.holder_of(session, "KP", at) for at in (THURSDAY, MONDAY))
        definitive = structure.definitive_holder_of(session, "KP", MONDAY)
    assert before is not None
    assert (before.person_id, before.capacity, before.title_line) == (RATNA, "definitive", "Kepala Pusat")
    assert during is not None
    assert (during.person_id, during.capacity, during.title_line) == (BAMBANG, "plh", "Plh. Kepala Pusat")
    assert during.basis == "ST-77/SU/KP.08/11/2026"
    assert definitive is not None
    assert definitive.person_id == RATNA


def test_a_vacant_post_has_no_holder(office: Database) -> None:
    with office.write() as session:
        staffing.vacate(act_of(session, NINING), "BP2", THURSDAY.date())
    with office.read() as session:
        assert structure.holder_of(session, "BP2", THURSDAY) is None
        found = structure.holder_of(session, "BP2", THURSDAY - timedelta(days=1))
    assert found is not None
    assert found.person_id == ANDI


def test_everybody_holds_one_post(office: Database) -> None:
    with office.read() as session:
        assert structure.post_of_person(session, DEWI, THURSDAY) == "BA1-P05"
        assert structure.find_post_of_person(session, WISNU, THURSDAY) is None
        with pytest.raises(PersonWithoutPost):
            structure.post_of_person(session, WISNU, THURSDAY)


def test_a_post_is_given_when_it_is_empty_and_to_who_has_none(office: Database) -> None:
    with office.write() as session:
        act = act_of(session, NINING)
        with pytest.raises(PostHeld):
            staffing.assign(act, WISNU, "BP2", THURSDAY.date())
        staffing.vacate(act, "BP2", date(2026, 11, 13))
        with pytest.raises(PersonHasPost):
            staffing.assign(act, UJANG, "BP2", date(2026, 11, 13))
        staffing.assign(act, ANDI, "BP2", date(2026, 11, 16))
    with office.read() as session:
        assert structure.find_post_of_person(session, ANDI, THURSDAY) == "BP2"
        assert structure.find_post_of_person(session, ANDI, THURSDAY + timedelta(days=1)) is None
        assert structure.find_post_of_person(session, ANDI, MONDAY) == "BP2"


def test_names_and_search_find_people(office: Database) -> None:
    with office.read() as session:
        assert directory.names(session, [SARMILA, "system:timers"]) == {SARMILA: "Wa Ode Sarmila"}
        assert [found.id for found in directory.search(session, "sarMILA")] == [SARMILA]
        assert [found.id for found in directory.search(session, "1985033020")] == [UJANG]
        assert directory.search(session, "%") == []
        assert directory.with_role(session, "agendaris") == [UJANG]
        assert directory.person(session, RATNA).rank == "Pembina Utama Muda"


def test_a_role_is_given_once_and_taken_away(office: Database) -> None:
    with office.write() as session:
        act = act_of(session, NINING)
        staffing.grant(act, DEWI, "agendaris")
        staffing.grant(act, DEWI, "agendaris")
        assert directory.with_role(session, "agendaris") == [DEWI, UJANG]
        staffing.withdraw(act, DEWI, "agendaris")
        assert directory.with_role(session, "agendaris") == [UJANG]
        with pytest.raises(RoleUnknown):
            staffing.grant(act, DEWI, "raja")


def test_an_absence_lasts_through_its_last_day(office: Database) -> None:
    with office.write() as session:
        act = act_of(session, NINING)
        noted = absences.record(act, RATNA, date(2026, 11, 12), date(2026, 11, 13), Reason.TRAVEL)
    days = [THURSDAY + timedelta(days=step) for step in (-1, 0, 1, 2)]
    with office.read() as session:
        assert [absences.is_absent(session, RATNA, day) for day in days] == [False, True, True, False]
    with office.write() as session:
        absences.cancel(act_of(session, NINING), noted)
        assert not absences.is_absent(session, RATNA, THURSDAY)


def test_the_seed_loads_into_an_empty_installation_only(office: Database) -> None:
    with office.write() as session, pytest.raises(OfficeExists):
        move_in(session)


def test_the_seed_moves_by_whole_weeks_only(office: Database) -> None:
    with office.write() as session, pytest.raises(seed.ShiftNotWeeks):
        seed.load(act_of(session, NINING), shift_days=5)
