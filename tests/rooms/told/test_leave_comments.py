"""Comments on leave: for those who read the opinions on a request, and nobody else, by whatever way."""

from collections.abc import Iterator

import pytest

from kernel import render
from kernel.act import Act
from kernel.errors import FormInvalid
from tests.people import GALIH, IMELDA, SARMILA, VERONIKA, WISNU
from tests.processes.leave_request.story import Story
from workflows import comments, notices, registry
from workflows.comments import CommentClosed, RecordUnknown, Said

OFFICES = registry.build()


@pytest.fixture
def story(sqlite_url: str) -> Iterator[Story]:
    """One kind of database is enough: the area decides."""
    made = Story.opens(sqlite_url)
    yield made
    made.database.dispose()


def says(story: Story, person: str, mention: str = "") -> str:
    record = f"leave:{story.request.id}"
    said = Said(record, "Tugas saya titipkan.", mentions=[mention])
    actor = story.actor(person)
    with story.database.write() as session:
        return comments.add(Act(session, actor, story.now, "test"), OFFICES, said)


def test_the_owner_and_his_superior_talk_others_learn_nothing(story: Story) -> None:
    story.has_history(IMELDA)
    story.asks(starts_on="2026-11-23", last_on="2026-11-25")
    story.verified()
    says(story, IMELDA, mention=GALIH)
    says(story, GALIH)
    actor = story.actor(GALIH)
    with story.database.read() as session:
        found = [one for one in notices.list_for(session, actor) if one.kind == comments.MENTIONED]
        (told,) = OFFICES.tell(session, found).values()
    assert render.text("id", told.sentence, told.facts) == "Anda disebut dalam sebuah komentar."
    for person in (SARMILA, VERONIKA):  # staff, and a superior further up who only sees that somebody is away
        with pytest.raises(RecordUnknown):
            says(story, person)
        with pytest.raises(FormInvalid):
            says(story, IMELDA, mention=person)
    with pytest.raises(CommentClosed):
        says(story, WISNU)
