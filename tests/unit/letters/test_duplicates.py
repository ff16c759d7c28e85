"""When two spellings mean the same."""

import pytest

from workflows.letters.duplicates import folded, folded_number


@pytest.mark.parametrize(
    "other", ["b-1187/su.1/pr.01/11/2026", "B - 1187 / SU.1 / PR.01 / 11 / 2026", "B1187SU1PR01112026"]
)
def test_a_number_is_the_same_however_it_was_typed(other: str) -> None:
    assert folded_number("B-1187/SU.1/PR.01/11/2026") == folded_number(other)


def test_a_sender_is_the_same_in_other_letters_and_spaces() -> None:
    assert folded("  Sekretariat   Utama, BPAN ") == folded("SEKRETARIAT UTAMA BPAN")
    assert folded("Biro Umum") != folded("Biro Hukum")


def test_accents_do_not_tell_senders_apart() -> None:
    assert folded("Café Révolution") == "cafe revolution"
