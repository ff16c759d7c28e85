"""What is kept, and that it is what the events say."""

import pytest
from sqlalchemy import select, update

from kernel import history
from kernel.errors import AppError
from tests.people import HENDRA, IMELDA, IRFAN, NINING, WISNU
from tests.processes.profile_change.story import NIK, Desk, shown
from workflows.dosir import editing, filing, opening, overview, trace, values
from workflows.dosir.errors import EntryMoved, OwnFieldOfPersonnel, ReasonMissing
from workflows.dosir.filing import Typed
from workflows.dosir.models import NumbersLook, ProfileValue
from workflows.dosir.overview import Asked


def test_a_value_that_is_not_what_its_event_says_is_named(desk_everywhere: Desk) -> None:
    desk = desk_everywhere
    desk.changes(IMELDA, "home_address", "Jl. Rekaan No. 1")
    with desk.database.write() as session:
        session.execute(update(ProfileValue).values(value="Jl. Palsu"))
    with desk.database.read() as session:
        assert len(values.faults(session, IMELDA)) == 1


def test_an_erased_value_is_no_fault_and_the_chain_stands(desk: Desk) -> None:
    desk.changes(IMELDA, "home_address", "Jl. Rekaan No. 1")
    with desk.database.write() as session:
        session.delete(session.scalars(select(ProfileValue)).one())
    with desk.database.read() as session:
        assert values.faults(session, IMELDA) == []
        assert history.verify(session, trace.file_of(IMELDA)) is None


def test_an_entry_of_a_list_is_removed_by_personnel_with_a_reason(desk_everywhere: Desk) -> None:
    desk = desk_everywhere
    rank = {"grade": "III/d", "rank": "Penata Tingkat I", "since": "2022-04-01"}
    desk.changes(HENDRA, "rank_history", rank, of=IMELDA)
    with desk.database.read() as session:
        (row,) = values.in_force(session, IMELDA)["rank_history"]
    with pytest.raises(ReasonMissing):
        desk.act(HENDRA, lambda act: editing.remove_entry(act, IMELDA, "rank_history", row.entry, " "))
    desk.act(HENDRA, lambda act: editing.remove_entry(act, IMELDA, "rank_history", row.entry, "Salah ketik"))
    assert shown(desk.profile(IMELDA, IMELDA), "rank_history") == []
    with desk.database.read() as session:
        assert [one.reason for one in values.former(session, IMELDA)["rank_history"]] == ["Salah ketik"]


def test_personnel_enters_the_service_record_of_others_only(desk: Desk) -> None:
    with pytest.raises(OwnFieldOfPersonnel):
        desk.changes(HENDRA, "pns_on", "2011-01-01")
    desk.changes(NINING, "pns_on", "2011-01-01", of=HENDRA)
    assert desk.value(HENDRA, "pns_on") == "2011-01-01"


def test_the_reason_for_seeing_numbers_lies_in_a_row_and_its_commitment_in_the_event(desk_everywhere: Desk) -> None:
    desk = desk_everywhere
    desk.changes(HENDRA, "nik", NIK, of=IMELDA)
    desk.act(HENDRA, lambda act: opening.show_numbers(act, IMELDA, "Pelaporan pajak"))
    with desk.database.read() as session:
        kept = session.scalars(select(NumbersLook)).one()
        (event,) = history.read_kinds(session, trace.file_of(IMELDA), ["profile.numbers_shown"])
    assert event.data["look"] == kept.id
    assert event.data["commitments"]["reason"] == history.commitment("Pelaporan pajak", kept.salt)
    assert "Pelaporan" not in str(event.data)


def test_numbers_are_masked_until_they_are_asked_for(desk: Desk) -> None:
    desk.changes(HENDRA, "nik", NIK, of=IMELDA)
    for person in (IMELDA, HENDRA, WISNU):
        assert shown(desk.profile(person, IMELDA), "nik") == ["•••• 0001"]
    assert shown(desk.profile(IMELDA, IMELDA, numbers=True), "nik") == [NIK]


