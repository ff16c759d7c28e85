"""What the eighteen digits of a NIP or NI PPPK say, and whether that can be true. There is no check digit."""

import re
from dataclasses import dataclass
from datetime import date

from kernel.errors import Invalid, N_

DIGITS = re.compile(r"\d{18}")
SEXES = {"1": "L", "2": "P"}
YOUNGEST = 18  # years, when service begins [GK]
CONTRACT = "PPPK"
FIRST_CONTRACT = 2014  # the year of the law that made PPPK

LENGTH = N_("A NIP has 18 digits.")
NOT_BORN = N_("Digits 1 to 8 of a NIP are the day of birth; these are no day.")
NOT_BEGUN = N_("Digits 9 to 14 of a NIP are year and month of the appointment as CPNS; these are no month.")
NOT_A_YEAR = N_("Digits 9 to 12 of an NI PPPK are the year of the appointment; this can't be one.")
TOO_YOUNG = N_("By this NIP service began before the 18th birthday.")
NO_SEX = N_("Digit 15 of a NIP is 1 (man) or 2 (woman).")
NO_SERIAL = N_("The last three digits of a NIP count from 001.")
OTHER_BIRTH = N_("The day of birth in this NIP is not the one in the register.")
OTHER_SEX = N_("The sex in this NIP is not the one in the register.")


class NipImplausible(Invalid):
    """Eighteen digits that are neither a NIP nor an NI PPPK; the sentence says why."""

    code = "person.nip_implausible"

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Said:
    """What a number says: `begins_on` is the first day as CPNS; an NI PPPK says only the year, so it is None."""

    born_on: date | None
    begins_on: date | None
    year: int
    sex: str
    serial: int


def read(nip: str, employment: str = "PNS") -> Said:
    """The parts of a number of eighteen digits; None or '' for a part that says nothing sensible."""
    contract = employment == CONTRACT
    begins = None if contract else _day(f"{nip[8:14]}01")
    return Said(_day(nip[:8]), begins, int(nip[8:12]), SEXES.get(nip[14], ""), int(nip[15:]))


def require_possible(nip: str, employment: str) -> None:
    """Eighteen digits must be sound as a NIP or as an NI PPPK. Raises NipImplausible."""
    if all(faults(nip, kind) for kind in (employment, CONTRACT)):
        raise NipImplausible(faults(nip, employment)[0])


def faults(nip: str, employment: str = "PNS", *, born_on: date | None = None, sex: str = "") -> list[str]:
    """Sentences (msgids) on what can't be true of a number, alone and beside the register; empty when it is sound."""
    if not DIGITS.fullmatch(nip):
        return [LENGTH]
    said, contract = read(nip, employment), employment == CONTRACT
    wrong = []
    if said.born_on is None:
        wrong.append(NOT_BORN)
    if not contract and said.begins_on is None:
        wrong.append(NOT_BEGUN)
    if contract and said.year < FIRST_CONTRACT:
        wrong.append(NOT_A_YEAR)
    if said.born_on is not None and _is_too_young(said):
        wrong.append(TOO_YOUNG)
    if not said.sex:
        wrong.append(NO_SEX)
    if not said.serial:
        wrong.append(NO_SERIAL)
    if born_on is not None and said.born_on not in (None, born_on):
        wrong.append(OTHER_BIRTH)
    if sex and said.sex not in ("", sex):
        wrong.append(OTHER_SEX)
    return wrong


def _is_too_young(said: Said) -> bool:
    assert said.born_on is not None  # noqa: S101 - asked before
    if said.begins_on is None:
        return said.year < said.born_on.year + YOUNGEST
    born = said.born_on
    months = (said.begins_on.year - born.year) * 12 + said.begins_on.month - born.month
    return months < YOUNGEST * 12 or (months == YOUNGEST * 12 and born.day > 1)


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None
