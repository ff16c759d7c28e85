"""The worked cases of the office's leave manual, each by its number, through the process (DOMAIN 3.10)."""

import pytest

from kernel.errors import AppError
from tests.people import GALIH, HENDRA, IMELDA, RATNA, SARMILA, VERONIKA
from tests.processes.leave_request.story import USED_UP, Story
from workflows.leave import opening, requests
from workflows.leave.counting import YearWithoutCalendar
from workflows.leave.errors import DeferralForbidden, NotRecallable
from workflows.leave.ledger_errors import NotEnoughLeave
from workflows.leave.opening import PaperYear
from workflows.leave.rules import AttachmentMissing, LeaveProposed, LeaveRefused, LeaveTooLong

NOBODY_ELSE = "P24"  # Khairunnisa, CPNS since 1 June 2025
WHOLE = PaperYear(granted=12)


def refused(story: Story, fault: type[AppError], by: str = IMELDA, **asked: object) -> AppError:
    """What stands in the way of a request; nothing of it is left."""
    before = (story.away(by), story.asked, len(story.tasks_of(HENDRA)))
    with pytest.raises(fault) as stopped:
        story.asks(by, **asked)
    assert (story.away(by), story.asked, len(story.tasks_of(HENDRA))) == before
    return stopped.value


def has_right(story: Story, total: int) -> None:
    """Exactly so many days can be had: all of them in one request, and not one more."""
    assert story.balance().available == total
    longest = {"starts_on": "2026-02-02", "last_on": "2026-12-31"}
    stopped = refused(story, NotEnoughLeave, **longest)
    assert stopped.facts["available"] == total
    first, last = "2026-06-02", ""
    for day in range(3, 60):
        last = f"2026-{6 + (day - 1) // 30:02d}-{(day - 1) % 30 + 1:02d}"
        if story.counted(first, last) == total:
            break
    preview = story.previews(starts_on=first, last_on=last)
    assert preview.days == {"2026": total}
    assert preview.available == {"2026": 0}


@pytest.mark.parametrize(
    ("case", "years", "total"),
    [
        ("T-01 all of 2025 used", {2025: USED_UP}, 12),
        ("T-02 3 left", {2025: PaperYear(12, used=9)}, 15),
        ("T-03 10 left, 6 at most", {2025: PaperYear(12, used=2)}, 18),
        ("T-04 nothing in 2025, some in 2024", {2024: PaperYear(12, used=4), 2025: PaperYear(12, carried=0)}, 18),
        ("T-05 nothing in two years", {2024: WHOLE, 2025: PaperYear(12)}, 24),
        ("T-06 carry 6 and own 12, used 8", {2025: PaperYear(12, carried=6, used=8)}, 18),
        ("T-07 7 used in 2024, none in 2025", {2024: PaperYear(12, used=7), 2025: PaperYear(12)}, 18),
        ("T-08 nothing in three years", {2023: WHOLE, 2024: PaperYear(12), 2025: PaperYear(12)}, 24),
        ("T-10 4 used, 8 deferred", {2025: PaperYear(12, used=4, deferred=8)}, 20),
        ("T-11 4 used, none deferred", {2025: PaperYear(12, used=4)}, 18),
    ],
)
def test_t01_to_t11_the_right_of_2026(story: Story, case: str, years: dict[int, PaperYear], total: int) -> None:
    story.has_history(IMELDA, years)
    story.it_is("2026-01-12 09:00")
    has_right(story, total)


