"""Elements from which no way ends: the case would go round for ever."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, is_event_scope, scope_of
from engine.lint.ways import next_of, reached
from engine.spiff.reading import BPMN, kind_of
from kernel.errors import N_

NAME = "endless"
REMEDY = N_("Draw a way out of the circle to an end event.")
SENTENCE = N_("From %(name)s no way leads to an end.")
NOT_ENDING = frozenset({"false", "0"})


def check(bundle: Bundle) -> Iterator[Finding]:
    """From every element a token can get to where its way ends, unless something else ends the scope."""
    leads = next_of(bundle)
    back: dict[str, set[str]] = {}
    for source, targets in leads.items():
        for target in targets:
            back.setdefault(target, set()).add(source)
    ending = reached(back, [place for place, targets in leads.items() if not targets])
    told: set[Any] = set()
    for node in bundle.each("flowNode"):
        scope = scope_of(node)
        if node.get("id", "") not in ending and scope not in told and not ended_otherwise(bundle, scope):
            told.add(scope)
            yield found(node, SENTENCE)


def ended_otherwise(bundle: Bundle, scope: Any) -> bool:
    """Whether an event around the elements can end them: a boundary event, an event sub-process, a terminate end."""
    while scope is not None:
        inside = list(scope.iterfind("*"))
        if any(is_event_scope(one) for one in inside) or scope.find(f".//{BPMN}terminateEventDefinition") is not None:
            return True
        events = (one for one in bundle.each("boundaryEvent") if one.get("attachedToRef") == scope.get("id"))
        if any(one.get("cancelActivity") not in NOT_ENDING for one in events):
            return True
        if kind_of(scope) == "process":
            return False
        scope = scope_of(scope)
    return False
