"""The tree of dispositions from its rows."""

from datetime import UTC, datetime, timedelta

from workflows.letters import tree
from workflows.letters.models import Disposition, DispositionRecipient

NINE = datetime(2026, 11, 12, 2, 0, tzinfo=UTC)


def gave(key: str, by: str, under: str | None = None) -> Disposition:
    return Disposition(
        id=key,
        letter_id="l",
        parent_recipient_id=under,
        giver_post=by,
        giver_person="P01",
        capacity="definitive",
        basis="",
        title_line=by,
        instructions=["teliti"],
        other="",
        note=f"catatan {key}",
        due_at=None,
        created_at=NINE,
    )


def got(key: str, of: str, post: str, state: str = "sent", *, binding: bool = True) -> DispositionRecipient:
    return DispositionRecipient(
        id=key,
        disposition_id=of,
        letter_id="l",
        post=post,
        place=int(key[1:]),
        role="responsible" if binding else "copy",
        binding=int(binding),
        automatic=0,
        state=state,
        due_at=NINE + timedelta(hours=4) if binding else None,
        closed_at=None,
        closed_how="",
        report=f"laporan {key}",
        question="",
        answer="",
        giver_note="",
        created_at=NINE,
    )


ROWS = (
    [gave("d2", "BA", under="r1"), gave("d1", "KP")],
    [
        got("r3", "d2", "BA1", "closed"),
        got("r2", "d1", "BP", "informed", binding=False),
        got("r1", "d1", "BA", "forwarded"),
    ],
)


def test_nests_what_was_given_on_under_who_gave_it_on() -> None:
    (first,) = tree.build(*ROWS)
    assert [node.post for node in first.nodes] == ["BA", "BP"]
    (second,) = first.nodes[0].given
    assert (second.post, second.nodes[0].post) == ("BA", "BA1")


def test_counts_duties_and_those_that_are_done() -> None:
    (first,) = tree.build(*ROWS)
    assert (first.duties, first.duties_done) == (1, 0)
    (second,) = first.nodes[0].given
    assert (second.duties, second.duties_done) == (1, 1)


def test_walks_each_before_those_below() -> None:
    assert [(depth, node.post) for depth, _, node in tree.walk(tree.build(*ROWS))] == [(0, "BA"), (1, "BA1"), (0, "BP")]


def test_can_be_shown_without_what_people_wrote() -> None:
    bare = tree.without_texts(tree.build(*ROWS))
    assert "catatan" not in str(bare)
    assert "laporan" not in str(bare)
    assert len(list(tree.walk(bare))) == 3


def test_a_duty_is_late_after_its_limit_and_a_copy_never() -> None:
    (first,) = tree.build(*ROWS)
    duty, copy = first.nodes
    assert not duty.is_late(NINE + timedelta(hours=4))
    assert duty.is_late(NINE + timedelta(hours=5))
    assert not copy.is_late(NINE + timedelta(days=9))


def test_a_letter_without_disposition_has_no_tree() -> None:
    assert tree.build([], []) == ()
