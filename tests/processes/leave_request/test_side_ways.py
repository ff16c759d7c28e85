"""Side ways: sent back, changed, deferred, withdrawn, cancelled, late; every end lets go of what was held."""

from datetime import date

import pytest

from engine.task_errors import TaskAlreadyDone, TaskBarred
from kernel.errors import AppError, FormInvalid
from people import absences, substitution
from people.errors import AlreadyAway, SubstituteAway
from people.models import RoleGrantRow
from people.substitution import Standin
from tests.people import BAMBANG, GALIH, HENDRA, IMELDA, NINING, RATNA, SARMILA, VERONIKA, WISNU
from tests.processes.leave_request.reached import BEFORE, LATER, WEEK, YUDHI, asked, until
from tests.processes.leave_request.story import Story
from workflows import answering
from workflows.leave.errors import (
    ActingMayNotDecide,
    NotEmployee,
    NotOwner,
    SubstituteUnknown,
)
from workflows.leave.ledger_errors import NotEnoughLeave
from workflows.leave.rules import LeaveRefused


@pytest.mark.parametrize("state", BEFORE)
def test_withdrawing_lets_everything_go(story: Story, state: str) -> None:
    until(story, state)
    assert story.withdraws() == "dibatalkan"
    assert (story.case_state, story.open_steps()) == ("completed", {})
    assert story.holds_nothing()
    assert (story.balance().available, story.balance().used, story.away()) == (12, 0, [])


@pytest.mark.parametrize("state", BEFORE)
def test_an_administrators_cancel_lets_everything_go(story: Story, state: str) -> None:
    until(story, state)
    story.is_cancelled()
    assert (story.state, story.case_state) == ("dibatalkan", "cancelled")
    assert story.holds_nothing()
    assert (story.balance().available, story.balance().used, story.away()) == (12, 0, [])


def test_the_end_of_a_case_whose_leave_runs_changes_nothing_of_it(story: Story) -> None:
    until(story, "disetujui")
    story.it_is("2026-04-21 09:00")
    story.is_cancelled()
    assert (story.state, story.balance().used) == ("berjalan", 5)
    assert story.events()[-1] == "leave.case_ended"


def test_a_refusal_lets_everything_go(story: Story) -> None:
    until(story, "keputusan")
    story.does("decide", RATNA, decision="refuse", reason="Masa audit")
    assert (story.state, story.case_state, story.away()) == ("tidak_disetujui", "completed", [])
    assert story.holds_nothing()
    assert story.balance().available == 12


def test_a_decision_other_than_yes_needs_a_reason(story: Story) -> None:
    until(story, "keputusan")
    with pytest.raises(FormInvalid) as stopped:
        story.does("decide", RATNA, decision="refuse")
    assert [one.field for one in stopped.value.fields] == ["reason"]


def test_a_deferral_frees_the_days_and_keeps_them_for_next_year(story: Story) -> None:
    until(story, "keputusan")
    story.does("decide", RATNA, decision="defer", until="2027-03-31", reason="Masa audit")
    assert (story.state, story.balance().reserved, story.balance().available) == ("ditangguhkan", 0, 7)
    assert story.away() == []


@pytest.mark.parametrize("day", ["2026-04-24", "2028-01-03"])
def test_a_deferral_lasts_a_year_at_most(story: Story, day: str) -> None:
    until(story, "keputusan")
    with pytest.raises(AppError) as stopped:
        story.does("decide", RATNA, decision="defer", until=day, reason="Masa audit")
    assert stopped.value.code == "leave.deferred_too_long"


def test_what_was_sent_back_is_counted_and_reserved_anew(story: Story) -> None:
    until(story, "draf")
    assert (story.balance().reserved, story.away()) == (0, [])
    assert "returned" in story.told(IMELDA)
    fresh = {"kind": "CT", "reason": "Keluarga", "address": "Jl. Melati 3", "phone": "0812 1"}
    story.does("correct", IMELDA, **{**fresh, **WEEK, "last_on": "2026-04-22", "phone": "0812 111"})
    assert (story.state, story.balance().reserved) == ("verifikasi", 3)
    assert story.away() == [("2026-04-20", "2026-04-22", False)]
    story.approved()
    assert story.state == "disetujui"


def test_a_balance_that_changed_underneath_is_told_with_the_new_figure(story: Story) -> None:
    until(story, "draf")
    first = story.request_id
    story.asks(starts_on="2026-06-02", last_on="2026-06-12")
    assert story.balance(on="2026-06-30").reserved == 9
    story.request_id = first
    again = {"kind": "CT", "reason": "Keluarga", "address": "Jl. Melati 3", "phone": "0812 111"}
    with pytest.raises(NotEnoughLeave) as stopped:
        story.does("correct", IMELDA, **again, **WEEK)
    assert (stopped.value.facts["available"], story.state) == (3, "draf")
    assert story.steps_of(IMELDA) == ["correct"]


