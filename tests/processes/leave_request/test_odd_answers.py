"""Answers that lead nowhere or against the rules are refused where they are given."""

import pytest

from people.errors import AlreadyAway
from tests.people import BAMBANG, GALIH, HENDRA, IMELDA, RATNA, SARMILA, VERONIKA
from tests.processes.leave_request.story import Story
from workflows.leave.errors import AbsenceAhead, DeferralForbidden, LastDayMissing
from workflows.leave.rules import LeaveRefused, LeaveTooLong

WEEK = {"starts_on": "2026-04-20", "last_on": "2026-04-24"}
LONG = {"kind": "CB", "cb_cause": "other", "starts_on": "2026-07-01", "months": 3}


def test_other_dates_are_proposed_in_the_measure_of_the_leave(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.asks(**WEEK)
    story.verified()
    with pytest.raises(LastDayMissing):
        story.does("consider", GALIH, decision="change", new_starts_on="2026-05-04", new_months=1, reason="Rapat")
    story.asks("P23", **LONG, **story.has("appointment_decrees", by="P23"))
    story.verified()
    other = {"new_starts_on": "2026-08-03", "new_last_on": "2026-09-30"}
    with pytest.raises(LastDayMissing):
        story.does("consider", GALIH, decision="change", **other, reason="Rapat")


def test_annual_leave_that_is_asked_for_shortens_long_leave_of_the_year(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.asks(**WEEK)
    story.asks(**LONG, **story.has("appointment_decrees"))
    assert story.request.last_on.isoformat() == "2026-09-23"


def test_annual_leave_asked_for_while_long_leave_is_decided_shortens_it_too(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.asks(**LONG, **story.has("appointment_decrees"))
    long_leave = story.request_id
    story.granted(**WEEK)
    story.request_id = long_leave
    story.approved()
    assert story.request.last_on.isoformat() == "2026-09-23"
    assert story.away() == [("2026-04-20", "2026-04-24", True), ("2026-07-01", "2026-09-23", True)]
    assert story.balance().available == 0


def test_after_a_recall_only_the_rest_of_a_long_leave_may_be_asked_for(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.granted(**LONG, **story.has("appointment_decrees"))
    story.it_is("2026-07-15 09:00")
    story.recalls(GALIH, "2026-07-20")
    story.it_is("2026-07-20 09:00")
    story.does("confirm_return", IMELDA, returned_on="2026-07-20")
    again = {**LONG, "starts_on": "2026-10-01", **story.has("appointment_decrees")}
    with pytest.raises(LeaveTooLong) as stopped:
        story.asks(**again)
    assert stopped.value.facts["longest"] == 73
    story.asks(**{**again, "months": 2})


def test_a_consideration_does_not_defer_what_cannot_be_deferred(story: Story) -> None:
    story.it_is("2026-02-02 09:00")
    files = story.has("midwife_note", by=VERONIKA)
    story.asks(VERONIKA, kind="CM", child_number=2, starts_on="2026-02-10", months=3, **files)
    story.verified()
    said = {"opinion": "defer", "opinion_reason": "Tidak ada pengganti", "decision": "approve"}
    with pytest.raises(DeferralForbidden):
        story.does("consider_and_decide", RATNA, **said)


def test_the_ppk_may_name_another_last_day_alone(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.asks(starts_on="2026-05-04", last_on="2026-05-08", abroad="true", country="Malaysia")
    story.approved()
    letter = {"external_decision": "approve", "letter_no": "SK-1", "letter_on": "2026-04-06"}
    story.does("record_external", HENDRA, **letter, new_last_on="2026-05-06")
    assert (story.request.last_on.isoformat(), story.balance().used) == ("2026-05-06", 3)


def test_sick_days_settled_as_absence_neither_run_ahead_nor_over_a_leave(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.granted(**WEEK)
    story.it_is("2026-04-17 07:30")
    story.reports_sick()
    story.it_is("2026-04-23 09:00")
    settled = {"settlement": "absence", "note": "Tidak ada surat dokter"}
    with pytest.raises(AlreadyAway):
        story.does("settle_sick", HENDRA, **settled, last_on="2026-04-21")
    story.reports_sick("P23")
    story.it_is("2026-04-29 09:00")
    with pytest.raises(AbsenceAhead):
        story.does("settle_sick", HENDRA, **settled, last_on="2026-04-30")
    story.does("settle_sick", HENDRA, **settled, last_on="2026-04-24")
    assert (story.state, story.request.late_days) == ("selesai", 2)


@pytest.mark.parametrize(
    ("by", "rule", "asked"),
    [
        (BAMBANG, "for_women", {"kind": "CS", "cs_cause": "miscarriage", "last_on": "2026-05-08"}),
        (BAMBANG, "for_women", {"kind": "CB", "cb_cause": "fourth_child", "months": 3}),
        (IMELDA, "for_men", {"kind": "CAP", "cap_cause": "wife_childbirth", "last_on": "2026-05-08"}),
        (SARMILA, "fourth_child_other", {"kind": "CM", "child_number": 4, "months": 3}),
    ],
)
def test_causes_are_for_whom_they_concern(story: Story, by: str, rule: str, asked: dict[str, object]) -> None:
    story.it_is("2026-04-20 09:00")
    with pytest.raises(LeaveRefused) as stopped:
        story.asks(by, starts_on="2026-05-04", **asked)
    assert stopped.value.facts["rule"] == rule
