"""The whole way of a change of a profile, and its side ways."""

import pytest

from kernel import history
from kernel.errors import AppError, FormInvalid
from tests.people import HENDRA, IMELDA, NINING, SARMILA
from tests.processes.letter_disposition.story import at
from tests.processes.profile_change.story import NIK, Desk, shown
from workflows.dosir import proposals, trace
from workflows.dosir.errors import AlreadyProposed, ChangedMeanwhile, ProposalMoved, UploadMissing

HOME, MOVED = "Jl. Rekaan No. 1, Kota Lembayung", "Jl. Contoh No. 9, Kota Lembayung"


def test_an_allowed_field_is_saved_at_once_and_the_old_value_stays_as_history(desk_everywhere: Desk) -> None:
    desk = desk_everywhere
    assert desk.changes(IMELDA, "home_address", HOME) is None
    desk.later(days=1)
    assert desk.changes(IMELDA, "home_address", MOVED) is None

    assert desk.value(IMELDA, "home_address") == MOVED
    assert desk.former(IMELDA, "home_address") == [HOME]
    assert desk.told(IMELDA) == ["profile.changed", "profile.changed"]


def test_a_proposed_value_holds_once_personnel_has_approved_it(desk_everywhere: Desk) -> None:
    desk = desk_everywhere
    assert desk.changes(IMELDA, "nik", NIK, proof=True, note="KTP baru") is not None
    assert desk.value(IMELDA, "nik") is None
    assert (desk.has(HENDRA), desk.has(NINING), desk.has(IMELDA)) == (["verify"], [], [])

    desk.verifies(HENDRA, "approve")

    assert desk.value(IMELDA, "nik") == NIK
    assert desk.proposal().state == "approved"
    assert [(one.kind, one.state) for one in desk.entries(IMELDA)] == [("ktp", "in_force")]
    assert desk.told(IMELDA) == ["proposal.sent", "profile.changed", "file.accepted", "proposal.approved"]
    assert desk.notices_of(IMELDA) == ["proposal.approved"]


def test_no_value_stands_in_events_or_process_data(desk: Desk) -> None:
    desk.changes(IMELDA, "nik", NIK, proof=True, note="catatan pribadi saya")
    desk.verifies(HENDRA, "return", "alasan yang pribadi")
    desk.act(IMELDA, lambda act: proposals.correct(act, desk.proposal_id, {"note": "balasan pribadi"}, None))
    desk.verifies(HENDRA, "approve")
    desk.changes(IMELDA, "home_address", HOME)
    with desk.database.read() as session:
        whole = [str(event.data) for stream in history.streams(session) for event in history.read(session, stream)]
    for text in (NIK, "pribadi", "Rekaan"):
        assert not [one for one in whole if text in one]


def test_a_refusal_changes_nothing_and_keeps_the_reason(desk: Desk) -> None:
    desk.changes(IMELDA, "bank", "Bank Rekaan", proof=True)
    with pytest.raises(FormInvalid):
        desk.verifies(HENDRA, "refuse")
    desk.verifies(HENDRA, "refuse", "Buku rekening tidak terbaca.")

    assert desk.value(IMELDA, "bank") is None
    assert (desk.proposal().state, desk.proposal().reason) == ("refused", "Buku rekening tidak terbaca.")
    assert [one.state for one in desk.entries(IMELDA)] == ["dropped"]


def test_a_returned_proposal_is_mended_and_sent_again(desk_everywhere: Desk) -> None:
    desk = desk_everywhere
    desk.changes(IMELDA, "npwp", "12.345.678.9-012.345", proof=True)
    desk.verifies(HENDRA, "return", "Nomor tidak sama dengan kartu.")
    assert (desk.has(IMELDA), desk.has(HENDRA)) == (["correct"], [])

    checked = desk.checked()
    answers = {"value": "123456789012346", "note": "Sudah diperbaiki."}
    desk.act(IMELDA, lambda act: proposals.correct(act, desk.proposal_id, answers, checked))
    desk.verifies(HENDRA, "approve")

    assert desk.value(IMELDA, "npwp") == "123456789012346"
    assert sorted((one.kind, one.state) for one in desk.entries(IMELDA)) == [("npwp", "dropped"), ("npwp", "in_force")]


