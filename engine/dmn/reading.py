"""Decisions from the `.dmn` files of a bundle, as dmn-js and other modelers write them (DMN 1.1 to 1.4)."""

from collections.abc import Iterable, Mapping
from typing import Any

from engine.dmn.fitting import misfits
from engine.dmn.kinds import kind_named
from engine.dmn.model import Decision
from engine.dmn.rows import Reader
from engine.errors import DiagramInvalid, Finding
from engine.spiff.reading import parse_xml
from kernel.errors import N_

NAMESPACES = (
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
)
HARMLESS = frozenset({
    "decision", "inputData", "itemDefinition", "knowledgeSource", "description", "extensionElements", "textAnnotation",
    "association", "group", "artifact", "performanceIndicator", "organizationUnit", "elementCollection",
})  # fmt: skip


def read(files: Mapping[str, bytes]) -> dict[str, Decision]:
    """The decisions by id. Raises DiagramInvalid with every reason."""
    found: list[Finding] = []
    decisions: dict[str, Decision] = {}
    for name in sorted(files):
        if not name.endswith(".dmn"):
            continue
        root = parse_xml(name, files[name])
        reader = Reader(root.tag.rpartition("}")[0] + "}", found)
        if root.tag[1:].rpartition("}")[0] not in NAMESPACES:
            found.append(Finding("dmn-file", name, N_("%(name)s is not a file of decisions."), {"name": name}))
            continue
        unknown(root, reader)
        reader.types = types_of(root, reader)
        for node in root.findall(f"{reader.space}decision"):
            decision = reader.decision(node)
            if decision.id in decisions or not decision.id:
                reader.found("id-twice", node, N_("The id %(name)s is given twice."))
            decisions[decision.id] = decision
    found.extend(requirements(decisions))
    found.extend(misfit for decision in decisions.values() for misfit in misfits(decision))
    if found:
        raise DiagramInvalid(found)
    return decisions


def unknown(root: Any, reader: Reader) -> None:
    """Names what stands beside the decisions and is not run."""
    for node in root:
        kind = reader.kind_of(node)
        if kind and kind not in HARMLESS:
            reader.found("dmn-not-run", node, N_("%(kind)s can't be run here (%(name)s)."), kind=kind)


def types_of(root: Any, reader: Reader) -> dict[str, tuple[str, str]]:
    """The types a file defines: name to the kind below it and the text of its allowed values."""
    types = {}
    for node in root.findall(f"{reader.space}itemDefinition"):
        allowed = reader.text(node, "allowedValues/text")
        types[node.get("name", "")] = (kind_named(reader.text(node, "typeRef")), allowed)
    return types


def requirements(decisions: Mapping[str, Decision]) -> Iterable[Finding]:
    """Every required decision is there, and none requires itself."""
    for decision in decisions.values():
        facts: dict[str, Any] = {"name": decision.name}
        for required in decision.requires:
            if required not in decisions:
                sentence = N_("%(name)s requires the decision %(other)s, which is not in the bundle.")
                yield Finding("dmn-requirement", decision.id, sentence, {**facts, "other": required})
        if decision.id in behind(decisions, decision):
            yield Finding("dmn-requirement", decision.id, N_("The decision %(name)s requires itself."), facts)


def behind(decisions: Mapping[str, Decision], decision: Decision) -> set[str]:
    """The ids of all decisions that one requires, directly or through others."""
    pending, seen = list(decision.requires), set[str]()
    while pending:
        one = pending.pop()
        if one in decisions and one not in seen:
            seen.add(one)
            pending.extend(decisions[one].requires)
    return seen
