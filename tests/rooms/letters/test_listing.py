"""Lists of letters on a real database: pages, filters, search, whose turn it is."""

from datetime import timedelta

from kernel.act import Actor
from people.desks import actor_of
from tests.people import BAMBANG, NINING, RATNA, RIZKI, UJANG, VERONIKA, WISNU
from tests.processes.letter_disposition.story import Story, at
from workflows.letters.listing import Filters, page


def registers(story: Story, *numbers: str, **changes: str) -> None:
    for number in numbers:
        story.later(seconds=1)
        story.registers(number=number, **changes)


def actor(story: Story, person: str) -> Actor:
    with story.database.read() as session:
        return actor_of(session, person, story.now)


def test_pages_go_on_where_the_last_one_ended(story_everywhere: Story) -> None:
    story = story_everywhere
    registers(story, *(f"B-{number}" for number in range(7)))
    seen, after = [], None
    for _ in range(4):
        with story.database.read() as session:
            shown = page(session, actor(story, UJANG), Filters(), after=after, limit=2)
        seen += [line.agenda_no for line in shown.rows]
        after = shown.next
    assert seen == [f"{serial:04d}" for serial in range(7, 0, -1)]
    assert after is None


def test_finds_by_words_of_sender_subject_and_number(story_everywhere: Story) -> None:
    story = story_everywhere
    registers(story, "B-1187/SU.1", sender="Inspektorat BPAN", subject="Audit tujuan tertentu")
    registers(story, "142/UBL", sender="Universitas Bumi Lestari", subject="Izin penelitian")

    def found(text: str) -> list[str]:
        return [line.number for line in story.listed(NINING, text=text)]

    assert found("inspektorat") == found("AUDIT tertentu") == found("1187/su") == ["B-1187/SU.1"]
    assert found("0002") == found("bumi izin") == ["142/UBL"]
    assert found("bumi audit") == []
    assert found("%") == found("_") == []


def test_search_never_finds_a_secret_by_its_words(story_everywhere: Story) -> None:
    story = story_everywhere
    registers(story, "R-23/IT", sender="Inspektorat BPAN", security="rahasia", addressee="KP")
    for person in (RATNA, UJANG, NINING, WISNU):
        for text in ("inspektorat", "R-23", "r23it"):
            assert story.listed(person, text=text) == []
        (line,) = story.listed(person, text="0001")
        assert (line.masked, line.sender, line.number, line.subject) == (True, "", "", "")


def test_restricted_letters_are_listed_to_those_they_concern(story_everywhere: Story) -> None:
    story = story_everywhere
    registers(story, "T-1", security="terbatas")
    assert [bool(story.listed(who)) for who in (RATNA, UJANG, WISNU, BAMBANG, RIZKI)] == [
        True,
        True,
        True,
        False,
        False,
    ]
    story.does("dispose", RATNA, decision="dispose", to=["BA"], instructions=["teliti"])
    assert story.listed(BAMBANG)


def test_filters_narrow_the_list(story_everywhere: Story) -> None:
    story = story_everywhere
    registers(story, "B-1", urgency="segera")
    story.does("dispose", RATNA, decision="file")
    registers(story, "B-2")

    def found(**filters: object) -> list[str]:
        return [line.number for line in story.listed(UJANG, **filters)]

    assert found(states=["finished"]) == found(urgencies=["segera"]) == ["B-1"]
    assert found(securities=["terbatas"]) == []
    assert found(since=at("2026-11-02 08:00"), until=at("2026-11-02 09:00")) == ["B-2", "B-1"]
    assert found(since=at("2026-11-02 09:00")) == []
    assert found(late_at=story.now + timedelta(days=30)) == ["B-2"]


def test_tells_whose_turn_it_is(story_everywhere: Story) -> None:
    story = story_everywhere
    registers(story, "B-1")

    def turn() -> tuple[str, ...]:
        return story.listed(UJANG)[0].turn

    assert turn() == ("KP",)
    answers = {"to": ["BA", "BP"], "responsible": "BP", "joint": ["BA"], "instructions": ["teliti"]}
    story.does("dispose", RATNA, decision="dispose", **answers)
    assert turn() == ("BA", "BP")
    story.does("follow_up", VERONIKA, decision="report", report="Selesai.")
    assert turn() == ("BA", "KP")


def test_does_not_tell_strangers_whose_turn_a_secret_letter_is(story_everywhere: Story) -> None:
    story = story_everywhere
    registers(story, "R-1", security="rahasia", addressee="KP")
    assert story.listed(NINING)[0].turn == ()
    assert story.listed(RATNA)[0].turn == ("KP",)
