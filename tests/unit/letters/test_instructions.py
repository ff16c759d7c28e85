"""The check-list of a disposition."""

import pytest

from forms import catalogue
from workflows.letters import instructions
from workflows.letters.errors import InstructionUnknown


def test_knows_the_sixteen_codes() -> None:
    assert len(instructions.BY_CODE) == len(instructions.LIST) == 16


def test_information_attention_and_filing_create_no_duty() -> None:
    free = {one.code for one in instructions.LIST if not one.duty}
    assert free == {"ketahui", "perhatikan", "arsipkan"}
    assert not instructions.create_duty(free)
    assert instructions.create_duty(["ketahui", "teliti"])


def test_only_filing_closes() -> None:
    assert [one.code for one in instructions.LIST if one.closes] == ["arsipkan"]


def test_labels_come_in_the_order_of_the_list() -> None:
    assert instructions.labels(["lain", "ketahui"]) == ["For information", "Other"]


def test_names_an_unknown_code() -> None:
    with pytest.raises(InstructionUnknown) as refused:
        instructions.require_known(["ketahui", "tidur"])
    assert refused.value.facts == {"code": "tidur"}


@pytest.mark.parametrize("key", ["letter_disposition/dispose", "disposition_branch/follow_up"])
def test_the_forms_offer_the_same_list(key: str) -> None:
    offered = catalogue.get(key).choices("instructions")
    assert offered == [(one.code, one.label) for one in instructions.LIST]
