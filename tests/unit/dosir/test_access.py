"""The table of access to profiles and files, cell by cell, as docs/access.md draws it."""

import pytest

from kernel.act import Actor
from kernel.settings import ROOT
from workflows.dosir import access
from workflows.dosir.access import Relation, Surface, Verdict

SIGNS = {"all": Verdict.ALLOWED, "masked": Verdict.MASKED, "–": Verdict.HIDDEN}
CELLS = [(relation, surface) for relation in Relation for surface in Surface]


def drawn() -> dict[tuple[str, str], Verdict]:
    """The cells of the table in the documentation."""
    text = (ROOT / "docs" / "access.md").read_text(encoding="utf-8")
    section = text.split("\n## Who sees what of a profile and a personnel file")[1].split("\n## ")[0]
    head, _, *rows = [line for line in section.splitlines() if line.startswith("|")]
    surfaces = [cell.strip() for cell in head.strip("|").split("|")][1:]
    cells = {}
    for row in rows:
        relation, *verdicts = [cell.strip() for cell in row.strip("|").split("|")]
        for surface, verdict in zip(surfaces, verdicts, strict=True):
            cells[relation, surface] = SIGNS[verdict]
    return cells


def test_the_documentation_draws_every_cell() -> None:
    assert set(drawn()) == set(CELLS)


@pytest.mark.parametrize(("relation", "surface"), CELLS)
def test_each_cell_is_as_it_is_drawn(relation: Relation, surface: Surface) -> None:
    assert access.may(relation, surface) is drawn()[relation, surface]


def test_several_relations_give_the_best_of_each() -> None:
    both = {Relation.HR, Relation.SUPERIOR, Relation.STAFF}
    assert access.best(both, Surface.CONTENT) is Verdict.ALLOWED
    assert access.best((), Surface.FILE) is Verdict.HIDDEN


@pytest.mark.parametrize("role", ["pengelola_kepegawaian", "kasubbag_umum"])
def test_both_roles_of_personnel_are_personnel(role: str) -> None:
    assert Relation.HR in access.by_role(Actor("P99", roles=frozenset({role})))


def test_the_administrator_of_the_system_sees_nothing() -> None:
    found = access.by_role(Actor("P10", roles=frozenset({"admin_sistem"})))
    assert {access.best(found, surface) for surface in Surface} == {Verdict.HIDDEN}
