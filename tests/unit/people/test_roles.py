import pytest

from people.roles import BY_LEVEL, RUNGS, Level, Role


@pytest.mark.parametrize("role", list(Role))
def test_every_role_says_in_one_sentence_what_it_is_for(role: Role) -> None:
    assert role.sentence.endswith(".")
    assert role.sentence.count(". ") == 0


def test_every_level_has_a_rung_and_only_leading_ones_bring_roles() -> None:
    assert set(RUNGS) == set(Level)
    assert {level for level, rung in RUNGS.items() if rung < 3} == set(BY_LEVEL)
