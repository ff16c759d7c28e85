"""The whole way of a letter, and its side ways."""

import pytest
from sqlalchemy import select

from kernel import history
from kernel.errors import AppError, FormInvalid
from tests.people import BAMBANG, FITRI, NINING, RATNA, RIZKI, UJANG, VERONIKA, YOSEF
from tests.processes.letter_disposition.story import Story, at
from workflows.letters.models import BranchRemark


def test_a_letter_goes_from_the_register_to_the_file(story_everywhere: Story) -> None:
    story = story_everywhere
    done = story.registers(urgency="segera")
    assert done.agenda_no == "0001"
    assert story.steps_of(RATNA) == ["dispose"]

    story.it_is("2026-11-02 09:50")
    story.does("dispose", RATNA, decision="dispose", to=["BA"], instructions=["tindaklanjuti", "siapkan_konsep"])
    assert story.letter.state == "disposed"
    story.it_is("2026-11-02 10:45")
    forward = {"to": ["BA2"], "instructions": ["siapkan_konsep"], "due": "2026-11-03T16:00", "note": "Segera"}
    story.does("follow_up", BAMBANG, decision="forward", **forward)
    assert story.letter.state == "in_follow_up"
    story.it_is("2026-11-03 14:30")
    story.does("follow_up", YOSEF, decision="report", report="Konsep siap.")
    story.does("accept", BAMBANG, accepted="true")

    assert story.letter.state == "finished"
    assert [node.state for node in (story.node("BA"), story.node("BA2"))] == ["closed", "closed"]
    story.does("file", FITRI, file_no="PR.01/2026/07", location="Lemari A", classification="PR.01")
    assert story.letter.state == "filed"
    assert story.events() == [
        "letter.registered",
        "letter.routed",
        "letter.disposed",
        "letter.disposed",
        "duty.reminded",
        "branch.reported",
        "branch.accepted",
        "branch.closed",
        "branch.closed",
        "letter.finished",
        "letter.filed",
    ]


