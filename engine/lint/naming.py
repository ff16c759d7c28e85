"""Names of process data: which an element reads, which it writes, and where data come from that nobody can list."""

import json
from collections.abc import Iterable
from typing import Any

from engine import expressions
from engine.errors import ExpressionInvalid
from engine.lint.bundle import Bundle
from engine.lint.grammar import EXPRESSIONS
from engine.spiff.reading import BPMN, OURS, extension, kind_of, text_of

COUNTERS = frozenset({"nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances", "loopCounter"})
OPEN = frozenset(
    {"serviceTask", "sendTask", "businessRuleTask", "callActivity", "receiveTask", "messageEventDefinition"}
)
ITEMS = ("inputDataItem", "outputDataItem")


def is_open(node: Any) -> bool:
    """Whether an element gives data that can't be listed: an operation, a call, a message, a task without a form."""
    if kind_of(node) in OPEN or extension(node, "service") is not None:
        return True
    ours = extension(node, "task")
    return kind_of(node) == "userTask" and (ours is None or not ours.get("form"))


def given(bundle: Bundle, nodes: Iterable[Any]) -> frozenset[str]:
    """All names that forms, scripts and lists of the bundle give."""
    names = set(COUNTERS)
    for node in nodes:
        names |= written_names(node) | fields_of(bundle, node)
    return frozenset(names)


def fields_of(bundle: Bundle, node: Any) -> set[str]:
    """The fields of the form of a task."""
    ours = extension(node, "task")
    source = bundle.files.get(f"forms/{ours.get('form')}.json") if ours is not None else None
    if source is None:
        return set()
    try:
        return set(json.loads(source)["schema"]["properties"])
    except (ValueError, KeyError, TypeError):
        return set()  # the catalogue of forms says what is wrong with it


def written_names(node: Any) -> set[str]:
    """The names that a script or a repeated activity gives."""
    names = set()
    if kind_of(node) == "scriptTask":
        try:
            names |= {name for name, _ in expressions.compile_assignments(text_of(node, "script"))}
        except ExpressionInvalid:
            return names
    if kind_of(node) == "multiInstanceLoopCharacteristics":
        items = (node.find(BPMN + item) for item in ITEMS)
        names |= {item.get("name") or item.get("id", "") for item in items if item is not None}
        names |= {text_of(node, "loopDataOutputRef")} - {""}
    return names


def read_names(node: Any) -> set[str]:
    """The first words of the data that the expressions of an element read."""
    texts = ["".join(node.itertext()).strip()] if kind_of(node) in EXPRESSIONS else []
    texts += [text_of(node, "loopDataInputRef")] if kind_of(node) == "multiInstanceLoopCharacteristics" else []
    for ours in node.iterfind(f"{BPMN}extensionElements/*"):
        texts += [ours.get(name) for name in ("desk", "due") if ours.get(name)] if ours.tag == f"{OURS}task" else []
        texts += [entry.get("value") for entry in ours.iterfind(f"{OURS}with") if entry.get("value")]
    return {path.split(".")[0] for text in texts if text for path in paths(text)} | script_reads(node)


def script_reads(node: Any) -> set[str]:
    """What a script reads before it is given there."""
    if kind_of(node) != "scriptTask":
        return set()
    try:
        lines = expressions.compile_assignments(text_of(node, "script"))
    except ExpressionInvalid:
        return set()
    return {path.split(".")[0] for _, expression in lines for path in expression.paths}


def paths(text: str) -> tuple[str, ...]:
    """The data an expression reads; none when it is not one."""
    try:
        return expressions.compile(text).paths
    except ExpressionInvalid:
        return ()
