"""The ten cases of DOMAIN 1.11, each by its number."""

import json

import pytest

from engine import interventions
from engine.inbox import Box
from engine.interventions import Reason
from engine.task_errors import TaskBarred
from kernel.errors import AppError, Conflict, FormInvalid
from people import acting
from tests.people import BAMBANG, IRFAN, NINING, RATNA, RIZKI, UJANG, VERONIKA, YOSEF, act_of
from tests.processes.letter_disposition.story import Story, at
from workflows.letters import corrections, paper, queries
from workflows.letters.access import Verdict
from workflows.letters.errors import LetterSecret


@pytest.mark.parametrize(
    ("case", "urgency", "received", "registered", "due"),
    [
        ("L1-1", "segera", "2026-11-05T08:30", "2026-11-05 08:39", "2026-11-09 07:30"),
        ("L1-2", "biasa", "2026-03-12T09:00", "2026-03-12 09:10", "2026-03-26 16:00"),
        ("L1-3", "sangat_segera", "2026-11-06T15:00", "2026-11-06 15:10", "2026-11-09 07:30"),
    ],
)
def test_computes_the_limit_of_a_letter(
    story: Story, case: str, urgency: str, received: str, registered: str, due: str
) -> None:
    story.it_is(registered)
    story.registers(urgency=urgency, received_at=received, dated_on="2026-03-01")
    assert story.letter.due_at == at(due), case


def test_l1_4_a_letter_that_is_registered_already_is_named_and_uses_no_number(story_everywhere: Story) -> None:
    story = story_everywhere
    story.registers()
    with pytest.raises(Conflict) as refused:
        story.registers(sender=" sekretariat utama  BPAN ", number="b-1187 / SU.1/PR.01/11/2026")
    assert refused.value.code == "letter.duplicate"
    assert refused.value.facts["agenda"] == "0001/2026"

    first = story.letter_id
    assert story.registers(duplicate_choice="follow_up").agenda_no == "0002"
    assert story.letter.follows == first


def test_l1_4_the_same_letter_can_be_linked_without_a_number(story: Story) -> None:
    story.registers()
    first = story.letter_id
    done = story.registers(duplicate_choice="link")
    assert (done.agenda_no, done.state, story.letter.duplicate_of) == ("", "duplicate", first)
    assert story.steps_of(RATNA) == []
    assert story.registers(number="B-1188").agenda_no == "0002"


def test_l1_5_a_top_secret_letter_shows_its_number_and_opens_only_to_the_named(story_everywhere: Story) -> None:
    story = story_everywhere
    story.registers(security="sangat_rahasia", addressee="KP", subject="Hasil pemetaan", urgency="sangat_segera")

    (line,) = story.listed(NINING)
    assert (line.agenda_no, line.masked, line.subject, line.sender) == ("0001", True, "", "")
    assert story.listed(NINING, text="pemetaan") == []
    assert story.listed(NINING, text="Sekretariat") == []
    with pytest.raises(LetterSecret):
        story.opens_letter(NINING)
    assert story.opens_letter(RATNA).verdict is Verdict.ALLOWED
    assert story.events()[-1] == "letter.opened"


def test_l1_6_the_letter_goes_to_the_acting_head_and_the_slip_says_so(story_everywhere: Story) -> None:
    story = story_everywhere
    story.it_is("2026-11-02 07:35")
    with story.database.write() as session:
        days = (at("2026-11-02 00:00").date(), at("2026-11-06 00:00").date())
        wanted = acting.Appointment("plh", "KP", BAMBANG, *days, basis="ST-70/SU/KP.08/10/2026")
        acting.appoint(act_of(session, NINING, story.now), wanted)
    story.it_is("2026-11-03 09:00")
    story.registers(received_at="2026-11-03T08:40")

    assert story.steps_of(BAMBANG) == ["dispose"]
    assert story.steps_of(RATNA) == []
    assert story.steps_of(RATNA, Box.WATCH) == ["dispose"]
    assert story.opens_letter(RATNA).verdict is Verdict.ALLOWED
    story.does("dispose", BAMBANG, decision="dispose", to=["BP"], instructions=["teliti"])
    (given,) = story.tree
    assert (given.title_line, given.capacity, given.basis) == ("Plh. Kepala Pusat", "plh", "ST-70/SU/KP.08/10/2026")
    assert "Plh. Kepala Pusat" in str(story.sheet())


