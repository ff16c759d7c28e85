"""Officials, people outside the unit, time, illness: who is told, who takes over, what is recorded."""

import pytest

from kernel.errors import AppError
from tests.people import ANDI, BAMBANG, GALIH, HENDRA, IMELDA, IRFAN, NINING, RATNA, UJANG, VERONIKA
from tests.processes.leave_request.reached import WEEK, asked, until
from tests.processes.leave_request.story import Story
from workflows.leave.errors import (
    BegunAlready,
    MayNotRecall,
    NotOnLeave,
)

# leading posts, heads, people outside


def test_a_leading_post_gets_an_acting_official_with_the_letter_as_basis(story: Story) -> None:
    story.has_history(GALIH)
    story.it_is("2026-04-06 09:00")
    story.asks(GALIH, **WEEK, substitute=ANDI)
    story.verified()
    story.does("consider", VERONIKA, decision="approve")
    story.does("decide", RATNA, decision="approve")
    basis = story.request.number
    assert story.acting_for("BP1") == [(ANDI, "2026-04-20", "2026-04-24", basis)]
    story.it_is("2026-04-21 10:00")
    assert "post:BP1" in story.actor(ANDI).desks
    story.recalls(VERONIKA, "2026-04-22")
    assert story.acting_for("BP1") == [(ANDI, "2026-04-21", "2026-04-21", basis)]
    story.it_is("2026-04-22 07:40")
    assert "post:BP1" in story.actor(GALIH).desks


def test_withdrawing_revokes_acting_official_and_papers(story: Story) -> None:
    story.has_history(GALIH)
    story.it_is("2026-04-06 09:00")
    story.asks(GALIH, **WEEK, substitute=ANDI)
    story.verified()
    story.does("consider", VERONIKA, decision="approve")
    story.does("decide", RATNA, decision="approve")
    story.withdraws(GALIH)
    assert (story.acting_for("BP1"), story.papers()) == ([], {"leave_form": "revoked"})
    assert story.balance(GALIH).available == 12


def test_the_heads_own_leave_is_decided_outside_the_unit(story: Story) -> None:
    story.has_history(RATNA)
    story.it_is("2026-04-06 09:00")
    story.asks(RATNA, **WEEK, substitute=BAMBANG)
    story.verified()
    assert (story.state, story.decided_by("leave_authority")) == ("menunggu_ppk", ["a_head"])
    letter = {"letter_no": "B-9/SU/KP.07/2026", "letter_on": "2026-04-06", "external_decision": "approve"}
    story.does("record_external", HENDRA, **letter)
    assert (story.state, story.balance(RATNA).used) == ("disetujui", 5)
    assert [one[0] for one in story.acting_for("KP")].count(BAMBANG) >= 1


def test_a_refusal_from_outside_lets_everything_go(story: Story) -> None:
    story.has_history(RATNA)
    story.it_is("2026-04-06 09:00")
    story.asks(RATNA, **WEEK)
    story.verified()
    letter = {"letter_no": "B-9/SU/KP.07/2026", "letter_on": "2026-04-06", "external_decision": "refuse"}
    story.does("record_external", HENDRA, **letter, reason="Rapat kerja")
    assert (story.state, story.away(RATNA)) == ("tidak_disetujui", [])
    assert story.holds_nothing(RATNA)


def test_long_leave_of_a_bureau_head_goes_to_the_principal_secretary(story: Story) -> None:
    story.it_is("2026-04-06 09:00")
    files = story.has("appointment_decrees", by=IRFAN)
    story.asks(IRFAN, kind="CB", cb_cause="other", starts_on="2026-06-01", months=1, **files)
    story.verified()
    story.does("consider_and_decide", RATNA, opinion="approve", decision="approve")
    assert (story.state, story.request.findings["authority"]["outside"]) == ("menunggu_ppk", "sestama")


# time


def test_a_request_nobody_checks_is_told_to_general_affairs(story: Story) -> None:
    asked(story)
    story.it_is("2026-04-07 09:01")
    assert "escalate" in story.told(NINING)


def test_a_silent_superior_is_reminded_reported_and_passed_over(story: Story) -> None:
    until(story, "pertimbangan")
    story.it_is("2026-04-07 12:00")
    assert "remind" in story.told(GALIH)
    story.it_is("2026-04-09 12:00")
    assert "escalate" in story.told(VERONIKA)
    story.it_is("2026-04-13 12:00")
    assert (story.state, story.steps_of(RATNA), story.steps_of(GALIH)) == ("keputusan", ["decide"], [])
    assert [one.decision for one in story.opinions("VII")] == ["none"]
    story.does("decide", RATNA, decision="approve")
    assert story.state == "disetujui"


def test_a_silent_head_is_reminded_and_told_to_the_administration(story: Story) -> None:
    until(story, "keputusan")
    story.it_is("2026-04-07 12:00")
    assert "remind" in story.told(RATNA)
    story.it_is("2026-04-09 12:00")
    assert "escalate" in story.told(BAMBANG)


