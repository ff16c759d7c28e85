"""The check-list of a disposition: sixteen codes, which of them create a duty, which close the letter."""

from collections.abc import Iterable
from dataclasses import dataclass

from kernel.errors import N_
from workflows.letters.errors import InstructionUnknown


@dataclass(frozen=True, slots=True)
class Instruction:
    """One line of the check-list: `duty` means it must be reported done, `closes` that the letter is filed."""

    code: str
    label: str
    duty: bool = True
    closes: bool = False


LIST = (
    Instruction("ketahui", N_("For information"), duty=False),
    Instruction("perhatikan", N_("For attention"), duty=False),
    Instruction("tindaklanjuti", N_("Follow up")),
    Instruction("selesaikan", N_("Settle according to the rules")),
    Instruction("koordinasikan", N_("Coordinate")),
    Instruction("siapkan_bahan", N_("Prepare material")),
    Instruction("siapkan_konsep", N_("Draft a reply")),
    Instruction("jadwalkan", N_("Put on the calendar")),
    Instruction("hadiri", N_("Attend or represent me")),
    Instruction("tanggapi", N_("Give your opinion")),
    Instruction("teliti", N_("Examine and report")),
    Instruction("bicarakan", N_("Discuss with me")),
    Instruction("edarkan", N_("Circulate or copy")),
    Instruction("pantau", N_("Monitor")),
    Instruction("arsipkan", N_("Keep in the archive"), duty=False, closes=True),
    Instruction("lain", N_("Other")),
)
BY_CODE = {instruction.code: instruction for instruction in LIST}


def require_known(codes: Iterable[str]) -> None:
    """Raises InstructionUnknown naming the first code that is not in the list."""
    for code in codes:
        if code not in BY_CODE:
            raise InstructionUnknown(code=code)


def create_duty(codes: Iterable[str]) -> bool:
    """Whether at least one of the instructions must be reported done."""
    return any(BY_CODE[code].duty for code in codes)


def labels(codes: Iterable[str]) -> list[str]:
    """The msgids of some codes, in the order of the list."""
    chosen = set(codes)
    return [instruction.label for instruction in LIST if instruction.code in chosen]
