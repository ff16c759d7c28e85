"""A bundle as the rules see it: all diagrams of it, read once, with the few questions that many rules ask."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.errors import Finding
from engine.lint import grammar
from engine.lint.known import Known
from engine.spiff import reading
from engine.spiff.reading import BPMN, kind_of

SCOPES = frozenset({"process", "subProcess", "transaction", "adHocSubProcess", "choreography", "subChoreography"})
DRAWN = ("flowElement", "artifact", "participant", "messageFlow", "lane", "conversationNode", "choreographyActivity")
DEFINITION = "EventDefinition"
RUN = (".bpmn", ".dmn")


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files as their authors wrote them: BPMN nodes by id and by kind, and what the published process calls."""

    files: Mapping[str, bytes]
    key: str
    known: Known
    roots: dict[str, Any]
    processes: dict[str, Any]
    nodes: tuple[Any, ...]
    by_id: dict[str, list[Any]] = field(default_factory=dict)
    by_kind: dict[str, list[Any]] = field(default_factory=dict)
    ways: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    called: frozenset[str] = frozenset()
    own_namespaces: frozenset[str] = frozenset()

    @property
    def compiled(self) -> dict[str, bytes]:
        """The files that the engine compiles: diagrams and decision tables."""
        return {name: text for name, text in self.files.items() if name.endswith(RUN)}

    def each(self, *families: str) -> Iterator[Any]:
        """All nodes of these kinds or families."""
        for name in families:
            for kind in sorted(grammar.family(name) or {name}):
                yield from self.by_kind.get(kind, ())

    def get(self, identity: str | None) -> Any | None:
        """The node with an id, without the prefix it may carry."""
        nodes = self.by_id.get(local(identity or ""))
        return nodes[0] if nodes else None

    def runs(self, node: Any) -> bool:
        """Whether a node belongs to what the published process executes."""
        process = next((above for above in (node, *node.iterancestors()) if kind_of(above) == "process"), None)
        return process is not None and process.get("isExecutable") != "false" and process.get("id") in self.called

    def leaving(self, node: Any) -> list[Any]:
        """The sequence flows that leave an element."""
        return self.ways.get((node.get("id", ""), "sourceRef"), [])

    def arriving(self, node: Any) -> list[Any]:
        """The sequence flows that lead to an element."""
        return self.ways.get((node.get("id", ""), "targetRef"), [])

    def events_of(self, node: Any) -> list[Any]:
        """The event definitions of an event, its own and those it refers to."""
        own = [child for child in node if kind_of(child).endswith(DEFINITION)]
        referred = (self.get(child.text) for child in node.iterfind(f"{BPMN}eventDefinitionRef"))
        return own + [one for one in referred if one is not None]

    def kinds_of(self, node: Any) -> list[str]:
        """The kinds of an event: 'timer', 'message', …; none for a plain one."""
        return [kind_of(one).removesuffix(DEFINITION) for one in self.events_of(node)]


def read(files: Mapping[str, bytes], key: str, known: Known) -> Bundle:
    """The bundle of the files. Raises DiagramInvalid for what is not readable XML."""
    every = {name: reading.parse_xml(name, files[name]) for name in sorted(files) if name.endswith(".bpmn")}
    processes = {node.get("id", ""): node for root in every.values() for node in root.iter(f"{BPMN}process")}
    called = calls(processes, key)
    roots = {name: root for name, root in every.items() if concerns(root, called)}
    for location in [one.get("location", "") for root in roots.values() for one in root.iterfind(f"{BPMN}import")]:
        name = location if location in every else posixpath.basename(location)
        if name in every:
            roots[name] = every[name]
    nodes = tuple(node for root in roots.values() for node in root.iter() if kind_of(node))
    namespaces = frozenset(root.get("targetNamespace", "") for root in roots.values()) | {BPMN.strip("{}")}
    bundle = Bundle(files, key, known, roots, processes, nodes, called=called, own_namespaces=namespaces)
    for node in nodes:
        bundle.by_kind.setdefault(kind_of(node), []).append(node)
        if node.get("id"):
            bundle.by_id.setdefault(node.get("id"), []).append(node)
        if kind_of(node) == "sequenceFlow":
            for end in ("sourceRef", "targetRef"):
                bundle.ways.setdefault((node.get(end, ""), end), []).append(node)
    return bundle


def concerns(root: Any, called: frozenset[str]) -> bool:
    """Whether a file belongs to what is published: it holds a process of it, or definitions only."""
    own = {node.get("id", "") for node in root.iter(f"{BPMN}process")}
    return not own or not called or bool(own & called)


def calls(processes: Mapping[str, Any], key: str) -> frozenset[str]:
    """The process and all it calls."""
    found: set[str] = set()
    pending = [key]
    while pending:
        process = pending.pop()
        if process in processes and process not in found:
            found.add(process)
            activities = processes[process].iter(f"{BPMN}callActivity")
            pending.extend(local(activity.get("calledElement", "")) for activity in activities)
    return frozenset(found)


def local(reference: str) -> str:
    """A reference without its namespace prefix."""
    return reference.strip().rpartition(":")[2]


def scope_of(node: Any) -> Any | None:
    """The process or sub-process an element stands in."""
    return next((above for above in node.iterancestors() if kind_of(above) in SCOPES), None)


def is_event_scope(node: Any) -> bool:
    """Whether a sub-process is started by an event."""
    return bool(node.get("triggeredByEvent") == "true")


def drawn(node: Any) -> Any:
    """The element people see: the node, or the nearest one around it that is drawn and has an id."""
    around = [one for one in (node, *node.iterancestors()) if one.get("id")]
    return next((one for one in around if is_drawn(one)), around[0] if around else node)


def is_drawn(node: Any) -> bool:
    """Whether a node is something of its own, not a part of what it stands in."""
    kind, parent = kind_of(node), node.getparent()
    return parent is None or kind_of(parent) == "definitions" or any(grammar.is_a(kind, one) for one in DRAWN)


def found(node: Any, sentence: str, **facts: Any) -> Finding:
    """A finding about a node; its name and its kind are always among the facts. The catalogue adds rule and remedy."""
    seen = drawn(node)
    place = seen.get("id") or ""
    name = node.get("name") or seen.get("name") or place
    return Finding("", place, sentence, {"name": name, "kind": kind_of(node), **facts})


def text_in(node: Any, name: str) -> str:
    """The text of the first sub-element of a name, '' when there is none."""
    return reading.text_of(node, name)


def texts_in(node: Any, name: str) -> list[str]:
    """The texts of all sub-elements of a name."""
    return [(child.text or "").strip() for child in node.iterfind(BPMN + name)]
