"""Notices: to whom, how often, in which words."""

from kernel import render
from tests.people import BAMBANG, DEWI, NINING, RATNA, VERONIKA, act_of, actor
from tests.processes.letter_disposition.story import Story
from workflows import notices, registry
from workflows.notices import Words


def words_for(story: Story, person: str) -> list[str]:
    """A person's notices in his language, newest first."""
    offices = registry.build()
    with story.database.read() as session:
        found = notices.list_for(session, actor(session, person, story.now))
        told = list(offices.tell(session, found).values())
        return [render.text("id", one.sentence, one.facts) for one in told if one is not None]


def test_the_head_hears_of_a_new_letter(story: Story) -> None:
    story.registers()
    subject = "Permintaan Bahan Evaluasi Capaian Kinerja"
    assert words_for(story, RATNA) == [f"Surat baru untuk didisposisikan, agenda 0001: {subject}"]


def test_of_a_secret_letter_a_notice_says_only_that_there_is_one(story: Story) -> None:
    story.registers(security="sangat_rahasia", addressee="KP")
    story.does("dispose", RATNA, decision="dispose", to=["BP"], instructions=["teliti"])
    assert words_for(story, RATNA) == words_for(story, VERONIKA) == ["Ada surat baru."]


def test_a_restricted_letter_is_not_told_to_those_it_does_not_concern(story: Story) -> None:
    story.registers(security="terbatas", urgency="segera")
    story.it_is("2026-11-03 16:00")
    assert words_for(story, BAMBANG) == ["Ada surat baru."]
    assert words_for(story, DEWI)[0].startswith("Batas waktu disposisi terlewat")


def test_the_same_notice_is_left_once_and_its_mail_too(story: Story) -> None:
    with story.database.write() as session:
        act = act_of(session, NINING, story.now)
        first = notices.put(act, "post:BA", Words("letter.arrived", "letter:x"), key="k")
        again = notices.put(act, "post:BA", Words("letter.arrived", "letter:x"), key="k")
        assert (first is not None, again) == (True, None)


def test_reading_concerns_only_notices_of_ones_own_desks(story: Story) -> None:
    story.registers()
    with story.database.write() as session:
        assert notices.mark_all_read(act_of(session, BAMBANG, story.now)) == 0
        head = act_of(session, RATNA, story.now)
        assert notices.count_unread(session, head.actor) == 1
        assert notices.mark_all_read(head, f"letter:{story.letter_id}") == 1
        assert notices.count_unread(session, head.actor) == 0


def test_a_notice_to_a_post_reaches_whoever_serves_it(story: Story) -> None:
    with story.database.read() as session:
        assert notices.people_of(session, "post:KP", story.now) == [RATNA]
        assert notices.people_of(session, "person:P04", story.now) == ["P04"]
        assert DEWI in notices.people_of(session, "role:sekretaris", story.now)


def test_a_row_of_an_inbox_shows_a_secret_letter_by_its_number(story: Story) -> None:
    story.registers(security="rahasia", addressee="KP")
    record = f"letter:{story.letter_id}"
    with story.database.read() as session:
        row = registry.build().describe(session, actor(session, RATNA, story.now), [record])[record]
    assert (row.title, row.about, row.origin, row.secret) == ("0001/2026", "", "", True)
