"""Refusals about what other engines add to the standard and would do at run time, each with what to write instead."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from engine.errors import Finding
from engine.spiff.foreign import CLASSIC, PEOPLE, ZEEBE, desk_of, due_of, first
from engine.spiff.reading import BPMN, Drawing, kind_of
from engine.spiff.refuse_elements import SCRIPT_FORMATS, found, taken_processes
from kernel.errors import N_

SPACES = (*CLASSIC, ZEEBE)
ACTIVE = frozenset({
    "inputOutput", "ioMapping", "executionListener", "executionListeners", "taskListener", "taskListeners", "in", "out",
    "connector", "errorEventDefinition", "script", "conditionalFilter", "field", "activeElementsCollection", "adHoc",
    "inputParameter", "outputParameter", "eventListener", "linkedResources",
})  # fmt: skip
NOT_STANDARD = {
    "choreography": N_("A choreography can't be run. Draw a process for each participant."),
    "globalChoreographyTask": N_("A choreography can't be run. Draw a process for each participant."),
    "globalConversation": N_("A conversation can't be run. Draw a process for each participant."),
}


def extensions(drawing: Drawing) -> Iterator[Finding]:
    """Extension elements of other engines that would do something."""
    for node in (*taken_processes(drawing), *drawing.nodes.values()):
        for around in node.findall(f"{BPMN}extensionElements"):
            for child in around:
                space, name = parts(child)
                if space in SPACES and name in ACTIVE:
                    sentence = N_("%(word)s of %(name)s belongs to another engine. Use an operation or a script task.")
                    yield found("foreign-extension", node, sentence, word=name)


def parts(node: Any) -> tuple[str, str]:
    """Namespace in braces, and local name."""
    if not isinstance(node.tag, str):
        return "", ""
    name = etree.QName(node)
    return f"{{{name.namespace}}}", name.localname


def candidates(drawing: Drawing) -> Iterator[Finding]:
    """A task lies on one desk: several groups or candidate persons have no twin here."""
    for node in drawing.nodes.values():
        if kind_of(node) not in PEOPLE or desk_of(node) is not None:
            continue
        if first(node, "candidateUsers") is not None or first(node, "candidateGroups") is not None:
            sentence = N_("%(name)s is offered to several. Name one desk: a person, a post or a role.")
            yield found("foreign-candidates", node, sentence)


def dues(drawing: Drawing) -> Iterator[Finding]:
    """A due date is an instant with its zone."""
    for node in drawing.nodes.values():
        if kind_of(node) in PEOPLE and first(node, "dueDate") is not None and due_of(node) is None:
            sentence = N_("The due date of %(name)s is not an instant like 2026-11-12T08:00:00+07:00.")
            yield found("foreign-due", node, sentence)


def views(drawing: Drawing) -> Iterator[Finding]:
    """Diagrams of other kinds beside the process."""
    for root in drawing.roots.values():
        for child in root:
            if kind_of(child) in NOT_STANDARD:
                yield found("diagram-kind", child, NOT_STANDARD[kind_of(child)])


def languages(drawing: Drawing) -> Iterator[Finding]:
    """An expression that says it is written in another language is not read as one of ours."""
    for process in taken_processes(drawing):
        for part in process.iter(etree.Element):
            language = (part.get("language") or "").lower()
            if kind_of(part) and language not in SCRIPT_FORMATS:
                around = (one for one in part.iterancestors() if one.get("id") in drawing.nodes)
                sentence = N_(
                    "An expression of %(name)s is written in “%(language)s”. Write it in the language of here."
                )
                yield found("expression-language", next(around, process), sentence, language=language)


def demands(drawing: Drawing) -> Iterator[Finding]:
    """What a file says must be understood, and a flow that is not immediate."""
    for root in drawing.roots.values():
        for child in root.findall(f"{BPMN}extension"):
            if child.get("mustUnderstand") == "true":
                sentence = N_("The extension %(name)s must be understood, and is not known here.")
                yield found("extension-unknown", child, sentence)
    for flow in drawing.flows:
        if drawing.nodes[flow].get("isImmediate") == "false":
            sentence = N_("The flow %(name)s is not immediate: draw what happens between its ends.")
            yield found("flow-not-immediate", drawing.nodes[flow], sentence)


RULES = (extensions, candidates, dues, views, languages, demands)
