"""What a NIP says, and what can't be true of one."""

from datetime import date

import pytest

from people import nip


def test_a_nip_says_birth_begin_sex_and_serial() -> None:
    said = nip.read("198609262015051001")
    assert (said.born_on, said.begins_on, said.sex, said.serial) == (date(1986, 9, 26), date(2015, 5, 1), "L", 1)
    assert nip.faults("198609262015051001", born_on=date(1986, 9, 26), sex="L") == []


def test_an_ni_pppk_says_the_year_only_and_no_month() -> None:
    said = nip.read("199605272022211925", "PPPK")
    assert (said.begins_on, said.year, said.sex) == (None, 2022, "L")
    assert nip.faults("199605272022211925", "PPPK") == []
    assert nip.faults("199605272022211925") == [nip.NOT_BEGUN]  # as a NIP, 21 would be a month


@pytest.mark.parametrize(
    ("number", "employment", "fault"),
    [
        ("19860926201505100", "PNS", nip.LENGTH),
        ("19860926201505100X", "PNS", nip.LENGTH),
        ("198602302015051001", "PNS", nip.NOT_BORN),
        ("198609262015131001", "PNS", nip.NOT_BEGUN),
        ("198609262004091001", "PNS", nip.TOO_YOUNG),
        ("198609262015053001", "PNS", nip.NO_SEX),
        ("198609262015051000", "PNS", nip.NO_SERIAL),
        ("198609262001211001", "PPPK", nip.NOT_A_YEAR),
        ("200609262022211001", "PPPK", nip.TOO_YOUNG),
    ],
)
def test_names_what_can_t_be(number: str, employment: str, fault: str) -> None:
    assert fault in nip.faults(number, employment)


def test_eighteen_years_are_counted_to_the_first_of_the_month() -> None:
    assert nip.faults("198609012004091001") == []  # born on the first: 18 on that day
    assert nip.faults("198609022004101001") == []
    assert nip.faults("198609022004091001") == [nip.TOO_YOUNG]


def test_compares_with_the_register() -> None:
    wrong = nip.faults("198609262015051001", born_on=date(1986, 9, 27), sex="P")
    assert wrong == [nip.OTHER_BIRTH, nip.OTHER_SEX]


def test_a_number_must_be_sound_as_one_of_both() -> None:
    nip.require_possible("199605272022211925", "PNS")  # an NI PPPK, whatever was said of the employment
    with pytest.raises(nip.NipImplausible) as refused:
        nip.require_possible("198609262015131000", "PNS")
    assert refused.value.sentence == nip.NOT_BEGUN