def test_the_applicant_accepts_other_dates_of_the_decision(story: Story) -> None:
    until(story, "perubahan_menunggu_pegawai")
    story.does("confirm_change", IMELDA, accepted="true")
    assert (story.state, story.request.days) == ("disetujui", {"2026": 3})
    assert (story.balance().used, story.away()) == (3, [("2026-05-04", "2026-05-06", True)])


def test_other_dates_of_the_superior_go_on_to_the_decision(story: Story) -> None:
    asked(story)
    story.verified()
    story.does("consider", GALIH, decision="change", **LATER, reason="Akreditasi minggu itu")
    story.does("confirm_change", IMELDA, accepted="true")
    assert (story.state, story.steps_of(RATNA), story.balance(on="2026-05-04").reserved) == ("keputusan", ["decide"], 3)
    story.does("decide", RATNA, decision="approve")
    assert story.away() == [("2026-05-04", "2026-05-06", True)]


def test_the_applicant_withdraws_instead_of_other_dates(story: Story) -> None:
    until(story, "perubahan_menunggu_pegawai")
    story.does("confirm_change", IMELDA, accepted="false")
    assert (story.state, story.case_state, story.away()) == ("dibatalkan", "completed", [])
    assert story.holds_nothing()


def test_other_dates_that_the_rules_forbid_can_only_be_withdrawn(story: Story) -> None:
    until(story, "keputusan")
    weekend = {"new_starts_on": "2026-05-02", "new_last_on": "2026-05-03"}
    story.does("decide", RATNA, decision="change", **weekend, reason="Minggu itu rapat")
    with pytest.raises(LeaveRefused):
        story.does("confirm_change", IMELDA, accepted="true")
    assert (story.state, story.balance().reserved) == ("perubahan_menunggu_pegawai", 5)


# overlaps, dates, attachments (P08)


def test_days_that_touch_a_pending_request_are_refused(story: Story) -> None:
    asked(story)
    for first, last in (("2026-04-22", "2026-04-28"), ("2026-04-21", "2026-04-21"), ("2026-04-13", "2026-04-30")):
        with pytest.raises(AlreadyAway):
            story.asks(starts_on=first, last_on=last)


def test_days_of_an_assignment_are_refused(story: Story) -> None:
    story.has_history(IMELDA)
    travel = (date(2026, 4, 22), date(2026, 4, 23), absences.Reason.TRAVEL)
    story.sets_up(lambda act: absences.record(act, IMELDA, *travel, record="assignment:1"))
    with pytest.raises(AlreadyAway) as stopped:
        story.asks(**WEEK)
    assert stopped.value.facts["reason"] == "travel"


