"""Each rule has a drawing it accepts, one in which it names the element, and a paragraph in the docs."""

import re

import pytest

from engine.lint import rehearsal
from engine.lint.catalogue import catalogue
from kernel.settings import ROOT
from tests.bpmn.lint import drawings_data, drawings_events, drawings_flows, drawings_names, drawings_structure
from tests.bpmn.lint.drawings_names import OFFICE
from tests.bpmn.lint.judging import told

GROUPS = (drawings_structure, drawings_flows, drawings_events, drawings_data, drawings_names)
DRAWINGS = {rule: drawn for group in GROUPS for rule, drawn in group.DRAWINGS.items()}
WARNINGS = {"default-missing", "state-name", "data-unknown", "name-function"}


@pytest.mark.parametrize("rule", sorted(DRAWINGS))
def test_says_nothing_of_a_valid_drawing(rule):
    assert told(rule, DRAWINGS[rule][0], OFFICE) == []


@pytest.mark.parametrize("rule", sorted(DRAWINGS))
def test_names_the_element_of_an_invalid_drawing(rule):
    _, invalid, element = DRAWINGS[rule]
    assert ("warning" if rule in WARNINGS else "error", element) in told(rule, invalid, OFFICE)


def test_every_rule_has_its_two_drawings():
    assert {rule.NAME for rule in catalogue()} == set(DRAWINGS)


def test_every_rule_has_its_paragraph():
    page = (ROOT / "docs" / "lint.md").read_text()
    told_there = dict(re.findall(r"^\*\*`([a-z-]+)`\*\* (.+)$", page, re.MULTILINE))
    names = {rule.NAME for rule in catalogue()} | {rehearsal.NAME}
    assert set(told_there) == names
    for name, paragraph in told_there.items():
        assert len(paragraph.split()) >= 20, name
        assert "Remedy:" in paragraph, name
        assert "Why:" in paragraph, name


def test_a_rule_is_named_like_its_file():
    odd = {"import": "import_missing"}
    for rule in catalogue():
        assert rule.__name__.rpartition(".")[2] == odd.get(rule.NAME, rule.NAME.replace("-", "_"))
