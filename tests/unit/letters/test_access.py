"""The table of access, cell by cell, as docs/access.md draws it."""

import re

import pytest

from kernel.act import Actor
from kernel.settings import ROOT
from workflows.letters import access
from workflows.letters.access import Relation, Surface, Verdict

SIGNS = {"all": Verdict.ALLOWED, "masked": Verdict.MASKED, "–": Verdict.HIDDEN}


def drawn() -> dict[tuple[str, str, str], Verdict]:
    """The cells of the tables in the documentation."""
    cells = {}
    for part in (ROOT / "docs" / "access.md").read_text(encoding="utf-8").split("\n## ")[1:]:
        found = re.match(r"`(\w+)`", part)
        if not found:
            continue
        head, _, *rows = [line for line in part.splitlines() if line.startswith("|")]
        surfaces = [cell.strip(" `") for cell in head.strip("|").split("|")][1:]
        for row in rows:
            relation, *verdicts = [cell.strip(" `") for cell in row.strip("|").split("|")]
            for surface, verdict in zip(surfaces, verdicts, strict=True):
                cells[found.group(1), relation, surface] = SIGNS[verdict]
    return cells


CELLS = [
    (security, relation, surface) for security in access.SECURITIES for relation in Relation for surface in Surface
]


def test_the_documentation_draws_every_cell() -> None:
    assert set(drawn()) == set(CELLS)


@pytest.mark.parametrize(("security", "relation", "surface"), CELLS)
def test_each_cell_is_as_it_is_drawn(security: str, relation: Relation, surface: Surface) -> None:
    assert access.may(relation, security, surface) is drawn()[security, relation, surface]


@pytest.mark.parametrize("security", sorted(access.SECRET))
@pytest.mark.parametrize("relation", list(Relation))
def test_nobody_sees_a_secret_in_lists_search_mail_export_or_pictures(relation: Relation, security: str) -> None:
    for surface in (Surface.LIST, Surface.SEARCH, Surface.MAIL, Surface.EXPORT, Surface.IMAGES):
        assert access.may(relation, security, surface) is not Verdict.ALLOWED


def test_several_relations_give_the_best_of_each() -> None:
    assert access.best({Relation.STAFF, Relation.CHAIN}, "rahasia", Surface.PAGE) is Verdict.ALLOWED
    assert access.best((), "biasa", Surface.LIST) is Verdict.HIDDEN


def test_roles_give_relations_to_every_letter() -> None:
    actor = Actor("P06", roles=frozenset({"agendaris", "pegawai"}))
    assert access.by_role(actor) == {Relation.REGISTRY, Relation.STAFF}


def test_the_administrator_of_the_system_sees_no_more_than_anybody() -> None:
    assert access.by_role(Actor("P10", roles=frozenset({"admin_sistem"}))) == {Relation.STAFF}


def test_an_auditor_needs_a_reason_for_top_secret_letters_only() -> None:
    auditor = {Relation.AUDITOR, Relation.STAFF}
    assert access.needs_reason(auditor, "sangat_rahasia")
    assert not access.needs_reason(auditor, "rahasia")
    assert not access.needs_reason(auditor | {Relation.CHAIN}, "sangat_rahasia")
    assert not access.needs_reason({Relation.STAFF}, "sangat_rahasia")
