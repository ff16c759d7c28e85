"""The way of a permission: asked for, decided by the right superior, on paper; and everything that may stop it."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from engine.task_errors import TaskBarred
from kernel.errors import FormInvalid
from people import acting
from people.errors import PersonWithoutPost
from tests.people import ANDI, BAMBANG, FITRI, GALIH, IMELDA, LESTARI, NINING, RATNA, SARMILA, VERONIKA, WISNU
from tests.processes.permission_request.story import Story
from workflows.issued import PaperState
from workflows.permission.errors import (
    AskedAlready,
    AwayThatDay,
    HoursOutside,
    HoursTurned,
    NobodyDecides,
    NotAWorkingDay,
    NotYourPermission,
    PermissionMoved,
    TooFarAhead,
    TooLongAgo,
    YearNotKnown,
)


def test_the_superior_grants_it_and_the_paper_lies_in_the_file(story_everywhere: Story) -> None:
    story = story_everywhere
    story.asks()
    assert story.steps_of(GALIH) == ["decide"]
    story.does("decide", GALIH, decision="grant")

    permission = story.permission
    assert (permission.state, permission.number) == ("granted", "SI-1/BP1/KP.07/11/2026")
    assert story.cases() == ["completed"]
    (paper,) = story.papers()
    assert (paper.state, paper.people, paper.signer.title_line) == (
        PaperState.ISSUED,
        (IMELDA,),
        "Kepala Subbidang Pelaksanaan Pemetaan",
    )
    text = PdfReader(BytesIO(story.blobs.read(paper.sha256))).pages[0].extract_text()
    for told in ("Imelda Christina Wattimena", "Jumat, 13 November 2026", "13:30 sampai 15:00", permission.number):
        assert told in text
    assert "KTP" not in text
    assert story.notices_of(IMELDA) == ["permission.granted"]
    assert story.notices_of(NINING) == ["permission.granted"]
    assert story.events() == ["permission.asked", "permission.granted", "paper.reserved", "paper.issued"]
    assert story.away(IMELDA, "2026-11-13") == []


def test_no_event_holds_the_reason_or_the_note(story: Story) -> None:
    story.asks()
    story.does("decide", GALIH, decision="refuse", note="Ada rapat penting")
    assert (story.permission.reason, story.permission.note) == ("Mengurus KTP di kelurahan", "Ada rapat penting")
    assert "KTP" not in story.log()
    assert "rapat" not in story.log()
    assert story.notices_of(IMELDA) == ["permission.refused"]
    assert story.papers() == []


def test_a_refusal_needs_a_reason(story: Story) -> None:
    story.asks()
    with pytest.raises(FormInvalid):
        story.does("decide", GALIH, decision="refuse")
    assert story.permission.state == "submitted"


@pytest.mark.parametrize(
    ("kind", "asked", "hours"),
    [
        ("late", {"starts": None, "ends": "9.15"}, ("07:30", "09:15")),
        ("early", {"starts": "14:00", "ends": None}, ("14:00", "16:30")),
        ("out", {"starts": "07.30", "ends": "16.30"}, ("07:30", "16:30")),
        ("absent", {"starts": None, "ends": None}, ("07:30", "16:30")),
    ],
)
def test_each_kind_has_its_hours(story: Story, kind: str, asked: dict[str, str | None], hours: tuple[str, str]) -> None:
    story.asks(kind=kind, **asked)
    assert (story.permission.starts, story.permission.ends) == hours


def test_a_day_of_absence_is_held_while_it_is_asked_and_taken_when_it_is_granted(story_everywhere: Story) -> None:
    story = story_everywhere
    story.asks(kind="absent", starts=None, ends=None)
    assert [one.firm for one in story.away(IMELDA, "2026-11-13")] == [False]
    story.does("decide", GALIH, decision="grant")
    assert [(one.firm, one.reason, one.record) for one in story.away(IMELDA, "2026-11-13")] == [
        (True, "other", story.record)
    ]


@pytest.mark.parametrize("end", ["refuse", "withdraw"])
def test_a_day_of_absence_that_is_not_granted_is_free_again(story: Story, end: str) -> None:
    story.asks(kind="absent", starts=None, ends=None)
    if end == "refuse":
        story.does("decide", GALIH, decision="refuse", note="tidak")
    else:
        story.withdraws()
    assert story.away(IMELDA, "2026-11-13") == []
    story.asks(kind="absent", starts=None, ends=None)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"on_day": "2026-11-14"}, NotAWorkingDay),
        ({"on_day": "2026-12-25"}, NotAWorkingDay),
        ({"on_day": "2026-11-10"}, TooLongAgo),
        ({"on_day": "2027-11-10"}, YearNotKnown),
        ({"starts": "15.00", "ends": "13.30"}, HoursTurned),
        ({"starts": "13.30", "ends": "13.30"}, HoursTurned),
        ({"starts": "06.00"}, HoursOutside),
        ({"ends": "16.31"}, HoursOutside),
        ({"starts": "25.00"}, FormInvalid),
        ({"starts": None}, FormInvalid),
        ({"reason": ""}, FormInvalid),
        ({"kind": "holiday"}, FormInvalid),
        ({"on_day": "kemarin"}, FormInvalid),
    ],
)
def test_bad_days_and_hours_are_refused(story: Story, changes: dict[str, str], fault: type[Exception]) -> None:
    with pytest.raises(fault):
        story.asks(**changes)


def test_it_may_be_asked_a_working_day_later_and_not_too_far_ahead(story: Story) -> None:
    story.asks(on_day="2026-11-11")
    story.it_is("2026-11-16 08:00")  # Monday
    story.asks(on_day="2026-11-13", by=SARMILA)
    story.it_is("2026-09-01 08:00")
    with pytest.raises(TooFarAhead):
        story.asks(on_day="2026-12-01", by=FITRI)


def test_days_of_leave_and_travel_are_refused_also_pending_ones(story: Story) -> None:
    story.is_away(IMELDA, "2026-11-12", "2026-11-16", firm=False)
    with pytest.raises(AwayThatDay) as refused:
        story.asks()
    assert str(refused.value.facts["last_on"]) == "2026-11-16"


def test_leave_that_came_meanwhile_stops_the_decision(story: Story) -> None:
    story.asks()
    story.is_away(IMELDA, "2026-11-13")
    with pytest.raises(AwayThatDay):
        story.does("decide", GALIH, decision="grant")
    assert (story.permission.state, story.papers()) == ("submitted", [])
    story.does("decide", GALIH, decision="refuse", note="sudah cuti")


def test_the_same_hours_twice_are_refused_other_hours_are_not(story: Story) -> None:
    story.asks()
    with pytest.raises(AskedAlready):
        story.asks(starts="14.00", ends="16.00")
    story.asks(starts="15.00", ends="16.00")
    with pytest.raises(AskedAlready):
        story.asks(kind="absent", starts=None, ends=None)


def test_sent_twice_with_one_key_it_is_one_permission(story: Story) -> None:
    assert story.asks(key="k") == story.asks(key="k")


@pytest.mark.parametrize(
    ("applicant", "decider"),
    [(IMELDA, GALIH), (GALIH, VERONIKA), (NINING, BAMBANG), (VERONIKA, RATNA)],
)
def test_the_direct_superior_decides(story: Story, applicant: str, decider: str) -> None:
    story.asks(by=applicant)
    assert story.steps_of(decider) == ["decide"]
    story.does("decide", decider, decision="grant")


def test_an_acting_official_decides_and_signs_as_one(story: Story) -> None:
    story.it_is("2026-11-16 08:00")  # Bambang is Plh. Kepala Pusat
    story.asks(by=VERONIKA, on_day="2026-11-17")
    story.does("decide", BAMBANG, decision="grant")
    assert story.papers()[0].signer.title_line == "Plh. Kepala Pusat"
    assert story.permission.number == "SI-1/KP/KP.07/11/2026"


def test_the_post_above_is_decided_by_who_serves_it_and_never_by_the_applicant(story: Story) -> None:
    story.it_is("2026-10-28 08:00")  # Galih is Plh. for Andi, his own superior is Veronika
    story.asks(by="P24", on_day="2026-10-28")  # under Andi's post, which Galih serves
    assert story.steps_of(GALIH) == ["decide"]
    story.it_is("2026-11-16 08:00")
    with pytest.raises(NobodyDecides):
        story.asks(by=BAMBANG, on_day="2026-11-16")  # he himself serves the only post above
    with pytest.raises(NobodyDecides):
        story.asks(by=RATNA, on_day="2026-11-16")


def test_a_superior_who_is_away_without_anybody_is_passed_over(story: Story) -> None:
    story.is_away(GALIH, "2026-11-12", "2026-11-13")
    story.asks()
    assert story.steps_of(VERONIKA) == ["decide"]


def test_neither_the_applicant_nor_who_stands_in_for_him_decides(story: Story) -> None:
    story.stands_in(IMELDA, by=GALIH, since="2026-11-13", until="2026-11-13")
    story.asks()
    assert story.steps_of(GALIH) == []
    assert story.steps_of(VERONIKA) == ["decide"]
    story.does("decide", VERONIKA, decision="grant")


def test_a_substitute_who_comes_to_the_post_later_is_barred_too(story: Story) -> None:
    story.asks(by=GALIH)
    task = story.task("decide", VERONIKA)
    with story.database.write() as session:
        days = date(2026, 11, 12), date(2026, 11, 13)
        wanted = acting.Appointment("plh", "BP", GALIH, *days, basis="ND-2")
        acting.appoint(story.act(session, RATNA), wanted)
    with pytest.raises(TaskBarred):
        story.completes(task, GALIH, decision="grant")


def test_who_holds_no_post_asks_nobody(story: Story) -> None:
    with pytest.raises(PersonWithoutPost):
        story.asks(by=WISNU)


def test_undecided_it_is_reminded_of_told_and_goes_one_step_up(story_everywhere: Story) -> None:
    story = story_everywhere
    story.asks()  # 08.00: due 12.00 office hours are four; breaks do not count
    story.it_is("2026-11-12 10:05")
    assert story.notices_of(GALIH) == ["permission.half"]
    story.it_is("2026-11-12 13:05")
    assert "permission.due" in story.notices_of(GALIH)
    story.it_is("2026-11-13 09:30")
    assert story.steps_of(GALIH) == []
    assert story.steps_of(VERONIKA) == ["decide"]
    assert "permission.escalated" in story.notices_of(IMELDA)
    story.does("decide", VERONIKA, decision="grant")
    assert story.permission.decided_by == VERONIKA


def test_above_the_head_nobody_takes_it_over(story: Story) -> None:
    story.asks(by=VERONIKA, on_day="2026-11-20")
    story.it_is("2026-11-13 16:00")
    assert story.steps_of(RATNA) == ["decide"]
    assert story.permission.decider == "KP"


def test_withdrawn_before_the_decision_the_task_is_gone(story_everywhere: Story) -> None:
    story = story_everywhere
    story.asks()
    with pytest.raises(NotYourPermission):
        story.withdraws(by=GALIH)
    story.withdraws()
    assert (story.permission.state, story.steps_of(GALIH), story.cases()) == ("withdrawn", [], ["completed"])
    with pytest.raises(PermissionMoved):
        story.withdraws()


def test_what_is_decided_can_not_be_withdrawn(story: Story) -> None:
    story.asks()
    story.does("decide", GALIH, decision="grant")
    with pytest.raises(PermissionMoved):
        story.withdraws()


def test_it_touches_no_colleague(story: Story) -> None:
    story.asks()
    assert story.steps_of(ANDI) == []
    assert story.steps_of(LESTARI) == []