def test_t09_all_twelve_days_deferred_in_december_make_24(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-11-23 09:00")
    story.asks(starts_on="2026-12-02", last_on="2026-12-17")
    assert story.request.days == {"2026": 12}
    story.verified()
    story.does("consider", GALIH, decision="approve")
    story.does("decide", RATNA, decision="defer", until="2027-06-30", reason="Akreditasi sampai akhir tahun")

    assert (story.state, story.case_state) == ("ditangguhkan", "completed")
    assert story.holds_nothing()
    story.it_is("2027-01-04 09:00")
    story.sets_up(lambda act: opening.open_year(act, IMELDA, 2027))
    assert story.balance(year=2027).available == 24


def test_t12_deferred_days_never_roll_twice(story: Story) -> None:
    story.has_history(IMELDA, {2025: PaperYear(12, deferred=12)})
    story.it_is("2026-05-25 09:00")
    assert story.balance().available == 24
    story.granted(starts_on="2026-06-02", last_on="2026-06-23")
    assert story.request.days == {"2026": 15}
    assert (story.balance().own_left, story.balance().carry_left) == (9, 0)
    story.it_is("2026-06-24 07:40")
    story.does("confirm_return", IMELDA, returned_on="2026-06-24")

    story.it_is("2027-01-04 09:00")
    story.sets_up(lambda act: opening.open_year(act, IMELDA, 2027))
    assert story.balance(year=2027).available == 18


def test_t13_less_than_a_year_of_service_is_refused_with_the_article(story: Story) -> None:
    story.it_is("2026-05-04 09:00")
    stopped = refused(story, LeaveRefused, NOBODY_ELSE, starts_on="2026-05-18", last_on="2026-05-20")
    assert (stopped.facts["rule"], "Pasal 312" in stopped.facts["article"]) == ("service_one_year", True)


def test_t14_the_whole_right_exists_once_the_year_is_complete(story: Story) -> None:
    story.it_is("2026-05-18 09:00")
    story.asks(NOBODY_ELSE, starts_on="2026-06-02", last_on="2026-06-05")
    assert story.request.days == {"2026": 4}
    assert story.balance(NOBODY_ELSE, on="2026-06-02").available == 8


@pytest.mark.parametrize(
    ("case", "first", "last", "days"),
    [
        ("T-15", "2026-03-16", "2026-03-27", 5),
        ("T-17", "2026-05-11", "2026-05-29", 11),
        ("T-18", "2026-02-13", "2026-02-20", 4),
        ("T-19", "2026-08-14", "2026-08-26", 7),
    ],
)
def test_t15_t17_t18_t19_working_days(story: Story, case: str, first: str, last: str, days: int) -> None:
    story.has_history(IMELDA)
    story.asks(starts_on=first, last_on=last)
    assert story.request.days == {"2026": days}
    assert story.balance(on=first).reserved == days


def test_t16_who_works_on_joint_leave_is_charged_for_it_and_gets_it_back(story: Story) -> None:
    story.has_history(IMELDA)
    story.works_on_joint_leave(IMELDA, "2026-03-18", "2026-03-20", "2026-03-23", "2026-03-24")
    story.it_is("2026-03-02 09:00")
    assert story.balance(on="2026-03-31").bonus_left == 4
    story.asks(starts_on="2026-03-16", last_on="2026-03-27")
    assert story.request.days == {"2026": 9}


def test_t20_days_of_a_year_without_a_calendar_are_refused(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-11-16 09:00")
    stopped = refused(story, YearWithoutCalendar, starts_on="2026-12-28", last_on="2027-01-08")
    assert stopped.facts == {"year": 2027}


def test_t21_carried_days_are_used_first(story: Story) -> None:
    story.has_history(IMELDA, {2025: PaperYear(12, used=6)})
    story.it_is("2026-05-25 09:00")
    story.granted(starts_on="2026-06-02", last_on="2026-06-11")
    assert story.request.days == {"2026": 8}
    assert (story.balance().carry_left, story.balance().own_left) == (0, 10)


def test_t22_pending_days_are_not_free(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-01-12 09:00")
    story.granted(starts_on="2026-02-02", last_on="2026-02-10")
    assert story.balance(on="2026-02-10").available == 5
    story.asks(starts_on="2026-06-02", last_on="2026-06-04")
    stopped = refused(story, NotEnoughLeave, starts_on="2026-07-06", last_on="2026-07-08")
    assert (stopped.facts["available"], stopped.facts["asked"]) == (2, 3)


@pytest.mark.parametrize(
    ("first", "last", "more", "rule"),
    [
        ("2026-06-06", "2026-06-07", {}, "no_working_day"),
        ("2026-05-14", "2026-05-15", {}, "no_working_day"),
        ("2026-06-08", "2026-06-08", {"days": "0,5"}, "half_day"),
        ("2026-06-08", "2026-06-08", {"days": "0"}, "half_day"),
    ],
)
def test_t23_no_half_days_and_no_holidays_only(
    story: Story, first: str, last: str, more: dict[str, str], rule: str
) -> None:
    story.has_history(IMELDA)
    stopped = refused(story, LeaveRefused, starts_on=first, last_on=last, **more)
    assert (stopped.facts["rule"], "Pasal 312" in stopped.facts["article"]) == (rule, True)


def _long_leave(story: Story) -> None:
    files = story.has("appointment_decrees")
    story.asks(kind="CB", cb_cause="other", starts_on="2026-07-01", months=3, **files)
    story.approved()


def test_t24_long_leave_takes_the_right_of_its_year(story: Story) -> None:
    story.has_history(IMELDA, {2025: PaperYear(12, used=8)})
    story.it_is("2026-05-25 09:00")
    _long_leave(story)
    assert (story.request.last_on.isoformat(), story.state) == ("2026-09-30", "disetujui")
    assert (story.balance().own_left, story.balance().carry_left) == (0, 4)
    story.it_is("2026-10-01 07:40")
    story.does("confirm_return", IMELDA, returned_on="2026-10-01")
    stopped = refused(story, NotEnoughLeave, starts_on="2026-11-02", last_on="2026-11-06")
    assert stopped.facts["available"] == 4


def test_t25_own_days_used_before_shorten_long_leave(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-02-09 09:00")
    story.granted(starts_on="2026-03-09", last_on="2026-03-13")
    story.it_is("2026-03-16 07:40")
    story.does("confirm_return", IMELDA, returned_on="2026-03-16")
    story.it_is("2026-05-25 09:00")
    _long_leave(story)
    assert story.request.last_on.isoformat() == "2026-09-23"


def test_t26_two_months_are_granted_as_two(story: Story) -> None:
    story.it_is("2026-05-25 09:00")
    files = story.has("appointment_decrees")
    story.asks(kind="CB", cb_cause="other", starts_on="2026-07-01", months=2, **files)
    story.approved()
    assert (story.request.last_on.isoformat(), story.state) == ("2026-08-31", "disetujui")
    story.it_is("2026-09-01 08:00")
    story.does("confirm_return", IMELDA, returned_on="2026-09-01")
    more = story.has("appointment_decrees")
    stopped = refused(story, LeaveRefused, kind="CB", cb_cause="other", starts_on="2026-10-01", months=1, **more)
    assert stopped.facts["rule"] == "long_leave_again"


def test_t27_long_leave_needs_five_years_except_for_the_first_hajj(story: Story) -> None:
    story.was_appointed(IMELDA, "2022-03-01")
    story.it_is("2026-02-16 09:00")
    asked = {"kind": "CB", "starts_on": "2026-05-04", "months": 1}
    files = story.has("appointment_decrees", "hajj_schedule")
    decrees = {"appointment_decrees": files["appointment_decrees"]}
    stopped = refused(story, LeaveRefused, **asked, cb_cause="other", **decrees)
    assert stopped.facts["rule"] == "service_five_years"
    assert refused(story, AttachmentMissing, **asked, cb_cause="hajj").facts["article"].startswith("PP 11/2017")
    story.asks(**asked, cb_cause="hajj", hajj_schedule=files["hajj_schedule"])
    assert story.state == "verifikasi"


def test_t28_a_recall_gives_the_unused_days_back_to_their_buckets(story: Story) -> None:
    story.has_history(IMELDA, {2025: PaperYear(12, used=9)})
    story.it_is("2026-04-06 09:00")
    story.granted(starts_on="2026-04-20", last_on="2026-04-24", substitute="P23")
    assert (story.balance().carry_left, story.balance().own_left) == (0, 10)
    story.it_is("2026-04-21 15:00")
    story.recalls(GALIH, "2026-04-22")

    assert (story.balance().used, story.balance().own_left, story.balance().carry_left) == (2, 12, 1)
    assert story.away() == [("2026-04-20", "2026-04-21", True)]
    assert story.stands_in("P23") == [(IMELDA, "2026-04-20", "2026-04-21")]
    assert "leave_recall" in story.papers()
    story.it_is("2026-04-22 07:40")
    story.does("confirm_return", IMELDA, returned_on="2026-04-22")
    assert (story.state, story.request.late_days) == ("selesai", 0)


def test_t29_nobody_is_called_back_from_maternity_leave(story: Story) -> None:
    story.it_is("2026-02-02 09:00")
    note = story.has("doctor_note")
    story.granted(kind="CM", child_number=2, starts_on="2026-02-10", months=3, **note)
    story.it_is("2026-03-02 09:00")
    assert story.state == "berjalan"
    with pytest.raises(NotRecallable):
        story.recalls(GALIH, "2026-03-03")
    assert story.state == "berjalan"


def test_t30_one_day_of_illness_needs_no_form(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-20 07:10")
    story.reports_sick()
    assert "sick" in story.told(GALIH)
    assert story.away() == [("2026-04-20", "2026-04-20", True)]
    story.it_is("2026-04-21 08:00")
    story.does("sick_document", IMELDA, last_on="2026-04-20", **story.has("doctor_note"))
    assert (story.state, story.case_state, story.papers()) == ("selesai", "completed", {})
    assert (story.balance().available, story.balance().used) == (12, 0)


def test_t31_five_days_of_illness_are_a_request_with_a_note(story: Story) -> None:
    story.it_is("2026-04-20 09:00")
    asked = {"kind": "CS", "cs_cause": "illness", "starts_on": "2026-04-20", "last_on": "2026-04-24"}
    assert refused(story, AttachmentMissing, **asked).facts["article"] == "PP 11/2017 jo. PP 17/2020 Pasal 320 ayat (2)"
    story.asks(**asked, **story.has("doctor_note"))
    story.approved()
    assert (story.state, set(story.papers())) == ("berjalan", {"leave_form", "leave_permit"})


def test_t32_more_than_fourteen_days_need_a_government_doctor(story: Story) -> None:
    story.it_is("2026-04-20 09:00")
    asked = {"kind": "CS", "cs_cause": "illness", "starts_on": "2026-04-20", "last_on": "2026-05-09"}
    files = story.has("doctor_note", "government_doctor_note")
    stopped = refused(story, AttachmentMissing, **asked, doctor_note=files["doctor_note"])
    assert str(stopped.facts["needed"]) == "Note of a government doctor"
    story.asks(**asked, **files)
    assert story.state == "verifikasi"


def test_t33_a_year_of_illness_warns_at_eleven_months_and_needs_the_health_team(story: Story) -> None:
    files = story.has("government_doctor_note", "health_team_letter")
    note = {"government_doctor_note": files["government_doctor_note"]}
    ill = {"kind": "CS", "cs_cause": "illness"}
    story.granted(**ill, starts_on="2026-01-05", last_on="2026-11-25", **note)
    assert story.request.findings["warnings"] == []
    story.it_is("2026-11-26 08:00")
    story.does("confirm_return", IMELDA, returned_on="2026-11-26")
    more = story.has("government_doctor_note")
    story.asks(**ill, starts_on="2026-11-26", last_on="2026-12-10", **more)
    assert [row["code"] for row in story.request.findings["warnings"]] == ["sick_eleven_months"]
    story.approved()
    story.it_is("2026-12-11 08:00")
    story.does("confirm_return", IMELDA, returned_on="2026-12-11")

    asked = {**ill, "starts_on": "2026-12-11", "last_on": "2027-02-28"}
    more = story.has("government_doctor_note", "health_team_letter")
    bare = {"government_doctor_note": more["government_doctor_note"]}
    assert refused(story, LeaveRefused, **asked, **bare).facts["rule"] == "sick_extension"
    story.asks(**asked, **more)
    assert story.state == "verifikasi"


def test_t34_maternity_leave_is_three_months(story: Story) -> None:
    story.it_is("2026-02-02 09:00")
    story.asks(kind="CM", child_number=2, starts_on="2026-02-10", months=3, **story.has("midwife_note"))
    assert story.request.last_on.isoformat() == "2026-05-09"


def test_t35_for_the_fourth_child_long_leave_is_proposed(story: Story) -> None:
    story.was_appointed(IMELDA, "2023-03-01")
    story.it_is("2026-02-02 09:00")
    files = story.has("midwife_note")
    stopped = refused(story, LeaveProposed, kind="CM", child_number=4, starts_on="2026-02-10", months=3, **files)
    assert stopped.facts["rule"] == "fourth_child"
    story.asks(kind="CB", cb_cause="fourth_child", starts_on="2026-02-10", months=3, **files)
    assert story.request.last_on.isoformat() == "2026-05-09"
    story.verified()
    with pytest.raises(DeferralForbidden):
        story.does("consider", GALIH, decision="defer", until="2026-08-01", reason="Tidak ada pengganti")


def test_t36_leave_for_childbirth_of_the_wife_needs_the_inpatient_letter(story: Story) -> None:
    story.it_is("2026-04-20 09:00")
    birth = {"kind": "CAP", "cap_cause": "wife_childbirth", "starts_on": "2026-04-20", "last_on": "2026-05-19"}
    stopped = refused(story, AttachmentMissing, "P23", **birth)
    assert str(stopped.facts["needed"]) == "Inpatient letter"
    story.asks("P23", **birth, **story.has("inpatient_letter", by="P23"))
    story.verified()
    story.does("consider", GALIH, decision="approve")
    shorter = {"new_starts_on": "2026-04-20", "new_last_on": "2026-04-29"}
    story.does("decide", RATNA, decision="change", **shorter, reason="Sepuluh hari cukup")
    story.does("confirm_change", "P23", accepted="true")
    assert (story.state, story.request.last_on.isoformat()) == ("berjalan", "2026-04-29")


def test_t37_six_weeks_for_an_important_reason_are_too_long(story: Story) -> None:
    story.it_is("2026-04-20 09:00")
    asked = {"kind": "CAP", "cap_cause": "own_marriage", "starts_on": "2026-05-04", "last_on": "2026-06-14"}
    stopped = refused(story, LeaveTooLong, **asked, **story.has("proof"))
    assert (stopped.facts["last_on"].isoformat(), "328" in stopped.facts["article"]) == ("2026-06-03", True)


def _unpaid(story: Story) -> dict[str, object]:
    files = story.has("service_statement", "proof")
    return {"kind": "CLTN", "cltn_cause": "spouse_duty", "starts_on": "2026-09-01", "months": 12, **files}


def test_t38_unpaid_leave_needs_five_years(story: Story) -> None:
    story.was_appointed(IMELDA, "2022-03-01")
    stopped = refused(story, LeaveRefused, **_unpaid(story))
    assert (stopped.facts["rule"], "334" in stopped.facts["article"]) == ("service_five_years_cltn", True)


def test_t39_unpaid_leave_waits_for_the_ppk(story: Story) -> None:
    story.was_appointed(IMELDA, "2019-03-01")
    story.it_is("2026-04-20 09:00")
    story.asks(**_unpaid(story))
    story.approved()
    assert (story.state, story.open_steps()) == ("menunggu_ppk", {"record_external": "role:pengelola_kepegawaian"})
    assert story.steps_of(RATNA) == []
    assert story.away() == [("2026-09-01", "2027-08-31", False)]

    story.it_is("2026-06-15 09:00")
    letter = {"letter_no": "SK-12/KB/KP.07/2026", "letter_on": "2026-06-12", "external_decision": "approve"}
    with pytest.raises(AppError) as stopped:
        story.does("record_external", HENDRA, **letter)
    assert stopped.value.code == "leave.bkn_missing"
    story.does("record_external", HENDRA, **letter, bkn_no="BKN-77/2026", bkn_on="2026-06-01")
    assert (story.state, story.away()) == ("disetujui", [("2026-09-01", "2027-08-31", True)])


def test_t40_leave_abroad_goes_to_the_ppk(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    preview = story.previews(starts_on="2026-05-04", last_on="2026-05-08", abroad="true", country="Malaysia")
    assert (preview.superior, preview.decider, preview.outside) == ("BP1", "KP", "ppk")
    story.asks(starts_on="2026-05-04", last_on="2026-05-08", abroad="true", country="Malaysia")
    story.approved()
    assert (story.state, story.decided_by("leave_authority")) == ("menunggu_ppk", ["a_abroad"])
    assert story.balance().reserved == 5


@pytest.mark.parametrize("kind", ["CAP", "CB"])
def test_t41_contract_staff_are_told_to_use_annual_leave(story: Story, kind: str) -> None:
    story.it_is("2026-04-06 09:00")
    causes = {"cap_cause": "own_marriage", "cb_cause": "other", "last_on": "2026-05-08", "months": 1}
    stopped = refused(story, LeaveRefused, SARMILA, kind=kind, starts_on="2026-05-04", **causes)
    assert stopped.facts["rule"] == "not_for_pppk"
    assert story.acts(SARMILA, requests.kinds_for) == ["CT", "CS", "CM"]


def test_t42_a_negative_opinion_does_not_stop_the_form(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.asks(starts_on="2026-04-20", last_on="2026-04-24")
    story.verified()
    story.does("consider", GALIH, decision="refuse", reason="Tim kekurangan orang")
    story.does("decide", RATNA, decision="approve")
    assert story.state == "disetujui"
    said = [(one.section, one.decision, one.person_id) for one in story.opinions("VII", "VIII")]
    assert said == [("VII", "refuse", GALIH), ("VIII", "approve", RATNA)]


def test_t43_calendar_days_are_added_for_a_remote_place(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-05-18 09:00")
    story.asks(starts_on="2026-06-02", last_on="2026-06-18", remote="true")
    assert story.request.days == {"2026": 12}
    story.verified()
    story.does("consider", GALIH, decision="approve")
    with pytest.raises(AppError) as stopped:
        story.does("decide", RATNA, decision="approve", remote_days=12)
    assert stopped.value.code == "leave.remote_reason_missing"
    story.does("decide", RATNA, decision="approve", remote_days=12, remote_reason="Kapal dua minggu sekali")
    assert (story.request.last_on.isoformat(), story.balance().used) == ("2026-06-30", 12)
    assert story.away() == [("2026-06-02", "2026-06-30", True)]


@pytest.mark.parametrize("step", ["consider", "decide"])
def test_t44_maternity_leave_is_not_deferred(story: Story, step: str) -> None:
    story.it_is("2026-02-02 09:00")
    story.asks(kind="CM", child_number=1, starts_on="2026-02-10", months=3, **story.has("doctor_note"))
    story.verified()
    who = GALIH
    if step == "decide":
        story.does("consider", GALIH, decision="approve")
        who = RATNA
    with pytest.raises(DeferralForbidden):
        story.does(step, who, decision="defer", until="2026-06-30", reason="Tidak ada pengganti")
    assert story.steps_of(who) == [step]


def test_t45_superior_and_decider_in_one_person_give_two_records(story: Story) -> None:
    story.has_history(VERONIKA)
    story.it_is("2026-04-06 09:00")
    story.asks(VERONIKA, starts_on="2026-04-20", last_on="2026-04-24")
    story.verified()
    assert story.steps_of(RATNA) == ["consider_and_decide"]
    story.does("consider_and_decide", RATNA, opinion="approve", decision="approve")
    assert story.state == "disetujui"
    said = [(one.section, one.decision, one.person_id, one.rank) for one in story.opinions("VII", "VIII")]
    rank = "Pembina Utama Muda (IV/c)"
    assert said == [("VII", "approve", RATNA, rank), ("VIII", "approve", RATNA, rank)]
