"""Drawings before they are published: an empty one for a new process, a foreign one under the key it gets here."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from engine.errors import DiagramInvalid
from engine.spiff.reading import BPMN, parse_xml
from engine.task_errors import KeyUnusable

KEY = re.compile(r"(?!new$)[a-z][a-z0-9_]{1,59}")
MAX_NAME = 120
POINTERS = ("processRef", "bpmnElement", "calledElement")
EMPTY = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"\
 xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"\
 xmlns:satupintu="https://satupintu.example/bpmn/1" id="definitions_{key}"\
 targetNamespace="https://satupintu.example/processes">
  <bpmn:process id="{key}" name={name} isExecutable="true">
    <bpmn:startEvent id="begin" name={start}/>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram_{key}">
    <bpmndi:BPMNPlane id="plane_{key}" bpmnElement="{key}">
      <bpmndi:BPMNShape id="shape_begin" bpmnElement="begin">
        <dc:Bounds x="180" y="160" width="36" height="36"/>
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


def require_key(key: str) -> None:
    """Raises KeyUnusable."""
    if not KEY.fullmatch(key):
        raise KeyUnusable(key=key[:60])


def empty(key: str, name: str, start: str) -> str:
    """A drawing with a start event and nothing else. Raises KeyUnusable."""
    require_key(key)
    return EMPTY.format(key=key, name=quoteattr(name[:MAX_NAME] or escape(key)), start=quoteattr(start))


def process_of(text: str) -> str:
    """The id of the process a drawing is mainly about: the first executable one, else the first. '' for none.

    Raises DiagramInvalid.
    """
    found = parse_xml("", text.encode()).findall(f"{BPMN}process")
    first = next((node for node in found if node.get("isExecutable") == "true"), found[0] if found else None)
    return "" if first is None else first.get("id", "")


def under(key: str, text: str, name: str = "") -> str:
    """The same drawing with its main process under another key, and under a name when one is given.

    Raises DiagramInvalid.
    """
    root = parse_xml("", text.encode())
    before = process_of(text)
    processes = {node.get("id", ""): node for node in root.findall(f"{BPMN}process")}
    if key in processes:
        before = key
    if before not in processes or (before == key and not name):
        return text
    processes[before].set("id", key)
    if name:
        processes[before].set("name", name[:MAX_NAME])
    if processes[before].get("isExecutable") != "true":
        processes[before].set("isExecutable", "true")
    for node in root.iter():
        for pointer in POINTERS:
            if isinstance(node.tag, str) and node.get(pointer) == before:
                node.set(pointer, key)
    return str(etree.tostring(root, encoding="UTF-8", xml_declaration=True).decode())


def decisions_of(files: Mapping[str, str]) -> list[str]:
    """The ids of the decisions in the tables of a bundle; tables that can't be read have none."""
    found = []
    for name in sorted(files):
        if name.endswith(".dmn"):
            try:
                root = parse_xml(name, files[name].encode())
            except DiagramInvalid:
                continue
            found += [node.get("id") for node in root.iter("{*}decision") if node.get("id")]
    return found
