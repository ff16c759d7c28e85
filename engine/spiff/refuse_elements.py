"""Refusals about elements: what is unknown here, ignored by the library, or incomplete."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from engine import expressions
from engine.errors import ExpressionInvalid, Finding
from engine.spiff.data import RESERVED
from engine.spiff.decided import reference_of
from engine.spiff.reading import BPMN, OURS, Drawing, extension, kind_of, text_of
from engine.spiff.wiring import data_name, told
from kernel.errors import N_

MAX_IN_SCOPE = 1_000
MAX_QUANTITY = 100
MAX_SCRIPT = 20_000
HARMLESS = frozenset({
    "documentation", "extensionElements", "laneSet", "association", "textAnnotation", "group", "dataObject",
    "dataObjectReference", "dataStoreReference", "incoming", "outgoing", "sequenceFlow", "script", "auditing",
    "monitoring", "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "category", "rendering",
    "property", "ioSpecification", "dataInputAssociation", "dataOutputAssociation", "dataInput", "dataOutput",
    "inputSet", "outputSet", "supports", "categoryValueRef", "supportedInterfaceRef", "ioBinding",
})  # fmt: skip
NOT_RUN = {
    "callConversation": N_("A conversation can't be run."),
}
IGNORED = {
    "potentialOwner": N_("Performers are not read. Say who does the task with the desk of the task."),
    "humanPerformer": N_("Performers are not read. Say who does the task with the desk of the task."),
    "performer": N_("Performers are not read. Say who does the task with the desk of the task."),
    "resourceRole": N_("Performers are not read. Say who does the task with the desk of the task."),
}
HANDLED = frozenset({"serviceTask", "sendTask", "businessRuleTask"})
SCRIPT_FORMATS = frozenset({"", "satupintu", "application/x-satupintu", "python", "text/x-python"})


def found(rule: str, node: Any, sentence: str, **facts: Any) -> Finding:
    """A finding about an XML node; its name is always among the facts."""
    identity = node.get("id") or ""
    return Finding(rule, identity, sentence, {"name": node.get("name") or identity, **facts})


def ids(drawing: Drawing) -> Iterator[Finding]:
    """Ids are present and unique in the bundle."""
    for identity in sorted(set(drawing.twice)):
        yield Finding("id-twice", identity, N_("The id %(name)s is given twice."), {"name": identity})
    for identity, node in drawing.nodes.items():
        if not identity:
            yield found("id-missing", node, N_("An element has no id: %(kind)s."), kind=kind_of(node))
        elif identity in drawing.processes:
            yield found("id-reserved", node, N_("The id %(name)s is that of a process. Give another id."))


def sizes(drawing: Drawing) -> Iterator[Finding]:
    """A process stays readable; and joins that look for tokens elsewhere stay quick."""
    for scope, count in Counter(element.scope for element in drawing.elements.values()).items():
        if count > MAX_IN_SCOPE:
            sentence = N_("%(name)s has more than %(limit)s elements. Divide it into sub-processes.")
            yield Finding("process-too-long", scope, sentence, {"name": scope, "limit": MAX_IN_SCOPE})


def executable(drawing: Drawing) -> Iterator[Finding]:
    """A process that says it can't be executed is not."""
    for node in taken_processes(drawing):
        if node.get("isExecutable") == "false":
            yield found("process-not-executable", node, N_("The process %(name)s says it is not executable."))


def kinds(drawing: Drawing) -> Iterator[Finding]:
    """Every element is one we run, or one that changes nothing."""
    for container in (*taken_processes(drawing), *drawing.nodes.values()):
        if kind_of(container) in NOT_RUN:
            yield found("element-not-run", container, NOT_RUN[kind_of(container)])
        for child in container:
            kind = kind_of(child)
            if kind in IGNORED:
                yield found("element-ignored", container, IGNORED[kind])
            elif kind and not known_inside(container, kind) and child.get("id") not in drawing.nodes:
                sentence = N_("The element %(kind)s of %(name)s is not known here.")
                yield found("element-unknown", container, sentence, kind=kind)


def known_inside(container: Any, kind: str) -> bool:
    """Whether a sub-element is harmless or looked at by another rule."""
    if kind in HARMLESS or kind.endswith("EventDefinition") or kind == "eventDefinitionRef":
        return True
    return (kind_of(container), kind) in {
        ("sequenceFlow", "conditionExpression"),
        ("complexGateway", "activationCondition"),
        ("adHocSubProcess", "completionCondition"),
    }


def quantities(drawing: Drawing) -> Iterator[Finding]:
    """An activity takes and gives at least one token, and not very many."""
    for node in drawing.nodes.values():
        for attribute in ("startQuantity", "completionQuantity"):
            text = node.get(attribute, "1")
            if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= MAX_QUANTITY):
                sentence = N_("%(attribute)s of %(name)s is not a number from 1 to %(limit)s.")
                yield found("token-quantity", node, sentence, attribute=attribute, limit=MAX_QUANTITY)


def services(drawing: Drawing) -> Iterator[Finding]:
    """A service, send or rule task names its operation."""
    for node in drawing.nodes.values():
        service = extension(node, "service")
        if kind_of(node) == "sendTask" and service is None and node.get("messageRef"):
            continue  # it throws its message
        if kind_of(node) in HANDLED and not reference_of(node) and (service is None or not service.get("handler")):
            yield found("service-without-handler", node, N_("%(name)s does not name the operation it calls."))
        if service is not None:
            for entry in service.findall(f"{OURS}with"):
                yield from compiled(node, entry.get("value"))
                if not entry.get("name"):
                    yield found("parameter-without-name", node, N_("A parameter of %(name)s has no name."))