def test_l1_7_nobody_disposes_outside_his_line(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BL"], instructions=["tindaklanjuti"])
    for post in ("BP1-P22", "BP", "KP", "BL", "NIRGENDS"):
        with pytest.raises(FormInvalid) as refused:
            story.does("follow_up", IRFAN, decision="forward", to=[post], instructions=["tindaklanjuti"])
        assert refused.value.code == "disposition.not_in_line"
        assert refused.value.fields[0].field == "to"
    assert story.steps_of(IRFAN) == ["follow_up"]
    assert story.node("BL").state == "sent"


def test_l1_8_a_skipped_superior_gets_a_copy(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BA2"], instructions=["tindaklanjuti"])

    copy = story.node("BA")
    assert (copy.part, copy.binding, copy.automatic) == ("copy", False, True)
    assert story.steps_of(BAMBANG) == ["read"]
    assert story.steps_of(YOSEF) == ["follow_up"]


def test_l1_8_but_nobody_is_added_to_a_secret_letter(story: Story) -> None:
    story.registers(security="rahasia", addressee="KP")
    story.does("dispose", RATNA, decision="dispose", to=["BA2"], instructions=["tindaklanjuti"])
    assert [node.post for given in story.tree for node in given.nodes] == ["BA2"]


def test_l1_9_a_duty_of_several_needs_exactly_one_who_is_responsible(story: Story) -> None:
    story.registers()
    with pytest.raises(FormInvalid) as refused:
        story.does("dispose", RATNA, decision="dispose", to=["BA", "BP"], instructions=["tindaklanjuti"])
    assert refused.value.code == "disposition.responsible_missing"
    assert story.steps_of(RATNA) == ["dispose"]


def test_l1_10_a_duty_is_not_done_without_a_word_or_a_paper(story: Story) -> None:
    story.registers()
    answers = {"to": ["BP", "BA"], "responsible": "BP", "instructions": ["tindaklanjuti"]}
    story.does("dispose", RATNA, decision="dispose", **answers)
    with pytest.raises(FormInvalid) as refused:
        story.does("follow_up", VERONIKA, decision="report", report="   ")
    assert refused.value.code == "branch.follow_up_missing"

    story.does("read", BAMBANG)
    assert story.node("BA").state == "informed"


def test_the_addressee_adds_what_was_in_the_envelope(story: Story) -> None:
    story.registers(security="rahasia", addressee="KP")
    with story.database.write() as session:
        corrections.attach_content(act_of(session, RATNA, story.now), story.letter_id, subject="Pemberitahuan audit")
    assert story.letter.subject == "Pemberitahuan audit"
    with pytest.raises(AppError) as refused, story.database.write() as session:
        corrections.attach_content(act_of(session, UJANG, story.now), story.letter_id, subject="Lain")
    assert refused.value.code == "letter.not_addressee"


def test_no_personal_text_reaches_process_data_or_events(story: Story) -> None:
    texts = ("Sekretariat Utama BPAN", "B-1187", "Permintaan Bahan", "Rahasia dapur", "Laporan isi", "Tanya isi")
    story.registers()
    answers = {"to": ["BP"], "instructions": ["teliti", "lain"], "other": "Rahasia dapur", "note": "Rahasia dapur"}
    story.does("dispose", RATNA, decision="dispose", **answers)
    story.does("follow_up", VERONIKA, decision="ask", question="Tanya isi?")
    story.does("answer", RATNA, answer="Rahasia dapur")
    story.does("follow_up", VERONIKA, decision="report", report="Laporan isi")

    kept = json.dumps(story.process_data())
    assert not [text for text in texts if text in kept]


def test_a_restricted_letter_does_not_exist_for_others(story: Story) -> None:
    story.registers(security="terbatas")
    assert story.listed(VERONIKA) == []
    with pytest.raises(AppError) as refused:
        story.opens_letter(VERONIKA)
    assert refused.value.code == "letter.unknown"
    assert [line.subject for line in story.listed(UJANG)] == ["Permintaan Bahan Evaluasi Capaian Kinerja"]


def test_the_agenda_book_hides_what_is_secret(story: Story) -> None:
    story.registers()
    story.registers(security="rahasia", addressee="KP", number="R-1", sender="Inspektorat BPAN")
    day = at("2026-11-02 00:00").date()
    with story.database.read() as session:
        actor = act_of(session, UJANG, story.now).actor
        entries = queries.agenda_book(session, actor, day, day, story.calendar)
        rows = paper.book_rows(entries, story.voice(session))
    assert [row[0] for row in rows] == ["0001/2026", "0002/2026"]
    assert rows[0][4] == "Sekretariat Utama BPAN"
    assert "Inspektorat" not in str(rows[1])


def test_an_acting_head_does_not_accept_his_own_report(story: Story) -> None:
    story.it_is("2026-11-18 13:30")  # Bambang is Plh. Kepala Pusat and Kabag Administrasi
    story.registers()
    story.does("dispose", BAMBANG, decision="dispose", to=["BA"], instructions=["tindaklanjuti"])
    story.does("follow_up", BAMBANG, decision="report", report="Sudah saya kerjakan.")

    with pytest.raises(TaskBarred):
        story.does("accept", BAMBANG, accepted="true")
    assert story.node("BA").state == "reported"
    story.it_is("2026-11-19 09:30")
    story.does("accept", RATNA, accepted="true")
    assert story.node("BA").state == "closed"


def test_a_cancelled_case_cancels_the_letter_and_ends_its_branches(story_everywhere: Story) -> None:
    story = story_everywhere
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BP"], responsible="BP", instructions=["tindaklanjuti"])
    root, _ = story.cases()["letter_disposition"]
    with story.database.write() as session:
        interventions.cancel(act_of(session, RIZKI, story.now), root, Reason("withdrawn"))
    story.errands()
    assert story.letter.state == "cancelled"
    assert {state for _, state in story.cases().values()} == {"cancelled"}
    assert story.steps_of(VERONIKA) == []
    assert story.events()[-1] == "letter.cancelled"
