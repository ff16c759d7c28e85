"""How a process begins: by a person or program, by a message, or by a signal."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import StartUnknown
from engine.spiff.reading import BPMN, Drawing


@dataclass(frozen=True, slots=True)
class Begin:
    """One start event of a process; `kind` is '', 'message' or 'signal', `name` that of the message or signal."""

    element: str
    kind: str
    name: str


def begins_of(drawing: Drawing, process: str) -> tuple[Begin, ...]:
    """All start events of a process; one event with several triggers counts once for each."""
    found = []
    for node in drawing.processes[process].findall(BPMN + "startEvent"):
        identity = node.get("id", "")
        triggers = [
            Begin(identity, kind, (drawing.messages if kind == "message" else drawing.signals)[definition.get(ref)])
            for kind, ref in (("message", "messageRef"), ("signal", "signalRef"))
            for definition in node.findall(f"{BPMN}{kind}EventDefinition")
        ]
        found += triggers or [Begin(identity, "", "")]
    return tuple(found)


def chosen(begins: Sequence[Begin], wanted: str | None) -> str | None:
    """The start event to begin with, None when there is only one. Raises StartUnknown."""
    elements = list(dict.fromkeys(begin.element for begin in begins))
    if wanted is not None:
        if wanted not in elements:
            raise StartUnknown(element=wanted)
        return wanted
    plain = [begin.element for begin in begins if not begin.kind]
    if len(elements) <= 1:
        return None
    if len(plain) != 1:
        raise StartUnknown(element="-")
    return plain[0]