def test_the_task_of_correcting_sends_the_same_value_again(desk: Desk) -> None:
    desk.changes(IMELDA, "bank", "Bank Rekaan", proof=True)
    desk.verifies(HENDRA, "return", "Mohon konfirmasi.")
    desk.completes(desk.step("correct", IMELDA), IMELDA, note="Benar.")
    desk.verifies(HENDRA, "approve")
    assert desk.value(IMELDA, "bank") == "Bank Rekaan"


def test_personnel_s_own_proposal_goes_to_the_head_of_general_affairs(desk_everywhere: Desk) -> None:
    desk = desk_everywhere
    desk.changes(HENDRA, "bank", "Bank Rekaan", proof=True)
    assert (desk.has(HENDRA), desk.has(NINING)) == ([], ["verify"])
    desk.verifies(NINING, "approve")
    assert desk.value(HENDRA, "bank") == "Bank Rekaan"


def test_nobody_checks_his_own_proposal_even_with_the_role_of_the_desk(desk: Desk) -> None:
    from people import staffing  # the other desk's role comes to him later

    desk.changes(HENDRA, "bank", "Bank Rekaan", proof=True)
    desk.act(NINING, lambda act: staffing.grant(act, HENDRA, "kasubbag_umum"))
    task = desk.step("verify", NINING)
    with pytest.raises(AppError) as refused:
        desk.completes(task, HENDRA, decision="approve")
    assert refused.value.code == "task.barred"
    assert desk.value(HENDRA, "bank") is None


def test_the_head_of_general_affairs_own_proposal_goes_to_personnel(desk: Desk) -> None:
    desk.changes(NINING, "bank", "Bank Rekaan", proof=True)
    assert (desk.has(NINING), desk.has(HENDRA)) == ([], ["verify"])


def test_a_second_proposal_for_the_same_field_is_refused(desk: Desk) -> None:
    first = desk.changes(IMELDA, "bank", "Bank Rekaan", proof=True)
    with pytest.raises(AlreadyProposed) as refused:
        desk.changes(IMELDA, "bank", "Bank Lain", proof=True)
    assert refused.value.facts == {"proposal": first}


def test_several_entries_of_a_list_may_wait_together(desk: Desk) -> None:
    for school in ("Universitas Rekaan", "Institut Contoh"):
        entry = {"level": "S1", "school": school, "graduated_on": "2009-08-01"}
        desk.changes(IMELDA, "education", entry, proof=True)
        desk.verifies(HENDRA, "approve")
    assert len(shown(desk.profile(IMELDA, IMELDA), "education")) == 6
    assert [one.kind for one in desk.entries(IMELDA)] == ["ijazah", "ijazah"]
    assert {one.state for one in desk.entries(IMELDA)} == {"in_force"}


def test_a_field_that_needs_proof_is_not_proposed_without(desk: Desk) -> None:
    with pytest.raises(UploadMissing):
        desk.changes(IMELDA, "bank", "Bank Rekaan")
    assert (desk.value(IMELDA, "bank"), desk.entries(IMELDA)) == (None, [])


def test_a_withdrawn_proposal_ends_its_process_and_can_be_made_anew(desk_everywhere: Desk) -> None:
    desk = desk_everywhere
    desk.changes(IMELDA, "bank", "Bank Rekaan", proof=True)
    desk.withdraws(IMELDA)
    assert (desk.has(HENDRA), desk.proposal().state) == ([], "withdrawn")
    assert [one.state for one in desk.entries(IMELDA)] == ["dropped"]
    desk.changes(IMELDA, "bank", "Bank Lain", proof=True)
    assert desk.has(HENDRA) == ["verify"]