def test_an_auditor_sees_neither_former_values_nor_discipline(desk: Desk) -> None:
    desk.changes(IMELDA, "home_address", "Jl. Rekaan No. 1")
    desk.changes(IMELDA, "home_address", "Jl. Rekaan No. 2")
    desk.changes(HENDRA, "discipline", {"measure": "Teguran lisan", "since": "2020-01-01"}, of=IMELDA)
    lines = [line for _, several in desk.profile(WISNU, IMELDA).groups for line in several]
    assert "discipline" not in [line.field.name for line in lines]
    assert not any(line.former for line in lines)


def test_opening_of_others_is_written_down_and_one_s_own_is_not(desk: Desk) -> None:
    (entry,) = desk.files(HENDRA, IMELDA, "ktp")
    for person in (IMELDA, HENDRA):
        desk.act(person, lambda act: opening.open_file(act, IMELDA))
        desk.act(person, lambda act: opening.open_content(act, IMELDA, entry))
    with desk.database.read() as session:
        looks = opening.list_looks(session, IMELDA)
    assert [(one.person, one.kind, one.entry) for one in looks] == [
        (HENDRA, "file.content_opened", "ktp"),
        (HENDRA, "file.opened", ""),
    ]


def test_a_named_predecessor_is_replaced_and_gone_ones_are_refused(desk: Desk) -> None:
    (first,) = desk.files(HENDRA, IMELDA, "sertifikat")
    desk.later(minutes=1)
    desk.files(HENDRA, IMELDA, "sertifikat", replaces=first)
    new, old = desk.entries(IMELDA)
    assert (new.replaces, old.state) == (first, "replaced")
    with pytest.raises(EntryMoved):
        desk.files(HENDRA, IMELDA, "sertifikat", replaces=first)
    desk.act(HENDRA, lambda act: filing.remove(act, IMELDA, new.id, "Keliru"))
    with pytest.raises(EntryMoved):
        desk.act(HENDRA, lambda act: filing.remove(act, IMELDA, new.id, "Keliru"))


@pytest.mark.parametrize("person", [HENDRA, NINING])
def test_one_s_own_file_grows_by_proposals_only(person: str, desk: Desk) -> None:
    with pytest.raises(AppError):
        desk.files(person, person, "ktp")
    assert desk.entries(person) == []


def test_the_overview_goes_through_all_files_and_leaves_complete_ones_out(desk_everywhere: Desk) -> None:
    desk = desk_everywhere

    def look(asked: Asked, by: str = NINING, limit: int = 10) -> list[str]:
        names: list[str] = []
        place = None
        while True:
            page = desk.act(by, lambda act, place=place: overview.page(act, asked, after=place, limit=limit))
            names += [row.who.name for row in page.rows]
            place = page.next
            if place is None:
                return names

    everybody = look(Asked())
    assert len(everybody) == len(set(everybody)) == 26
    assert everybody == sorted(everybody)
    assert look(Asked(lacking=True)) == everybody
    assert look(Asked(unit="BP1")) == [name for name in everybody if name.startswith(("Galih", "Imelda", "Yudh"))]
    assert look(Asked(text="imelda")) == ["Imelda Christina Wattimena, M.Psi."]
    assert [name.split()[0] for name in look(Asked(), IRFAN)] == ["Drs.", "Lestari", "Nur", "Theofilus"]


def test_a_description_is_read_before_any_file(desk: Desk) -> None:
    for typed, code in (
        (Typed("ktp", dated_on="kemarin"), "dosir.day_unreadable"),
        (Typed("ktp", dated_on="2026-11-03"), "dosir.dated_later"),
        (Typed("kompetensi", dated_on="2026-01-02", valid_until="2026-01-01"), "dosir.ends_before_issue"),
        (Typed("kompetensi"), "dosir.end_missing"),
        (Typed("tak-dikenal"), "dosir.kind_unknown"),
    ):
        with pytest.raises(AppError) as refused:
            desk.act(HENDRA, lambda act, typed=typed: filing.described(act, typed, owner=False))
        assert refused.value.code == code
    with pytest.raises(AppError):
        desk.act(IMELDA, lambda act: filing.described(act, Typed("hukuman_disiplin"), owner=True))
