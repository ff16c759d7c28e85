"""The table of who sees what of a leave request equals the one in the papers, cell by cell."""

import re

from kernel.settings import ROOT
from workflows.leave.access import TABLE, Relation, Surface, may

SECTION = "## Who sees what of a leave request"


def drawn() -> dict[tuple[str, str], bool]:
    text = (ROOT / "docs" / "access.md").read_text(encoding="utf-8").split(SECTION)[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\|.*\|$", text, re.MULTILINE)
    ]
    head, *lines = [row for row in rows if not set("".join(row)) <= {"-"}]
    return {(line[0], name): cell == "all" for line in lines for name, cell in zip(head[1:], line[1:], strict=True)}


def test_the_drawn_table_equals_the_code() -> None:
    said = {(str(relation), str(surface)): may(relation, surface) for relation in Relation for surface in Surface}
    assert drawn() == said


def test_every_relation_has_a_whole_line() -> None:
    assert set(TABLE) == set(Relation)
    assert {len(line) for line in TABLE.values()} == {len(Surface)}
