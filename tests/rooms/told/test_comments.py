"""Comments: who may write and read, whom they tell, how they are taken back, two at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select, text

from documents import archive, intake
from documents.blobs import open_blobs
from documents.errors import DocumentNotFound, DocumentTaken
from kernel import history, render
from kernel.act import Act
from kernel.errors import AppError, FormInvalid
from tests import files
from tests.people import BAMBANG, DEWI, FITRI, RATNA, RIZKI, SARMILA, UJANG, VERONIKA, WISNU
from tests.processes.letter_disposition.story import Story
from workflows import comments, notices, registry
from workflows.comments import Comment, CommentClosed, CommentOfOther, CommentStands, RecordUnknown, Said
from workflows.letters import opening
from workflows.letters.access import Surface

OFFICES = registry.build()
LONG = "a" * 5000


def act_of(story: Story, session: Any, person: str) -> Act:
    return Act(session, story.actor(person), story.now, "test")


def says(story: Story, person: str, words: str = "Mohon dicek dulu.", key: str | None = None, **more: Any) -> str:
    said = Said(f"letter:{story.letter_id}", words, **more)
    actor = story.actor(person)
    with story.database.write() as session:
        return comments.add(Act(session, actor, story.now, "test"), OFFICES, said, key=key)


def withdraws(story: Story, person: str, comment: str) -> Comment:
    actor = story.actor(person)
    with story.database.write() as session:
        return comments.withdraw(Act(session, actor, story.now, "test"), OFFICES, comment)


def told(story: Story, person: str) -> list[tuple[str, str | None]]:
    actor = story.actor(person)
    with story.database.read() as session:
        found = [one for one in notices.list_for(session, actor) if one.kind == comments.MENTIONED]
        words = OFFICES.tell(session, found)
        return [(render.text("id", words[one.id].sentence, words[one.id].facts), words[one.id].url) for one in found]


def stored(story: Story) -> list[str]:
    with story.database.read() as session:
        return [row.text for row in comments.list_of(session, f"letter:{story.letter_id}")]


def test_a_comment_needs_no_open_task_and_tells_who_is_mentioned(story_everywhere: Story) -> None:
    story = story_everywhere
    story.registers(outcome="return", reason="Salah alamat")
    assert story.tasks_of(RATNA) == []
    comment = says(story, UJANG, mentions=[FITRI, FITRI, UJANG])
    assert stored(story) == ["Mohon dicek dulu."]
    assert story.events()[-1] == "comment.added"
    ((sentence, url),) = told(story, FITRI)
    assert sentence.startswith("Anda disebut dalam komentar tentang ")
    assert url == f"/letters/{story.letter_id}#c-{comment}"
    assert told(story, UJANG) == []


def test_the_event_holds_a_commitment_and_no_word_of_the_text(story: Story) -> None:
    story.registers()
    comment = says(story, UJANG, "Nomor gawai pribadi beliau: Kemboja")
    with story.database.read() as session:
        row = session.get(Comment, comment)
        (event,) = history.read_kinds(session, f"letter:{story.letter_id}", [comments.ADDED])
        assert row is not None
        assert event.data["commitments"] == {"text": history.commitment(row.text, row.salt)}
        for table in ("event", "job", "notice", "idempotency", "mail"):
            assert "Kemboja" not in str(session.execute(text(f"SELECT * FROM {table}")).all())


@pytest.mark.parametrize("words", ["", "   \n", LONG])
def test_nothing_and_too_much_are_refused(story: Story, words: str) -> None:
    story.registers()
    with pytest.raises(FormInvalid) as refused:
        says(story, UJANG, words)
    assert refused.value.fields[0].field == "text"
    assert stored(story) == []


def test_lines_are_kept_and_markup_is_only_text(story: Story) -> None:
    story.registers()
    says(story, UJANG, " Satu\r\n<b>dua</b> ")
    assert stored(story) == ["Satu\n<b>dua</b>"]


@pytest.mark.parametrize(("security", "stranger"), [("terbatas", SARMILA), ("biasa", SARMILA), ("rahasia", FITRI)])
def test_a_mention_of_who_may_not_see_the_letter_is_refused_by_name(story: Story, security: str, stranger: str) -> None:
    story.registers(security=security, addressee="KP")
    with pytest.raises(FormInvalid) as refused:
        says(story, RATNA, mentions=[stranger])
    (fault,) = refused.value.fields
    with story.database.read() as session:
        name = comments.directory.person(session, stranger).name
    sentence = render.text("id", fault.sentence, fault.facts)
    assert (fault.field, sentence.startswith(f"{name} tidak boleh melihat")) == ("mention", True)
    assert stored(story) == []
    assert told(story, stranger) == []


def test_a_mention_of_nobody_is_refused(story: Story) -> None:
    story.registers()
    with pytest.raises(FormInvalid):
        says(story, UJANG, mentions=["P99"])
    with pytest.raises(FormInvalid):
        says(story, UJANG, mentions=[f"P{number:02}" for number in range(1, 13) if number != 6])


@pytest.mark.parametrize(
    ("security", "writes", "reads", "neither"),
    [
        ("biasa", [RATNA, UJANG, FITRI, DEWI], [WISNU], [SARMILA, RIZKI]),
        ("terbatas", [RATNA, UJANG, FITRI, DEWI], [WISNU], [SARMILA, RIZKI, VERONIKA]),
        ("rahasia", [RATNA], [WISNU], [UJANG, FITRI, DEWI, SARMILA, BAMBANG]),
        ("sangat_rahasia", [RATNA], [], [WISNU, UJANG, FITRI, SARMILA]),
    ],
)
def test_who_sees_the_page_writes_auditors_read_others_learn_nothing(
    story: Story, security: str, writes: list[str], reads: list[str], neither: list[str]
) -> None:
    story.registers(security=security, addressee="KP")
    for person in writes:
        says(story, person)
    for person in reads:
        with pytest.raises(CommentClosed):
            says(story, person)
        with story.database.write() as session:
            comments.require_may_read(act_of(story, session, person), OFFICES, f"letter:{story.letter_id}")
    for person in neither:
        with pytest.raises(RecordUnknown):
            says(story, person)
        with story.database.write() as session, pytest.raises(RecordUnknown):
            comments.require_may_read(act_of(story, session, person), OFFICES, f"letter:{story.letter_id}")
    assert len(stored(story)) == len(writes)


@pytest.mark.parametrize("record", ["letter:none", "none", "incident:1", "instance:1", "access:2026-11-02", ""])
def test_records_that_are_none_take_no_comment_and_get_no_stream(story: Story, record: str) -> None:
    story.registers()
    actor = story.actor(RATNA)
    with story.database.read() as session:
        before = history.streams(session)
    with pytest.raises(RecordUnknown), story.database.write() as session:
        comments.add(Act(session, actor, story.now), OFFICES, Said(record, "x"))
    with story.database.read() as session:
        assert history.streams(session) == before


def test_of_a_secret_letter_a_mention_says_only_that_there_is_one(story: Story) -> None:
    story.registers(security="rahasia", addressee="KP", subject="Operasi Lembayung")
    story.does("dispose", RATNA, decision="dispose", to=["BP"], instructions=["teliti"])
    says(story, RATNA, "Lihat lampiran ketiga", mentions=[VERONIKA])
    assert told(story, VERONIKA) == [("Ada surat baru.", f"/letters/{story.letter_id}")]


def test_a_restricted_letter_is_not_named_in_a_mention_by_mail(story: Story) -> None:
    story.registers(security="terbatas", urgency="biasa")
    says(story, UJANG, mentions=[RATNA])
    ((sentence, _),) = told(story, RATNA)
    assert sentence == "Anda disebut dalam sebuah komentar."


def test_an_author_takes_a_comment_back_while_it_is_young_and_its_text_is_gone(story_everywhere: Story) -> None:
    story = story_everywhere
    story.registers()
    comment = says(story, UJANG, "Salah tulis")
    story.later(minutes=9)
    withdraws(story, UJANG, comment)
    withdraws(story, UJANG, comment)  # twice is once
    assert story.events()[-2:] == ["comment.added", "comment.withdrawn"]
    with story.database.read() as session:
        row = session.get(Comment, comment)
        assert row is not None
        assert (row.text, row.salt, row.withdrawn_at is not None) == ("", "", True)


def test_a_comment_stands_after_its_time_and_against_others(story: Story) -> None:
    story.registers()
    comment = says(story, UJANG)
    with pytest.raises(CommentOfOther):
        withdraws(story, RATNA, comment)
    with pytest.raises(comments.CommentUnknown):
        withdraws(story, SARMILA, comment)
    story.later(minutes=10, seconds=1)
    with pytest.raises(CommentStands):
        withdraws(story, UJANG, comment)
    assert stored(story) == ["Mohon dicek dulu."]


def test_attachments_have_the_access_of_the_letter_until_the_comment_is_taken_back(story: Story, tmp_path: Any) -> None:
    story.registers(security="terbatas", urgency="biasa")
    blobs = open_blobs(f"file://{tmp_path / 'documents'}")
    with story.database.write() as session:
        part = intake.Part("lampiran.pdf", BytesIO(files.pdf(1)))
        document = intake.receive(act_of(story, session, UJANG), blobs, [part]).id
    with pytest.raises(DocumentNotFound):
        says(story, RATNA, documents=[document])  # of somebody else
    comment = says(story, UJANG, documents=[document])
    opens(story, RATNA, document)
    with pytest.raises(DocumentNotFound):
        opens(story, SARMILA, document)
    first = story.letter_id
    story.registers(number="B-2", urgency="biasa")
    with pytest.raises(DocumentTaken):
        says(story, UJANG, documents=[document])
    story.letter_id = first
    withdraws(story, UJANG, comment)
    opens(story, UJANG, document)
    with pytest.raises(DocumentNotFound):
        opens(story, RATNA, document)
    with story.database.read() as session:
        assert archive.get(session, document).record is None


def opens(story: Story, person: str, document: str) -> None:
    with story.database.write() as session:
        opening.open_document(act_of(story, session, person), document, Surface.SCAN)


def test_the_same_key_is_one_comment_and_another_text_under_it_is_refused(story: Story) -> None:
    story.registers()
    assert says(story, UJANG, key="k" * 10) == says(story, UJANG, key="k" * 10)
    with pytest.raises(AppError, match="key_reused"):
        says(story, UJANG, "lain", key="k" * 10)
    assert len(stored(story)) == 1


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(len(deeds)) as crowd:
        return [one.result() for one in [crowd.submit(deed) for deed in deeds]]


def test_the_same_form_sent_four_times_at_once_is_one_comment(story_everywhere: Story) -> None:
    story = story_everywhere
    story.registers()
    found = at_once(*[lambda: says(story, UJANG, key="one form", mentions=[FITRI])] * 4)
    assert len(set(found)) == 1
    assert len(told(story, FITRI)) == 1
    assert story.events().count("comment.added") == 1


def test_several_people_at_once_are_all_heard(story_everywhere: Story) -> None:
    story = story_everywhere
    story.registers()
    at_once(*[lambda one=one: says(story, one, f"dari {one}") for one in (UJANG, RATNA, FITRI, DEWI)])
    assert sorted(stored(story)) == sorted(f"dari {one}" for one in (UJANG, RATNA, FITRI, DEWI))
    assert story.events().count("comment.added") == 4


def test_reading_apart_from_the_page_leaves_the_event_of_an_opening(story: Story) -> None:
    story.registers(security="terbatas", urgency="biasa")
    with story.database.write() as session:
        comments.require_may_read(act_of(story, session, WISNU), OFFICES, f"letter:{story.letter_id}")
    assert story.events()[-1] == "letter.opened"


def test_records_of_an_area_that_says_nothing_have_no_comments(story: Story) -> None:
    """What stands in a list, as that somebody is on leave, is not yet what stands on the page."""
    story.registers()
    offices = registry.build()
    offices.areas["letter"] = replace(offices.areas["letter"], may_open=None, may_comment=None)
    with story.database.write() as session, pytest.raises(RecordUnknown):
        comments.add(act_of(story, session, RATNA), offices, Said(f"letter:{story.letter_id}", "x"))
    with story.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Comment)) == 0
