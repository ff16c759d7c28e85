"""The list of BPMN elements says the truth: complete against the standard's schema, and every proof exists."""

import re
from pathlib import Path

import SpiffWorkflow.bpmn.parser as library
from lxml import etree

from kernel.settings import ROOT
from tests.house.reading import files, text_of

XSD = "{http://www.w3.org/2001/XMLSchema}"
SCHEMA = etree.parse(str(Path(library.__path__[0]) / "schema" / "Semantic.xsd")).getroot()
LISTS = [path for path in (ROOT / "docs" / "bpmn.md", ROOT / "docs" / "bpmn_events.md") if path.exists()]
OF_EVENTS = re.compile(r".*[eE]vent(Definition)?|error|escalation|signal|message")


def rows() -> list[tuple[str, str, str, str]]:
    """Element, parts, what happens, proof."""
    found = []
    for path in LISTS:
        for line in path.read_text().splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if line.startswith("| ") and len(cells) == 4 and cells[0] != "element":
                found.append((cells[0].strip("`"), cells[1].replace("`", ""), cells[2], cells[3]))
    return found


def standard() -> dict[str, set[str]]:
    """Each element of the standard with its own attributes."""
    types = {kind.get("name"): kind for kind in SCHEMA.findall(f"{XSD}complexType")}
    found = {}
    for element in SCHEMA.findall(f"{XSD}element"):
        kind = types.get((element.get("type") or "").split(":")[-1])
        attributes = kind.iter(f"{XSD}attribute") if kind is not None else ()
        found[element.get("name")] = {f"@{attribute.get('name')}" for attribute in attributes}
    return found


def test_every_element_and_attribute_of_the_standard_is_listed() -> None:
    listed: dict[str, set[str]] = {}
    for element, parts, _, _ in rows():
        listed.setdefault(element, set()).update(re.findall(r"@\w+", parts))
    missing = {
        f"{element} {' '.join(sorted(attributes - listed.get(element, set())))}"
        for element, attributes in standard().items()
        if element not in listed or attributes - listed[element]
    }
    if len(LISTS) == 1:
        missing = {name for name in missing if not OF_EVENTS.fullmatch(name.split()[0])}
    assert missing == set()


def test_every_proof_exists() -> None:
    tests = "\n".join(text_of(name) for name in files() if name.startswith("tests/bpmn/"))
    rules = "\n".join(text_of(name) for name in files() if name.startswith("engine/"))
    proofs = [(row[0], proof) for row in rows() for proof in re.findall(r"`([a-z0-9_-]+)`", row[3])]
    assert proofs
    unknown = [
        (element, proof) for element, proof in proofs if f"def {proof}(" not in tests and f'"{proof}"' not in rules
    ]
    assert unknown == []


def test_every_row_has_a_proof() -> None:
    assert [row[:2] for row in rows() if not re.search(r"`|\[events\]", row[3])] == []
