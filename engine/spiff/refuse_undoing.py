"""Refusals about compensation and transactions: what would undo nothing, twice, or at a time nobody can tell."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.spiff.reading import ACTIVITIES, BPMN, Drawing, kind_of
from engine.spiff.refuse_elements import found
from engine.spiff.wiring_events import CALLS, can_be_undone, is_compensation, is_undoing
from kernel.errors import N_

COMPENSATE = f"{BPMN}compensateEventDefinition"


def is_handler(node: Any) -> bool:
    """Whether an activity only undoes another one."""
    return bool(node.get("isForCompensation") == "true" and node.get("triggeredByEvent") != "true")


def handlers(drawing: Drawing) -> Iterator[Finding]:
    """A compensation boundary event has one handler: a plain activity of its scope that no flow touches."""
    used = set()
    for identity, node in drawing.nodes.items():
        if not is_undoing(node):
            continue
        handler = drawing.undone_by.get(identity, "")
        used.add(handler)
        element = drawing.elements.get(handler)
        if (
            element is None
            or not is_handler(drawing.nodes[handler])
            or element.scope != drawing.elements[identity].scope
        ):
            sentence = N_("No association leads from %(name)s to an activity for compensation in its scope.")
            yield found("compensation-handler", node, sentence)
        if drawing.outgoing.get(identity):
            yield found("compensation-handler", node, N_("No flow may leave %(name)s, only an association."))
        host = drawing.nodes.get(node.get("attachedToRef", ""))
        if host is not None and repeated(host):
            sentence = N_("The repeated activity %(name)s can't be compensated; put it into a sub-process.")
            yield found("compensation-repeated", host, sentence)
    for identity, node in drawing.nodes.items():
        if is_handler(node) and kind_of(node) in ACTIVITIES:
            attached = any(other.get("attachedToRef") == identity for other in drawing.nodes.values())
            flows = drawing.incoming.get(identity) or drawing.outgoing.get(identity)
            if identity not in used or attached or flows or repeated(node):
                sentence = N_("%(name)s is for compensation: it needs an association from a compensation event, "
                              "and no flow, no boundary event and no repetition.")  # fmt: skip
                yield found("compensation-handler", node, sentence)


def repeated(node: Any) -> bool:
    return any(kind_of(child).endswith("LoopCharacteristics") for child in node)


def compensating_scopes(drawing: Drawing) -> Iterator[Finding]:
    """A compensation event sub-process undoes the sub-process around it, which has only this one."""
    seen = set()
    for identity, element in drawing.elements.items():
        node = drawing.nodes[identity]
        if not element.on_event:
            continue
        if is_compensation(node):
            if element.scope in drawing.processes or element.scope in seen:
                sentence = N_("%(name)s has no sub-process of its own that it could undo.")
                yield found("compensation-scope", node, sentence)
            seen.add(element.scope)
        elif node.get("isForCompensation") == "true":
            yield found("compensation-scope", node, N_("%(name)s is for compensation but does not begin with it."))


def throws(drawing: Drawing) -> Iterator[Finding]:
    """What compensates waits for the end of it, and names an activity it can see and undo."""
    for identity, node in drawing.nodes.items():
        if kind_of(node) not in {"endEvent", "intermediateThrowEvent"}:
            continue
        for definition in node.findall(COMPENSATE):
            if definition.get("waitForCompletion", "true") == "false":
                yield found("compensation-wait", node, N_("%(name)s would not wait for the end of the compensation."))
            activity = definition.get("activityRef")
            if activity and not undoes(drawing, identity, activity):
                sentence = N_("%(name)s names an activity that it can't compensate from its place.")
                yield found("compensation-activity", node, sentence)


def undoes(drawing: Drawing, event: str, activity: str) -> bool:
    """Whether an event sees an activity, and something undoes that."""
    scopes = {drawing.elements[event].scope}
    around = drawing.elements.get(drawing.elements[event].scope)
    if around is not None and around.on_event:
        scopes.add(around.scope)
    target, node = drawing.elements.get(activity), drawing.nodes.get(activity)
    if target is None or node is None or target.scope not in scopes:
        return False
    own = any(is_undoing(other) and other.get("attachedToRef") == activity for other in drawing.nodes.values())
    return own or (target.kind in CALLS and can_be_undone(drawing, node.get(CALLS[target.kind])))


def cancels(drawing: Drawing) -> Iterator[Finding]:
    """A cancel end event stands in a transaction whose boundary catches it."""
    cancel = f"{BPMN}cancelEventDefinition"
    for identity, node in drawing.nodes.items():
        if kind_of(node) != "endEvent" or node.find(cancel) is None:
            continue
        scope = drawing.elements.get(drawing.elements[identity].scope)
        caught = scope is not None and any(
            other.get("attachedToRef") == scope.id and other.find(cancel) is not None
            for other in drawing.nodes.values()
        )
        if scope is None or scope.kind != "transaction":
            yield found("cancel-place", node, N_("%(name)s can only stand in a transaction."))
        elif not caught:
            yield found("cancel-place", node, N_("No cancel boundary event on the transaction around %(name)s."))


RULES = (handlers, compensating_scopes, throws, cancels)