def test_a_returned_proposal_can_be_withdrawn_too(desk: Desk) -> None:
    desk.changes(IMELDA, "bank", "Bank Rekaan", proof=True)
    desk.verifies(HENDRA, "return", "Mohon konfirmasi.")
    desk.withdraws(IMELDA)
    assert (desk.has(IMELDA), desk.proposal().state) == ([], "withdrawn")


def test_what_was_withdrawn_is_not_approved_before_its_process_hears_of_it(desk: Desk) -> None:
    desk.changes(IMELDA, "bank", "Bank Rekaan", proof=True)
    task = desk.step("verify", HENDRA)
    desk.act(IMELDA, lambda act: proposals.withdraw(act, desk.proposal_id))
    with pytest.raises(ProposalMoved):
        desk.completes(task, HENDRA, decision="approve")
    desk.errands()
    assert desk.value(IMELDA, "bank") is None


def test_a_value_that_changed_meanwhile_is_not_overwritten_unseen(desk: Desk) -> None:
    desk.changes(IMELDA, "bank", "Bank Rekaan", proof=True)
    desk.changes(HENDRA, "bank", "Bank Daerah", of=IMELDA)
    with desk.database.read() as session:
        assert proposals.is_stale(session, proposals.get(session, desk.proposal_id))
    with pytest.raises(ChangedMeanwhile):
        desk.verifies(HENDRA, "approve")
    assert desk.value(IMELDA, "bank") == "Bank Daerah"

    desk.verifies(HENDRA, "return", "Nilainya berubah, mohon dilihat lagi.")
    desk.act(IMELDA, lambda act: proposals.correct(act, desk.proposal_id, {}, None))
    desk.verifies(HENDRA, "approve")
    assert (desk.value(IMELDA, "bank"), desk.former(IMELDA, "bank")) == ("Bank Rekaan", ["Bank Daerah"])


def test_a_late_check_is_told_to_both_roles_of_personnel_once(desk: Desk) -> None:
    desk.changes(IMELDA, "bank", "Bank Rekaan", proof=True)
    desk.now = at("2026-11-06 09:00")
    desk.errands()
    assert desk.notices_of(NINING) == ["proposal.late"]
    assert desk.notices_of(HENDRA) == ["proposal.waits", "proposal.late"]


def test_a_document_of_one_s_own_is_accepted_by_personnel_and_replaces_its_predecessor(desk: Desk) -> None:
    (first,) = desk.files(HENDRA, IMELDA, "ktp", number="KTP lama")
    desk.later(days=1)
    desk.sends_document(IMELDA, "ktp", number="KTP baru", dated_on="2026-10-01")
    assert [one.state for one in desk.entries(IMELDA)] == ["proposed", "in_force"]
    desk.verifies(HENDRA, "approve")
    new, old = desk.entries(IMELDA)
    assert (new.state, new.replaces, old.state, old.id) == ("in_force", first, "replaced", first)


def test_a_cancelled_case_cancels_its_proposal(desk: Desk) -> None:
    from engine import interventions
    from engine.interventions import Reason

    desk.changes(IMELDA, "bank", "Bank Rekaan", proof=True)
    case = desk.proposal().instance_id or ""
    desk.act("P10", lambda act: interventions.cancel(act, case, Reason("withdrawn")))
    assert desk.proposal().state == "cancelled"
    assert desk.told(IMELDA)[-1] == "proposal.cancelled"


def test_the_inbox_tells_whose_change_it_is_and_never_the_value(desk: Desk) -> None:
    from workflows import registry

    desk.changes(SARMILA, "bank", "Bank Rekaan", proof=True)
    record = trace.change_of(desk.proposal_id)
    offices = registry.build()
    with desk.database.read() as session:
        row = offices.describe(session, desk.actor(HENDRA), [record])[record]
        assert (row.title, row.tags) == ("Wa Ode Sarmila", ("Bank",))
        assert offices.describe(session, desk.actor(IMELDA), [record]) == {}
