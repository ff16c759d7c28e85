"""How numbers are written."""

from datetime import date

import pytest

from workflows.numbering import PatternFaulty, written

NOVEMBER = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("pattern", "words", "number"),
    [
        ("{URUT:4}", {}, "0042"),
        (
            "{KEAMANAN}-{URUT}/{UNIT}/{KLAS}/{BLN}/{THN}",
            {"KEAMANAN": "B", "UNIT": "KP", "KLAS": "PR.01"},
            "B-42/KP/PR.01/11/2026",
        ),
        ("{URUT:3}/KPA/{BLN_ROMAWI}/{THN}", {}, "042/KPA/XI/2026"),
        ("NOMOR {URUT} TAHUN {THN}", {}, "NOMOR 42 TAHUN 2026"),
    ],
)
def test_fills_the_pattern(pattern: str, words: dict[str, str], number: str) -> None:
    assert written(pattern, 42, NOVEMBER, words) == number


def test_a_serial_longer_than_its_width_is_kept_whole() -> None:
    assert written("{URUT:2}", 1234, NOVEMBER) == "1234"


@pytest.mark.parametrize("pattern", ["{NOMOR}", "{UNIT}/{URUT}", "{urut}", "{URUT", "URUT}"])
def test_refuses_what_it_does_not_know(pattern: str) -> None:
    with pytest.raises(PatternFaulty):
        written(pattern, 1, NOVEMBER)
