"""The drawn maps of states say what the code says."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from engine.states import INCIDENT_MOVES, INSTANCE_MOVES, TASK_MOVES
from kernel.settings import ROOT
from workflows.assignment.states import ASSIGNMENT_MOVES
from workflows.dosir.states import ENTRY_MOVES, PROPOSAL_MOVES
from workflows.issued import PAPER_MOVES
from workflows.leave.states import LEAVE_MOVES
from workflows.letters.states import BRANCH_MOVES, LETTER_MOVES
from workflows.permission.states import PERMISSION_MOVES

DRAWN = (ROOT / "docs" / "states.md").read_text()


@pytest.mark.parametrize(
    ("title", "moves"),
    [
        ("Instance", INSTANCE_MOVES),
        ("Task", TASK_MOVES),
        ("Incident", INCIDENT_MOVES),
        ("Letter", LETTER_MOVES),
        ("Leave request", LEAVE_MOVES),
        ("Branch of a disposition", BRANCH_MOVES),
        ("Proposed change of a profile", PROPOSAL_MOVES),
        ("Document of a personnel file", ENTRY_MOVES),
        ("Issued paper", PAPER_MOVES),
        ("Permission", PERMISSION_MOVES),
        ("Assignment", ASSIGNMENT_MOVES),
    ],
)
def test_the_drawn_map_equals_the_code(title: str, moves: Mapping[Any, frozenset[Any]]) -> None:
    section = DRAWN.split(f"## {title} (")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\w+) \| (.+) \|$", section, re.MULTILINE)[1:]

    drawn = {before: set(after.split(", ")) - {"–"} for before, after in rows}

    assert drawn == {str(before): {str(one) for one in after} for before, after in moves.items()}
