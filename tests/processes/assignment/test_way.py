"""The way of an assignment: prepared, checked, signed by somebody else, one number for all, reported on, taken back."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from pypdf import PdfReader

from engine import interventions
from engine.interventions import Reason
from engine.task_errors import TaskBarred, TaskUnknown
from kernel.act import Act, system
from kernel.errors import FormInvalid
from people import structure
from people.errors import PersonNotFound, PersonWithoutPost
from tests.people import BAMBANG, FITRI, GALIH, IMELDA, IRFAN, NINING, RATNA, SARMILA, UJANG, VERONIKA, WISNU
from tests.processes.assignment.story import TRIP, Story
from workflows.assignment.errors import (
    AssigneesAway,
    AssignmentMoved,
    DaysInThePast,
    DaysTurnedRound,
    NotPreparer,
    NotRecaller,
    ReasonMissing,
    ReportMissing,
    TooLateToRecall,
    TooLong,
    YearNotKnown,
)
from workflows.issued import PaperState

DAYS = ("2026-11-18", "2026-11-20")


def test_one_number_for_all_a_paper_and_blocked_calendars(story_everywhere: Story) -> None:
    story = story_everywhere
    story.prepares()
    assert story.days_of(GALIH) == [(*DAYS, False)]
    assert story.steps_of(NINING) == ["check"]
    story.does("check", NINING, decision="forward")
    assert story.steps_of(RATNA) == ["sign"]
    story.does("sign", RATNA, decision="sign")

    assert (story.assignment.state, story.assignment.number) == ("issued", "ST-1/KP/KP.08/11/2026")
    (paper,) = story.papers()
    assert (paper.state, paper.people, paper.number) == (
        PaperState.ISSUED,
        (IMELDA, GALIH, SARMILA),
        "ST-1/KP/KP.08/11/2026",
    )
    text = PdfReader(BytesIO(story.blobs.read(paper.sha256))).pages[0].extract_text()
    for told in ("SURAT TUGAS", "Imelda Christina Wattimena", "Galih", "Wa Ode", "MAK 524111", "Kota Senja"):
        assert told in text
    for person in (IMELDA, GALIH, SARMILA):
        assert story.days_of(person) == [(*DAYS, True)]
        assert story.notices_of(person) == ["assignment.signed"]
    assert story.notices_of(VERONIKA) == ["assignment.signed"]
    assert story.events() == [
        "assignment.prepared",
        "assignment.sent",
        "assignment.signed",
        "paper.reserved",
        "paper.issued",
    ]


def test_no_event_holds_a_text(story: Story) -> None:
    story.is_signed()
    for text in ("Asesmen", "Senja", "Undangan", "524111", "Ratna"):
        assert text not in story.log()


def test_after_the_last_day_the_first_named_reports_within_five_working_days(story_everywhere: Story) -> None:
    story = story_everywhere
    story.is_signed()
    story.it_is("2026-11-20 16:00")
    assert story.steps_of(IMELDA) == []
    story.it_is("2026-11-23 07:31")  # Monday
    task = story.task("report", IMELDA)
    assert task.due_at is not None
    assert f"{task.due_at.astimezone(story.now.tzinfo):%Y-%m-%d %H:%M}" == "2026-11-27 16:30"
    with pytest.raises(ReportMissing):
        story.does("report", IMELDA)
    document = story.uploads(IMELDA)
    story.does("report", IMELDA, report="Asesmen selesai", documents=[document])
    assert (story.assignment.state, story.assignment.report) == ("reported", "Asesmen selesai")
    assert story.cases() == ["completed"]
    assert "selesai" not in story.log()
    assert "assignment.reported" in story.notices_of(VERONIKA)


def test_another_calendar_moves_the_report(story_everywhere: Story) -> None:
    story = story_everywhere
    story.is_signed()
    story.closes("2026-11-23")
    story.it_is("2026-11-23 12:00")
    assert story.steps_of(IMELDA) == []
    story.it_is("2026-11-24 07:31")
    due = story.task("report", IMELDA).due_at
    assert due is not None
    assert f"{due.astimezone(story.now.tzinfo):%Y-%m-%d %H:%M}" == "2026-11-30 16:00"


def test_a_late_report_is_reminded_of(story: Story) -> None:
    story.is_signed()
    story.it_is("2026-11-30 08:00")
    assert "assignment.report_late" in story.notices_of(IMELDA)
    assert "assignment.report_late" in story.notices_of(VERONIKA)


def test_without_a_report_it_is_finished_with_the_signature(story: Story) -> None:
    story.is_signed(must_report=None)
    assert (story.assignment.state, story.cases()) == ("issued", ["completed"])


@pytest.mark.parametrize("firm", [True, False])
def test_whoever_is_away_or_asked_to_be_is_named_with_the_days(story: Story, firm: bool) -> None:
    story.is_away(GALIH, "2026-11-20", "2026-11-24", firm=firm)
    with pytest.raises(AssigneesAway) as refused:
        story.prepares()
    assert refused.value.facts["who"] == "Galih Prasetyo Nugroho, S.Psi. (20-11-2026 - 24-11-2026)"


def test_a_second_assignment_on_the_same_days_is_refused_also_while_the_first_is_checked(story: Story) -> None:
    story.prepares()
    with pytest.raises(AssigneesAway) as refused:
        story.prepares(lead=SARMILA, others=[FITRI, GALIH], starts_on="2026-11-20", last_on="2026-11-25")
    assert "Galih" in refused.value.facts["who"]
    assert "Wa Ode" in refused.value.facts["who"]
    assert "Fitriani" not in refused.value.facts["who"]


def test_two_at_once_for_the_same_person_give_one(story_everywhere: Story) -> None:
    story = story_everywhere

    def attempt(others: list[str]) -> bool:
        try:
            story.prepares(others=others)
        except AssigneesAway:
            return False
        return True

    with ThreadPoolExecutor(2) as crowd:
        assert sorted(crowd.map(attempt, [[GALIH, SARMILA], [SARMILA, GALIH]])) == [False, True]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"starts_on": "2026-11-11"}, DaysInThePast),
        ({"last_on": "2026-11-17"}, DaysTurnedRound),
        ({"starts_on": "2026-11-18", "last_on": "2027-11-18"}, TooLong),
        ({"starts_on": "2026-12-30", "last_on": "2027-01-05"}, YearNotKnown),
        ({"lead": "P99"}, PersonNotFound),
        ({"lead": WISNU}, PersonWithoutPost),
        ({"lead": None}, FormInvalid),
        ({"basis": ""}, FormInvalid),
        ({"others": [GALIH, GALIH]}, FormInvalid),
        ({"starts_on": "besok"}, FormInvalid),
    ],
)
def test_bad_input_is_refused(story: Story, changes: dict[str, object], fault: type[Exception]) -> None:
    with pytest.raises(fault):
        story.prepares(**changes)


def test_only_some_prepare(story: Story) -> None:
    with pytest.raises(NotPreparer):
        story.prepares(by=UJANG)


def test_named_twice_somebody_is_assigned_once(story: Story) -> None:
    story.prepares(others=[IMELDA, GALIH])
    assert [one.person_id for one in story.people] == [IMELDA, GALIH]


def test_sent_twice_with_one_key_it_is_one_assignment(story: Story) -> None:
    assert story.prepares(key="k") == story.prepares(key="k")


def test_sent_back_by_the_checker_it_is_corrected_and_the_days_follow(story_everywhere: Story) -> None:
    story = story_everywhere
    story.prepares()
    story.does("check", NINING, decision="return", note="Tambah sumber dana")
    assert story.steps_of(VERONIKA) == ["correct"]
    assert story.days_of(GALIH) == [(*DAYS, False)]
    again = {name: value for name, value in TRIP.items() if name != "others"}
    story.does("correct", VERONIKA, decision="resend", **{**again, "others": [FITRI], "last_on": "2026-11-19"})
    assert story.days_of(GALIH) == []
    assert story.days_of(FITRI) == [("2026-11-18", "2026-11-19", False)]
    story.does("check", NINING, decision="forward")
    story.does("sign", RATNA, decision="sign")
    assert story.papers()[0].people == (IMELDA, FITRI)
    assert "dana" not in story.log()


def test_sent_back_by_the_head_it_may_be_let_go(story: Story) -> None:
    story.prepares()
    story.does("check", NINING, decision="forward")
    story.does("sign", RATNA, decision="return", note="Terlalu banyak orang")
    story.does("correct", VERONIKA, decision="give_up")
    assert (story.assignment.state, story.days_of(GALIH), story.cases()) == ("cancelled", [], ["completed"])


def test_not_signed_everybody_is_free(story: Story) -> None:
    story.prepares()
    story.does("check", NINING, decision="forward")
    story.does("sign", RATNA, decision="refuse", note="Tidak perlu")
    assert (story.assignment.state, story.days_of(IMELDA), story.papers()) == ("refused", [], [])
    assert story.notices_of(VERONIKA) == ["assignment.refused"]


def test_what_kasubbag_umum_prepares_goes_straight_to_the_head(story: Story) -> None:
    story.prepares(by=NINING)
    assert story.steps_of(RATNA) == ["sign"]


def test_who_acts_for_the_head_signs_as_such(story: Story) -> None:
    story.it_is("2026-11-16 08:00")
    story.is_signed(by=BAMBANG)
    assert story.papers()[0].signer.title_line == "Plh. Kepala Pusat"


@pytest.mark.parametrize("day", ["2026-11-13 08:00", "2026-11-16 08:00"])
def test_nobody_signs_his_own(story: Story, day: str) -> None:
    story.it_is(day)
    with story.database.read() as session:
        holder = structure.holder_of(session, "KP", story.now)
    assert holder is not None
    story.prepares(lead=holder.person_id)
    story.does("check", NINING, decision="forward")
    assert story.steps_of(holder.person_id) == []
    assert (story.assignment.state, story.steps_of(NINING)) == ("outside", ["outside"])
    letter = {"authority": "Sekretaris Utama", "number": "ST-88/SU/KP.08/11/2026", "dated_on": "2026-11-13"}
    story.does("outside", NINING, decision="signed", **letter)
    assert (story.assignment.state, story.assignment.number) == ("issued", "ST-88/SU/KP.08/11/2026")
    assert story.papers() == []
    assert story.days_of(holder.person_id) == [(*DAYS, True)]


def test_the_acting_official_signs_for_the_head_who_travels(story: Story) -> None:
    story.it_is("2026-11-16 08:00")
    story.is_signed(by=BAMBANG, lead=RATNA, starts_on="2026-11-19")
    assert story.assignment.signed_by == BAMBANG


def test_an_assigned_person_who_comes_to_the_post_later_is_barred_and_it_goes_outside(story: Story) -> None:
    story.it_is("2026-11-13 16:00")  # Friday
    story.prepares(lead=BAMBANG)
    story.does("check", NINING, decision="forward")
    task = story.task("sign", RATNA)
    story.now = story.now.replace(day=16, hour=8)  # Monday: Bambang is Plh. Kepala Pusat
    with pytest.raises((TaskBarred, TaskUnknown)):
        story.completes(task, BAMBANG, decision="sign")
    story.it_is("2026-11-17 08:00")  # the time to sign has passed
    assert (story.assignment.state, story.steps_of(NINING)) == ("outside", ["outside"])


def test_a_late_check_and_a_late_signature_are_told(story: Story) -> None:
    story.prepares()
    story.it_is("2026-11-13 09:00")
    assert "assignment.check_late" in story.notices_of(NINING)
    story.does("check", NINING, decision="forward")
    story.it_is("2026-11-16 10:00")
    assert "assignment.sign_late" in story.notices_of(BAMBANG)  # Plh. from that day on
    assert story.steps_of(BAMBANG) == ["sign"]


def test_cancelled_before_the_signature_everybody_is_free(story_everywhere: Story) -> None:
    story = story_everywhere
    story.prepares()
    with pytest.raises(NotRecaller):
        story.takes_back(by=IRFAN)
    story.takes_back(by=VERONIKA)
    assert (story.assignment.state, story.days_of(IMELDA), story.cases()) == ("cancelled", [], ["cancelled"])
    assert story.steps_of(NINING) == []
    with pytest.raises(AssignmentMoved):
        story.takes_back(by=NINING, reason="lagi")


def test_recalled_before_it_begins_calendars_are_free_and_the_paper_is_revoked(story_everywhere: Story) -> None:
    story = story_everywhere
    story.is_signed()
    with pytest.raises(NotRecaller):
        story.takes_back(by=VERONIKA)
    with pytest.raises(ReasonMissing):
        story.takes_back(by=RATNA)
    story.takes_back(by=RATNA, reason="Acara ditunda")
    assert (story.assignment.state, story.cases()) == ("recalled", ["cancelled"])
    assert [story.days_of(person) for person in (IMELDA, GALIH, SARMILA)] == [[], [], []]
    (paper,) = story.papers()
    assert (paper.state, paper.reason) == (PaperState.REVOKED, "recalled")
    assert "assignment.recalled" in story.notices_of(GALIH)
    assert "ditunda" not in story.log()
    story.it_is("2026-11-23 08:00")
    assert story.steps_of(IMELDA) == []


def test_recalled_on_the_way_the_days_behind_are_free(story: Story) -> None:
    story.is_signed()
    story.it_is("2026-11-19 10:00")
    story.takes_back(by=NINING, reason="Dipanggil pulang")
    assert story.days_of(GALIH) == [("2026-11-18", "2026-11-19", True)]


def test_over_it_is_not_recalled(story: Story) -> None:
    story.is_signed()
    story.it_is("2026-11-24 10:00")
    with pytest.raises(TooLateToRecall):
        story.takes_back(by=NINING, reason="x y z")


def test_a_case_ended_by_the_administrator_frees_everybody(story: Story) -> None:
    story.is_signed()
    with story.database.write() as session:
        act = Act(session, system("setup"), story.now, "test")
        interventions.cancel(act, story.assignment.instance_id, Reason("withdrawn"))
    assert (story.assignment.state, story.days_of(GALIH)) == ("recalled", [])
    assert story.papers()[0].state is PaperState.REVOKED


def test_leave_that_came_meanwhile_stops_the_signature(story: Story) -> None:
    story.prepares()
    story.does("check", NINING, decision="forward")
    story.is_away(GALIH, "2026-11-19")
    with pytest.raises(AssigneesAway):
        story.does("sign", RATNA, decision="sign")
    assert (story.assignment.state, story.papers()) == ("signing", [])
    assert story.assignment.number == ""