def test_who_comes_back_late_is_recorded_as_absent(story: Story) -> None:
    until(story, "disetujui")
    story.it_is("2026-04-28 08:00")
    assert "late" in story.told(GALIH)
    story.it_is("2026-04-29 08:00")
    story.does("confirm_return", IMELDA, returned_on="2026-04-29")
    assert (story.state, story.request.late_days) == ("selesai", 2)
    assert story.away() == [("2026-04-20", "2026-04-24", True), ("2026-04-27", "2026-04-28", True)]


@pytest.mark.parametrize("day", ["2026-04-24", "2026-04-30"])
def test_the_day_of_return_lies_behind_the_leave_and_not_ahead(story: Story, day: str) -> None:
    until(story, "disetujui")
    story.it_is("2026-04-27 08:00")
    with pytest.raises(AppError) as stopped:
        story.does("confirm_return", IMELDA, returned_on=day)
    assert stopped.value.code == "leave.returned_early"


def test_a_leave_that_runs_is_not_withdrawn(story: Story) -> None:
    until(story, "disetujui")
    story.it_is("2026-04-20 00:30")
    with pytest.raises(BegunAlready):
        story.withdraws()


def test_who_may_call_back_and_when(story: Story) -> None:
    until(story, "disetujui")
    with pytest.raises(NotOnLeave):
        story.recalls(GALIH, "2026-04-21")
    story.it_is("2026-04-21 09:00")
    for stranger in (IMELDA, UJANG, HENDRA):
        with pytest.raises(MayNotRecall):
            story.recalls(stranger, "2026-04-22")
    with pytest.raises(AppError) as stopped:
        story.recalls(RATNA, "2026-04-25")
    assert stopped.value.code == "leave.recall_day_wrong"
    story.recalls(VERONIKA, "2026-04-24")
    assert story.balance().used == 4


def test_reminders_of_an_answer_from_outside(story: Story) -> None:
    story.has_history(RATNA)
    story.it_is("2026-04-06 09:00")
    story.asks(RATNA, starts_on="2026-06-02", last_on="2026-06-05")
    story.verified()
    story.it_is("2026-04-21 10:00")
    assert "escalate" in story.told(HENDRA)


# illness


def ill(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-20 07:10")
    story.reports_sick()


def test_reporting_sick_twice_is_told(story: Story) -> None:
    ill(story)
    with pytest.raises(AppError) as stopped:
        story.reports_sick()
    assert stopped.value.code == "leave.already_reported_sick"


def test_more_than_one_day_goes_on_as_sick_leave(story: Story) -> None:
    ill(story)
    story.it_is("2026-04-21 08:00")
    with pytest.raises(AppError) as stopped:
        story.does("sick_document", IMELDA, last_on="2026-04-22", **story.has("doctor_note"))
    assert stopped.value.code == "leave.address_missing"
    where = {"address": "Jl. Melati 3", "phone": "0812 111"}
    story.does("sick_document", IMELDA, last_on="2026-04-22", **where, **story.has("doctor_note"))
    assert (story.state, story.away()) == ("verifikasi", [("2026-04-20", "2026-04-22", True)])
    story.approved()
    assert story.state == "berjalan"


@pytest.mark.parametrize(
    ("settlement", "state", "used"), [("absence", "selesai", 0), ("annual_leave", "verifikasi", 2)]
)
def test_without_a_note_personnel_settles_the_days(story: Story, settlement: str, state: str, used: int) -> None:
    ill(story)
    story.it_is("2026-04-23 08:00")
    assert (story.steps_of(IMELDA), story.open_steps()) == ([], {"settle_sick": "role:pengelola_kepegawaian"})
    story.does("settle_sick", HENDRA, settlement=settlement, last_on="2026-04-21", note="Surat tidak datang")
    assert (story.state, story.balance().reserved) == (state, used)
    assert story.request.late_days == (2 if settlement == "absence" else 0)


# what must never stand in the log


def test_no_personal_text_stands_in_events_or_process_data(story: Story) -> None:
    asked(story, reason="Mengantar ibu berobat", address="Jalan Rahasia 9", phone="0899 777 666")
    story.verified()
    story.does("consider", GALIH, decision="refuse", reason="Rapat penting sekali")
    story.does("decide", RATNA, decision="approve")
    told = story.everything_told()
    for text in ("Mengantar", "Rahasia 9", "0899", "Rapat penting"):
        assert text not in told


def test_nobody_is_called_back_twice(story: Story) -> None:
    story.it_is("2026-04-06 09:00")
    story.granted(starts_on="2026-04-20", last_on="2026-04-24")
    story.it_is("2026-04-20 15:00")
    story.recalls(GALIH, "2026-04-23")
    with pytest.raises(NotOnLeave):
        story.recalls(GALIH, "2026-04-22")
    assert story.balance().used == 3