def people(drawing: Drawing) -> Iterator[Finding]:
    """Desk and due of a user task are expressions."""
    for node in drawing.nodes.values():
        ours = extension(node, "task")
        for text in (ours.get("desk"), ours.get("due")) if ours is not None else ():
            if text:
                yield from compiled(node, text)


def scripts(drawing: Drawing) -> Iterator[Finding]:
    """A script is a list of assignments in our language."""
    for node in drawing.nodes.values():
        if kind_of(node) != "scriptTask":
            continue
        text = text_of(node, "script")
        if node.get("scriptFormat", "").lower() not in SCRIPT_FORMATS:
            yield found("script-format", node, N_("Scripts are written as lines of: name = expression."))
            continue
        if len(text) > MAX_SCRIPT:
            sentence = N_("The script of %(name)s is longer than %(limit)s characters.")
            yield found("script-too-long", node, sentence, limit=MAX_SCRIPT)
            continue
        try:
            lines = expressions.compile_assignments(text)
        except ExpressionInvalid as fault:
            yield found("expression", node, ExpressionInvalid.sentence, **fault.facts)
            continue
        if not lines:
            yield found("script-empty", node, N_("The script task %(name)s has no script."))
        for name, _ in lines:
            if name in RESERVED:
                yield found("name-reserved", node, N_("The name %(word)s is reserved."), word=name)


def loops(drawing: Drawing) -> Iterator[Finding]:
    """Repeated activities say how often, and what they read and write."""
    for node in drawing.nodes.values():
        loop = node.find(BPMN + "standardLoopCharacteristics")
        if loop is not None:
            yield from standard_loop(node, loop)
        several = node.find(BPMN + "multiInstanceLoopCharacteristics")
        if several is not None:
            yield from multi_instance(node, several, drawing)
        if loop is not None and several is not None:
            yield found("loop-twice", node, N_("%(name)s is a loop and has several instances; it can be one of both."))


def standard_loop(node: Any, loop: Any) -> Iterator[Finding]:
    maximum, condition = loop.get("loopMaximum"), text_of(loop, "loopCondition")
    if maximum is None and not condition:
        yield found("loop-endless", node, N_("The loop of %(name)s has neither a condition nor a maximum."))
    if maximum is not None and not (maximum.isascii() and maximum.isdigit() and 0 < int(maximum[:9]) < 10**9):
        yield found("loop-maximum", node, N_("The maximum of the loop of %(name)s is not a number above zero."))
    if condition:
        yield from compiled(node, condition)


def multi_instance(node: Any, loop: Any, drawing: Drawing) -> Iterator[Finding]:
    source, count = text_of(loop, "loopDataInputRef"), text_of(loop, "loopCardinality")
    if bool(source) == bool(count):
        sentence = N_("%(name)s names either a list to go through or a number of instances.")
        yield found("multi-instance-source", node, sentence)
    for text in (source, count, text_of(loop, "completionCondition")):
        if text:
            yield from compiled(node, text)
    yield from constant_count(node, count)
    behavior = loop.get("behavior", "All")
    tells = behavior in {"None", "One"} and told(drawing, loop) is not None
    if not (behavior == "All" or tells) or loop.find(BPMN + "complexBehaviorDefinition") is not None:
        sentence = N_("The behaviour of %(name)s can't be run: only All, or None and One with a signal of the file.")
        yield found("multi-instance-behavior", node, sentence)
    outputs = text_of(loop, "loopDataOutputRef")
    names = [outputs, data_name(loop, "inputDataItem") or "", data_name(loop, "outputDataItem") or ""]
    if bool(outputs) != bool(names[2]):
        sentence = N_("%(name)s names both the list of answers and the answer of one instance, or neither.")
        yield found("multi-instance-output", node, sentence)
    for name in filter(None, names):
        if not name.isidentifier() or name in RESERVED or name.startswith("_"):
            yield found("name-reserved", node, N_("“%(word)s” can't be a name in process data."), word=name)
    if outputs and outputs == source:
        yield found("multi-instance-output", node, N_("%(name)s would overwrite the list it goes through."))


def constant_count(node: Any, count: str) -> Iterator[Finding]:
    """A number of instances that is written in the diagram is a whole number, not below zero."""
    try:
        expression = expressions.compile(count or "0")
        found_count = None if expression.paths else expression.evaluate({})
    except (ExpressionInvalid, expressions.EvaluationFailed):
        return
    if not expression.paths and (type(found_count) is not int or found_count < 0):
        yield found("multi-instance-count", node, N_("The number of instances of %(name)s is not a number from 0 on."))


def compiled(node: Any, text: str | None) -> Iterator[Finding]:
    """The findings of an expression that does not compile."""
    try:
        expressions.compile(text or "")
    except ExpressionInvalid as fault:
        yield found("expression", node, ExpressionInvalid.sentence, **fault.facts)


def taken_processes(drawing: Drawing) -> list[Any]:
    """The processes whose elements were read."""
    return [drawing.processes[identity] for identity in drawing.taken]


RULES = (
    ids, sizes, executable, kinds, quantities, services, people, scripts, loops,
)  # fmt: skip
