"""Opening letters and scans, and what is left behind by it."""

from io import BytesIO

import pytest

from documents import archive, intake
from documents.blobs import Blobs, open_blobs
from documents.errors import DocumentNotFound
from documents.intake import Part
from documents.models import DocumentState
from kernel import history
from kernel.errors import AppError
from tests import files
from tests.people import BAMBANG, FITRI, NINING, RATNA, UJANG, VERONIKA, WISNU, YOSEF, act_of
from tests.processes.letter_disposition.story import Story
from workflows.letters import corrections, opening, queries
from workflows.letters.access import Surface, Verdict
from workflows.letters.models import LetterOpening


@pytest.fixture
def blobs(file_url: str) -> Blobs:
    return open_blobs(file_url)


def uploads(story: Story, blobs: Blobs, by: str) -> str:
    with story.database.write() as session:
        return intake.receive(act_of(session, by, story.now), blobs, [Part("surat.pdf", BytesIO(files.pdf()))]).id


def opens(story: Story, document: str, by: str, surface: Surface = Surface.SCAN, reason: str = "") -> str:
    """The id of the document, or the code of the refusal."""
    try:
        with story.database.write() as session:
            return opening.open_document(act_of(session, by, story.now), document, surface, reason=reason).id
    except AppError as refused:
        return refused.code


def test_a_scan_belongs_to_its_letter_and_opens_to_those_who_may(story: Story, blobs: Blobs) -> None:
    scan = uploads(story, blobs, UJANG)
    story.registers(document=scan)
    assert [opens(story, scan, who) for who in (RATNA, UJANG, FITRI, WISNU)] == [scan] * 4
    assert opens(story, scan, YOSEF) == "document.not_found"
    with story.database.read() as session:
        assert archive.get(session, scan).record == f"letter:{story.letter_id}"


def test_nobody_registers_with_the_upload_of_somebody_else(story: Story, blobs: Blobs) -> None:
    with pytest.raises(DocumentNotFound):
        story.registers(document=uploads(story, blobs, RATNA))
    assert story.registers().agenda_no == "0001"


def test_a_secret_letter_has_a_scan_for_the_named_and_pictures_for_nobody(story: Story, blobs: Blobs) -> None:
    story.registers(security="rahasia", addressee="KP")
    scan = uploads(story, blobs, RATNA)
    with story.database.write() as session:
        corrections.attach_content(act_of(session, RATNA, story.now), story.letter_id, document=scan)

    assert opens(story, scan, RATNA) == scan
    assert [opens(story, scan, who) for who in (UJANG, FITRI, NINING)] == ["letter.secret"] * 3
    assert opens(story, scan, RATNA, Surface.IMAGES) == "letter.secret"
    with story.database.read() as session:
        assert archive.get(session, scan).state == DocumentState.WITHHELD


def test_a_letter_that_becomes_secret_loses_its_pictures(story: Story, blobs: Blobs) -> None:
    scan = uploads(story, blobs, UJANG)
    story.registers(document=scan)
    story.does("dispose", RATNA, decision="return", reason="Ini rahasia")
    story.does("correct", UJANG, security="rahasia", addressee="KP")
    with story.database.read() as session:
        assert archive.get(session, scan).state == DocumentState.WITHHELD
    assert opens(story, scan, FITRI) == "letter.secret"


def test_evidence_closes_a_duty_without_a_word(story: Story, blobs: Blobs) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BP"], instructions=["teliti"])
    paper = uploads(story, blobs, VERONIKA)
    story.does("follow_up", VERONIKA, decision="report", documents=[paper])
    assert story.node("BP").state == "reported"
    assert opens(story, paper, RATNA) == paper


def test_an_auditor_states_why_he_opens_a_top_secret_letter(story: Story) -> None:
    story.registers(security="sangat_rahasia", addressee="KP")
    with pytest.raises(AppError) as refused:
        story.opens_letter(WISNU)
    assert refused.value.code == "letter.reason_needed"

    assert story.opens_letter(WISNU, reason="Pemeriksaan ST-9/IT").verdict is Verdict.ALLOWED
    with story.database.read() as session:
        (kept,) = session.query(LetterOpening).all()
        event = history.read(session, f"letter:{story.letter_id}")[-1]
        assert event.data["reason"] == history.commitment("Pemeriksaan ST-9/IT", kept.salt)


@pytest.mark.parametrize(("security", "events"), [("biasa", 0), ("terbatas", 1), ("rahasia", 1)])
def test_every_opening_of_what_is_not_open_leaves_a_trace(story: Story, security: str, events: int) -> None:
    story.registers(security=security, addressee="KP")
    story.opens_letter(UJANG)
    assert story.events().count("letter.opened") == events


def test_the_registry_sees_the_entry_of_a_secret_letter_without_its_subject(story: Story) -> None:
    story.registers(security="rahasia", addressee="KP")
    with story.database.write() as session:
        corrections.attach_content(act_of(session, RATNA, story.now), story.letter_id, subject="Audit")
    seen = story.opens_letter(UJANG)
    with story.database.read() as session:
        case = queries.case_of(session, seen)
    assert (case.masked, case.letter.subject, case.letter.sender) == (True, "", "Sekretariat Utama BPAN")
    assert (case.documents, case.shows_log, case.shows_images) == ((), False, False)


def test_staff_see_the_entry_of_an_open_letter_without_what_was_written_on_it(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BP"], instructions=["teliti"], note="Hati-hati")
    seen = story.opens_letter(YOSEF)
    with story.database.read() as session:
        case = queries.case_of(session, seen)
    assert case.letter.subject
    assert "Hati-hati" not in str(case)


def test_reading_is_noted_once_and_by_whom_it_is_for(story: Story) -> None:
    story.registers()
    story.does("dispose", RATNA, decision="dispose", to=["BP", "BA"], responsible="BP", instructions=["teliti"])
    story.opens_letter(YOSEF)
    assert story.node("BP").read_at is None
    story.opens_letter(BAMBANG)
    first = story.node("BA").read_at
    story.later(minutes=5)
    story.opens_letter(BAMBANG)
    assert story.node("BA").read_at == first
    assert story.node("BA").state == "sent"
