"""Who may dispose to whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.letters.errors import NotInLine, RecipientTwice, ResponsibleMissing, ResponsibleNotAmong
from workflows.letters.line import Part, Recipient, Wanted, recipients, superiors

TREE = {
    "KP": None,
    "BA": "KP",
    "BA1": "BA",
    "BA1-P05": "BA1",
    "BA1-P06": "BA1",
    "BA2": "BA",
    "BL": "KP",
    "BL-P17": "BL",
    "BL1": "BL",
    "BP": "KP",
    "BP1": "BP",
    "BP1-P22": "BP1",
}
DUTY = ("tindaklanjuti",)


def given_by(giver: str, *to: str, **more: object) -> list[Recipient]:
    return recipients(Wanted(giver, to, **{"instructions": DUTY, **more}), TREE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("giver", "to", "skipped"),
    [
        ("KP", "BA", []),
        ("KP", "BA1", ["BA"]),
        ("KP", "BA1-P05", ["BA1", "BA"]),
        ("KP", "BL-P17", ["BL"]),
        ("BA", "BA1", []),
        ("BA", "BA1-P06", ["BA1"]),
        ("BA1", "BA1-P06", []),
    ],
)
def test_goes_down_the_own_branch_and_tells_who_was_skipped(giver: str, to: str, skipped: list[str]) -> None:
    first, *copies = given_by(giver, to)
    assert (first.post, first.part, first.binding) == (to, Part.RESPONSIBLE, True)
    assert [copy.post for copy in copies] == skipped
    assert all(copy.automatic and not copy.binding for copy in copies)


@pytest.mark.parametrize(
    ("giver", "to"),
    [
        ("BL", "BP1-P22"),
        ("BL", "BP"),
        ("BL", "KP"),
        ("BL", "BL"),
        ("BA1", "BA"),
        ("BA1", "BA2"),
        ("BA1-P05", "BA1-P06"),
        ("BA1-P05", "BA1"),
        ("KP", "KP"),
        ("KP", "XX"),
    ],
)
def test_refuses_upward_sideward_and_oneself(giver: str, to: str) -> None:
    with pytest.raises(NotInLine) as refused:
        given_by(giver, to)
    assert refused.value.facts["post"] == to


def test_refuses_the_same_recipient_twice() -> None:
    with pytest.raises(RecipientTwice):
        given_by("KP", "BA", "BA", responsible="BA")


def test_asks_for_one_who_is_responsible_when_several_are_asked() -> None:
    with pytest.raises(ResponsibleMissing):
        given_by("KP", "BA", "BP")


def test_refuses_a_responsible_one_who_is_no_recipient() -> None:
    with pytest.raises(ResponsibleNotAmong):
        given_by("KP", "BA", "BP", responsible="BL")


def test_the_others_get_a_copy_unless_they_are_to_act_too() -> None:
    parts = {one.post: one.part for one in given_by("KP", "BA", "BP", "BL", responsible="BP", joint=["BL"])}
    assert parts == {"BA": Part.COPY, "BP": Part.RESPONSIBLE, "BL": Part.JOINT}


def test_without_a_duty_all_get_a_copy() -> None:
    found = given_by("KP", "BA", "BP", instructions=("ketahui", "perhatikan"))
    assert {one.part for one in found} == {Part.COPY}
    assert not any(one.binding for one in found)


def test_who_was_skipped_is_not_added_when_he_is_named() -> None:
    found = given_by("KP", "BA1", "BA", responsible="BA1")
    assert [(one.post, one.automatic) for one in found] == [("BA1", False), ("BA", False)]


def test_nobody_is_added_to_a_secret_letter() -> None:
    assert [one.post for one in given_by("KP", "BA1-P05", secret=True)] == ["BA1-P05"]


def test_a_tree_that_bites_its_tail_ends() -> None:
    assert list(superiors("a", {"a": "b", "b": "a"})) == ["b"]


@given(st.sampled_from(sorted(TREE)), st.lists(st.sampled_from(sorted(TREE)), min_size=1, max_size=4, unique=True))
def test_every_accepted_recipient_stands_below_the_giver(giver: str, to: list[str]) -> None:
    outside = [post for post in to if giver not in superiors(post, TREE)]
    if outside:
        with pytest.raises(NotInLine) as refused:
            given_by(giver, *to, responsible=to[0])
        assert refused.value.facts["post"] == outside[0]
        return
    found = given_by(giver, *to, responsible=to[0])
    assert all(giver in superiors(one.post, TREE) for one in found)
    assert len({one.post for one in found}) == len(found)
    assert sum(one.part is Part.RESPONSIBLE for one in found) == 1