def test_a_disposition_for_information_holds_nothing_open(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BA", "BP"], instructions=["ketahui"])

    assert story.letter.state == "finished"
    story.does("read", VERONIKA)
    assert story.node("BP").state == "informed"
    assert story.node("BA").state == "sent"


def test_the_letter_waits_for_all_who_have_a_duty(story_everywhere: Story) -> None:
    story = story_everywhere
    story.registers()
    story.does(
        "dispose", RATNA, decision="dispose", to=["BA", "BP"], responsible="BP", joint=["BA"], instructions=["teliti"]
    )
    for person in (BAMBANG, VERONIKA):
        story.does("follow_up", person, decision="report", report="Sudah.")
    (given,) = story.tree
    assert (given.duties, given.duties_done) == (2, 0)

    for task in [row for row in story.tasks_of(RATNA) if row.element == "accept"]:
        story.completes(task, RATNA, accepted="true")
    assert story.letter.state == "finished"


def test_the_head_files_without_follow_up(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="file")
    assert story.letter.state == "finished"
    assert story.steps_of(FITRI) == ["file"]


def test_the_head_answers_himself(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="answer", answer="Sudah saya jawab lewat telepon.")
    assert story.letter.own_answer == "Sudah saya jawab lewat telepon."
    assert story.letter.state == "finished"


def test_the_head_gives_a_wrong_entry_back_and_gets_it_again(story: Story) -> None:
    story.registers(urgency="biasa")
    story.does("dispose", RATNA, decision="return", reason="Ini mendesak, mohon diperbaiki")
    assert story.steps_of(RATNA) == []
    assert story.letter.state == "registered"

    story.does("correct", UJANG, urgency="sangat_segera", sender="Sekretariat Utama")
    assert story.letter.sender == "Sekretariat Utama"
    assert story.letter.due_at == at("2026-11-03 08:40")
    assert story.letter.agenda_no == "0001"
    assert story.steps_of(RATNA) == ["dispose"]


def test_a_letter_that_is_not_for_us_gets_no_number(story: Story) -> None:
    done = story.registers(outcome="return", reason="Dialamatkan kepada Dinas Sosial")
    assert (done.agenda_no, done.state) == ("", "returned")
    assert story.events() == ["letter.returned"]
    assert story.registers().agenda_no == "0001"


def test_a_question_goes_up_and_its_answer_comes_down(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BP"], instructions=["teliti"])
    story.does("follow_up", VERONIKA, decision="ask", question="Lewat mana jawabannya?")
    assert story.steps_of(VERONIKA) == []

    story.does("answer", RATNA, answer="Lewat Sekretariat Utama.")
    assert story.steps_of(VERONIKA) == ["follow_up"]
    assert story.node("BP").said.answer == "Lewat Sekretariat Utama."


def test_a_result_that_is_not_accepted_comes_back_with_the_reason(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BP"], instructions=["teliti"])
    story.does("follow_up", VERONIKA, decision="report", report="Selesai.")
    with pytest.raises(FormInvalid) as refused:
        story.does("accept", RATNA, accepted="false")
    assert refused.value.code == "branch.note_missing"

    story.does("accept", RATNA, accepted="false", note="Datanya kurang")
    assert story.steps_of(VERONIKA) == ["follow_up"]
    assert story.node("BP").said.giver_note == "Datanya kurang"


def test_a_result_nobody_looks_at_counts_as_accepted_after_two_working_days(story_everywhere: Story) -> None:
    story = story_everywhere
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BP"], instructions=["teliti"])
    story.does("follow_up", VERONIKA, decision="report", report="Selesai.")

    story.it_is("2026-11-04 08:51")
    assert story.letter.state == "in_follow_up"
    story.it_is("2026-11-04 08:53")
    assert story.letter.state == "finished"
    assert story.node("BP").closed_how == "time"


def test_letters_without_an_official_or_his_substitute_are_told_to_the_head_of_administration(story: Story) -> None:
    story.is_away(RATNA)
    story.registers()
    assert "letter.absence_alerted" in story.events()
    assert story.notices_of(BAMBANG) == ["letter.nobody_present"]
    assert story.steps_of(RATNA) == ["dispose"]


def test_the_archivist_is_reminded_after_five_working_days(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="file")
    story.it_is("2026-11-09 08:53")
    assert story.notices_of(FITRI) == ["file.due"]
    assert story.notices_of(NINING) == ["file.due"]


def test_only_the_registry_registers(story: Story) -> None:
    with pytest.raises(AppError) as refused:
        story.registers(by=RIZKI)
    assert refused.value.code == "letter.not_registrar"


def test_the_same_key_registers_once(story_everywhere: Story) -> None:
    story = story_everywhere
    first = story.registers(key="k1")
    assert story.registers(key="k1") == first
    assert story.letter.agenda_serial == 1


def test_every_round_of_a_duty_keeps_its_words(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BA"], instructions=["teliti"])
    for round_ in ("satu", "dua"):
        story.does("follow_up", BAMBANG, decision="ask", question=f"Pertanyaan {round_}?")
        story.does("answer", RATNA, answer=f"Jawaban {round_}.")
        story.does("follow_up", BAMBANG, decision="report", report=f"Laporan {round_}.")
        story.does("accept", RATNA, accepted="true" if round_ == "dua" else "false", note=f"Catatan {round_}")

    with story.database.read() as session:
        rows = {row.id: row for row in session.scalars(select(BranchRemark))}
        told = [event for event in history.read(session, f"letter:{story.letter_id}") if "remark" in event.data]
    assert [rows[event.data["remark"]].text for event in told] == [
        f"{what} {round_}{end}"
        for round_ in ("satu", "dua")
        for what, end in (("Pertanyaan", "?"), ("Jawaban", "."), ("Laporan", "."), ("Catatan", ""))
    ]
    for event in told:
        row = rows[event.data["remark"]]
        assert event.data["commitments"] == {row.kind: history.commitment(row.text, row.salt)}
