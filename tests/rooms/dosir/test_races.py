"""Two at once: two verifiers, two proposals, a withdrawal beside an approval, two saves."""

from collections.abc import Callable
from typing import Any

from engine import inbox
from people import staffing
from tests.people import HENDRA, IMELDA, NINING, RIZKI
from tests.processes.profile_change.story import Desk
from tests.rooms.letters.test_races import at_once
from workflows import answering
from workflows.dosir import editing, filing, proposals
from workflows.dosir.editing import Change
from workflows.dosir.filing import Typed


def decides(desk: Desk, by: str, task: str, decision: str) -> Callable[[], Any]:
    answers = {"decision": decision, "reason": "Tidak sesuai bukti."}

    def deed() -> str:
        desk.act(by, lambda act: answering.answer(act, task, answers))
        return decision

    return deed


def test_of_two_verifiers_one_decides(desk_everywhere: Desk) -> None:
    desk = desk_everywhere
    desk.act(RIZKI, lambda act: staffing.grant(act, NINING, "pengelola_kepegawaian"))
    desk.changes(IMELDA, "bank", "Bank Rekaan", proof=True)
    task = desk.step("verify", HENDRA).id
    found = at_once(decides(desk, HENDRA, task, "approve"), decides(desk, NINING, task, "refuse"))
    desk.errands()
    assert sorted(found) in (["approve", "task.already_done"], ["refuse", "task.already_done"])
    value = desk.value(IMELDA, "bank")
    assert (desk.proposal().state, value) in (("approved", "Bank Rekaan"), ("refused", None))


def test_of_two_proposals_for_one_field_one_is_sent(desk_everywhere: Desk) -> None:
    desk = desk_everywhere
    proofs = [desk.checked(), desk.checked()]

    def proposes(value: str) -> Callable[[], str]:
        change = Change({"bank": value}, "", proofs.pop())
        return lambda: "sent" if desk.act(IMELDA, lambda act: editing.submit(act, IMELDA, "bank", change)) else ""

    assert sorted(at_once(proposes("Bank Satu"), proposes("Bank Dua"))) == ["profile.already_proposed", "sent"]
    with desk.database.read() as session:
        assert len(inbox.page(session, desk.actor(HENDRA), inbox.Box.GROUP).rows) == 1


def test_a_withdrawal_beside_an_approval_leaves_one_of_both(desk_everywhere: Desk) -> None:
    desk = desk_everywhere
    desk.changes(IMELDA, "bank", "Bank Rekaan", proof=True)
    task = desk.step("verify", HENDRA).id

    def withdraws() -> str:
        desk.act(IMELDA, lambda act: proposals.withdraw(act, desk.proposal_id))
        return "withdraw"

    found = at_once(decides(desk, HENDRA, task, "approve"), withdraws)
    desk.errands()
    assert sorted(found) in (["approve", "profile.proposal_moved"], ["profile.proposal_moved", "withdraw"])
    state = desk.proposal().state
    assert (state, desk.value(IMELDA, "bank")) in (("approved", "Bank Rekaan"), ("withdrawn", None))


def test_four_saves_at_once_leave_one_value_and_three_former(desk_everywhere: Desk) -> None:
    desk = desk_everywhere

    def saves(number: int) -> Callable[[], str]:
        change = Change({"home_address": f"Jl. Rekaan No. {number}"})

        def deed() -> str:
            desk.act(IMELDA, lambda act: editing.submit(act, IMELDA, "home_address", change))
            return "saved"

        return deed

    assert at_once(*(saves(number) for number in range(4))) == ["saved"] * 4
    assert len(desk.former(IMELDA, "home_address")) == 3
    assert desk.told(IMELDA) == ["profile.changed"] * 4


def test_two_documents_of_a_single_kind_at_once_replace_one_another(desk_everywhere: Desk) -> None:
    desk = desk_everywhere
    papers = [desk.checked(), desk.checked()]

    def files() -> Callable[[], str]:
        one = papers.pop()
        return lambda: desk.act(HENDRA, lambda act: filing.add(act, IMELDA, Typed("ktp"), [one])) and "filed"

    assert at_once(files(), files()) == ["filed", "filed"]
    assert sorted(one.state for one in desk.entries(IMELDA)) == ["in_force", "replaced"]