def test_annual_leave_is_asked_for_before_it_begins(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-22 09:00")
    with pytest.raises(LeaveRefused) as stopped:
        story.asks(**WEEK)
    assert stopped.value.facts["rule"] == "in_the_past"


def test_short_notice_warns_and_everybody_who_decides_sees_it(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-16 09:00")
    found = story.previews(**WEEK)
    assert [one.code for one in found.warnings] == ["short_notice"]
    story.asks(**WEEK)
    assert [row["code"] for row in story.request.findings["warnings"]] == ["short_notice"]


def test_a_unit_without_people_warns(story: Story) -> None:
    story.has_history(IMELDA)
    story.has_history(YUDHI)
    story.it_is("2026-04-06 09:00")
    story.asks(YUDHI, **WEEK)
    story.asks(IMELDA, **WEEK)
    assert [row["code"] for row in story.request.findings["warnings"]] == ["coverage"]
    assert story.request.findings["facts"]["coverage_percent"] == 67


def test_a_preview_leaves_nothing_behind(story_everywhere: Story) -> None:
    story = story_everywhere
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    found = story.previews(**WEEK, substitute=YUDHI)
    assert (found.days, found.available, found.superior, found.decider) == ({"2026": 5}, {"2026": 7}, "BP1", "KP")
    assert (story.balance().reserved, story.away(), story.tasks_of(HENDRA)) == (0, [], [])
    story.asks(**WEEK)
    assert story.balance().reserved == 5


def test_the_same_sending_twice_is_one_request(story: Story) -> None:
    story.has_history(IMELDA)
    first = story.asks(**WEEK, key="k1")
    assert story.asks(**WEEK, key="k1") == first
    assert story.balance(on="2026-04-30").reserved == 5


# who may (I20)


def test_neither_applicant_nor_substitute_decides(story: Story) -> None:
    story.has_history(GALIH)
    story.it_is("2026-04-06 09:00")
    story.asks(GALIH, **WEEK, substitute=VERONIKA)
    story.verified()
    assert story.open_steps() == {"consider_and_decide": "post:KP"}
    assert story.steps_of(VERONIKA) == []


def test_the_personnel_officers_own_request_is_checked_by_general_affairs(story: Story) -> None:
    story.has_history(HENDRA)
    story.it_is("2026-04-06 09:00")
    story.asks(HENDRA, **WEEK)
    assert story.open_steps() == {"verify": "role:kasubbag_umum"}
    story.does("verify", NINING, verification="forward")
    assert story.open_steps() == {"consider": "post:BA1"}


def test_when_both_who_could_check_have_a_part_the_superior_does(story: Story) -> None:
    asked(story, substitute=HENDRA)
    assert story.open_steps() == {"verify": "role:kasubbag_umum"}
    story.has_history(NINING)
    story.asks(NINING, starts_on="2026-06-02", last_on="2026-06-03", substitute=HENDRA)
    assert story.open_steps() == {"verify": "post:BA"}


def test_the_engine_bars_who_has_a_part_from_checking(story: Story) -> None:
    asked(story)
    task = story.task("verify", HENDRA)
    story.sets_up(lambda act: act.session.add(RoleGrantRow(person_id=IMELDA, role="pengelola_kepegawaian")))
    assert story.steps_of(IMELDA) == []
    with pytest.raises(TaskBarred):
        story.acts(IMELDA, lambda act: answering.answer(act, task.id, {"verification": "forward"}))
    assert story.state == "verifikasi"


def test_a_decision_is_taken_once(story: Story) -> None:
    until(story, "keputusan")
    task = story.task("decide", RATNA)
    story.does("decide", RATNA, decision="approve")
    with pytest.raises(TaskAlreadyDone):
        story.acts(RATNA, lambda act: answering.answer(act, task.id, {"decision": "refuse", "reason": "Berubah"}))
    assert (story.state, story.balance().used) == ("disetujui", 5)


def test_a_superior_whose_post_is_served_by_the_substitute_is_skipped(story: Story) -> None:
    asked(story, substitute=GALIH)
    story.verified()
    assert story.open_steps() == {"consider": "post:BP"}
    assert story.request.superior_post == "BP"


def test_a_superior_whose_absence_the_applicant_fills_is_skipped(story: Story) -> None:
    story.has_history(GALIH)
    story.has_history(IMELDA)
    week = (date(2026, 4, 6), date(2026, 4, 10))
    wanted = Standin(GALIH, IMELDA, *week)
    story.it_is("2026-04-06 08:00")
    story.sets_up(lambda act: substitution.appoint(act, wanted))
    story.asks(IMELDA, **WEEK)
    story.verified()
    assert story.open_steps() == {"consider": "post:BP"}


def test_the_rest_of_a_long_leave_that_was_recalled_may_be_asked_for_again(story: Story) -> None:
    story.it_is("2026-04-06 09:00")
    files = story.has("appointment_decrees")
    story.granted(kind="CB", cb_cause="other", starts_on="2026-05-04", months=3, **files)
    story.it_is("2026-05-18 09:00")
    story.recalls(VERONIKA, "2026-05-20")
    story.it_is("2026-05-20 09:00")
    story.does("confirm_return", IMELDA, returned_on="2026-05-20")
    story.asks(kind="CB", cb_cause="other", starts_on="2026-07-01", months=2, **story.has("appointment_decrees"))
    assert story.state == "verifikasi"


def test_an_acting_head_does_not_decide_leave_abroad(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-11-12 09:00")
    story.asks(starts_on="2026-12-01", last_on="2026-12-04", abroad="true", country="Malaysia")
    story.verified()
    story.does("consider", GALIH, decision="approve")
    story.it_is("2026-11-16 09:00")
    with pytest.raises(ActingMayNotDecide):
        story.does("decide", BAMBANG, decision="approve")
    story.it_is("2026-11-19 09:00")
    story.does("decide", RATNA, decision="approve")
    assert story.state == "menunggu_ppk"


def test_an_acting_head_decides_annual_leave_and_is_recorded_as_such(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-11-12 09:00")
    story.asks(starts_on="2026-12-01", last_on="2026-12-04")
    story.verified()
    story.does("consider", GALIH, decision="approve")
    story.it_is("2026-11-16 09:00")
    story.does("decide", BAMBANG, decision="approve")
    (said,) = story.opinions("VIII")
    assert (said.person_id, said.capacity, said.title_line) == (BAMBANG, "plh", "Plh. Kepala Pusat")
    assert (said.basis, said.rank) == ("ST-77/SU/KP.08/11/2026", "Pembina Tingkat I (IV/b)")


def test_only_employees_ask_and_only_owners_withdraw(story: Story) -> None:
    with pytest.raises(NotEmployee):
        story.asks(WISNU, **WEEK)
    asked(story)
    with pytest.raises(NotOwner):
        story.withdraws(SARMILA)
    with pytest.raises(NotOwner):
        story.sends("leave.withdraw", HENDRA)
    assert story.state == "verifikasi"


@pytest.mark.parametrize("substitute", [IMELDA, WISNU, "nobody"])
def test_the_substitute_is_somebody_else_of_the_office(story: Story, substitute: str) -> None:
    story.has_history(IMELDA)
    with pytest.raises(SubstituteUnknown):
        story.asks(**WEEK, substitute=substitute)


def test_a_substitute_who_is_away_is_refused(story: Story) -> None:
    story.has_history(YUDHI)
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.asks(YUDHI, **WEEK)
    with pytest.raises(SubstituteAway):
        story.asks(IMELDA, **WEEK, substitute=YUDHI)
