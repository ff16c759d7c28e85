"""What other modelers write beside the standard: mapped to ours where it has a twin, ignored where it only decorates.

What would change the behaviour and has no twin here is left for `refuse_foreign`.
"""

from typing import Any

from lxml import etree

from engine.spiff import timing
from engine.spiff.reading import BPMN, OURS, extension, kind_of

CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
FLOWABLE = "{http://flowable.org/bpmn}"
ACTIVITI = "{http://activiti.org/bpmn}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
CLASSIC = (CAMUNDA, FLOWABLE, ACTIVITI)
MULTI = f"{BPMN}multiInstanceLoopCharacteristics"
PEOPLE = frozenset({"userTask", "manualTask", "task"})


def translate(node: Any) -> None:
    """Writes our own words beside the foreign ones of one element."""
    if node.tag == MULTI:
        translate_items(node)
    elif kind_of(node) in PEOPLE:
        translate_person(node)
    elif kind_of(node) == "callActivity" and node.get("calledElement") is None:
        called = node.find(f"{BPMN}extensionElements/{ZEEBE}calledElement")
        if called is not None and called.get("processId"):
            node.set("calledElement", called.get("processId"))


def translate_person(node: Any) -> None:
    """Assignee or the one candidate group become the desk; a due date becomes the due."""
    desk, due = desk_of(node), due_of(node)
    if extension(node, "task") is not None or (desk is None and due is None):
        return
    around = node.find(f"{BPMN}extensionElements")
    if around is None:
        around = etree.Element(f"{BPMN}extensionElements")
        node.insert(0, around)
    ours = etree.SubElement(around, f"{OURS}task")
    for name, text in (("desk", desk), ("due", due)):
        if text is not None:
            ours.set(name, text)


def desk_of(node: Any) -> str | None:
    """The desk that the foreign words mean, as an expression; None when they name nobody or several."""
    person = first(node, "assignee")
    if person is not None:
        return expression(person, "person")
    group = first(node, "candidateGroups")
    return expression(group, "role") if group is not None and "," not in group else None


def due_of(node: Any) -> str | None:
    """The due instant that the foreign words mean, as an expression."""
    text = first(node, "dueDate")
    if text is None:
        return None
    try:
        timing.instant(text)
    except ValueError:
        return text if is_expression(text) else None
    return repr(text)


def first(node: Any, name: str) -> str | None:
    """A foreign attribute of a task, wherever its modeler keeps it."""
    for space in CLASSIC:
        if (node.get(space + name) or "").strip():
            return str(node.get(space + name)).strip()
    for element in ("assignmentDefinition", "taskSchedule"):
        found = node.find(f"{BPMN}extensionElements/{ZEEBE}{element}")
        if found is not None and (found.get(name) or "").strip():
            return str(found.get(name)).strip()
    return None


def is_expression(text: str) -> bool:
    """Whether a foreign value is calculated there."""
    return text.startswith(("${", "#{", "="))


def expression(text: str, kind: str) -> str:
    """A literal name becomes the desk of that person or role; a foreign expression stays, to be refused."""
    return text if is_expression(text) else repr(f"{kind}:{text}")


def translate_items(loop: Any) -> None:
    """`collection` and `elementVariable` become the standard's loop data input and its item."""
    found = loop.find(f"{BPMN}extensionElements/{ZEEBE}loopCharacteristics")
    given = [(loop.get(space + "collection"), loop.get(space + "elementVariable")) for space in CLASSIC]
    if found is not None:
        given.append(((found.get("inputCollection") or "").lstrip("= ") or None, found.get("inputElement")))
    items, item = next((pair for pair in given if pair[0]), (None, None))
    if items is None or loop.find(f"{BPMN}loopDataInputRef") is not None:
        return
    etree.SubElement(loop, f"{BPMN}loopDataInputRef").text = items
    if item and loop.find(f"{BPMN}inputDataItem") is None:
        etree.SubElement(loop, f"{BPMN}inputDataItem", id=item, name=item)
