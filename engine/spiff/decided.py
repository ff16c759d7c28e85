"""A business rule task that is decided by a table of the bundle: the result is data, the reasons are recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import ServiceTask

from engine.dmn.deciding import Made, decide
from engine.dmn.errors import NoRuleHolds
from engine.dmn.model import Decision, Decisions, Table
from engine.errors import Finding
from engine.spiff.data import RESERVED, Data, checked, jsonable, merged
from engine.spiff.nodes import Node
from engine.spiff.reading import BPMN, Drawing, extension, kind_of
from engine.spiff.step import Decided
from engine.spiff.tree import LiveTask
from kernel.errors import N_

CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
SPIFFWORKFLOW = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"
SHAPES = frozenset({"value", "singleEntry", "singleResult", "collectEntries", "resultList"})
ENTRIES = frozenset({"singleEntry", "collectEntries"})


@dataclass(frozen=True, slots=True)
class Reference:
    """What a task says about its decision; without `result` the outputs are merged by their own names.

    `shape` is 'value' for the result as the hit policy gives it, or what Camunda calls the mapping of the result.
    """

    decision: str
    result: str | None
    required: bool = False
    shape: str = "value"


class Deciding(Node, ServiceTask):
    """Makes its decision and merges the result."""

    reference: Reference
    decisions: Decisions

    def _run_hook(self, task: LiveTask) -> bool:
        made = decide(self.decisions, self.reference.decision, task.data)
        last = made[-1]
        if self.reference.required and last.result in (None, []):
            raise NoRuleHolds(decision=self.decisions[last.decision].name, element=self.element.id)
        recorder = task.workflow.top_workflow.recorder
        recorder.decisions.extend(decided(self.element.id, one) for one in made)
        task.data = merged(task.data, checked(self._data(last)))
        return True

    def _data(self, made: Made) -> Data:
        """The result as process data."""
        result, names = made.result, names_of(self.decisions[made.decision])
        if self.reference.result:
            return {self.reference.result: shaped(self.reference.shape, names, result)}
        if isinstance(result, Mapping):
            return dict(result)
        return dict.fromkeys(names) if result is None else {names[0]: result}


def shaped(shape: str, names: list[str], result: Any) -> Any:
    """The result as Camunda's mappings give it; 'value' is the result itself."""
    if shape == "value":
        return result
    rows = result if isinstance(result, list) else [] if result is None else [result]
    if shape in ENTRIES:
        entries = [next(iter(row.values())) if isinstance(row, Mapping) else row for row in rows]
        return entries if shape == "collectEntries" else next(iter(entries), None)
    whole = [row if isinstance(row, Mapping) else {names[0] if names else "result": row} for row in rows]
    return whole if shape == "resultList" else next(iter(whole), None)


def decided(element: str, made: Made) -> Decided:
    """The record of a decision, in values that JSON can hold."""
    return Decided(
        element=element,
        decision=made.decision,
        inputs=[{"name": name, "value": jsonable(value, name)} for name, value in made.inputs],
        rules=[{"number": rule.number, "id": rule.id} for rule in made.rules],
        output=jsonable(made.result, made.decision),
    )


def reference_of(node: Any) -> Reference | None:
    """Which decision a business rule task is decided by, in our words or those of other modelers."""
    if kind_of(node) != "businessRuleTask":
        return None
    ours = extension(node, "decision")
    if ours is not None:
        return Reference(ours.get("ref", ""), ours.get("result"), ours.get("required") == "true")
    if node.get(f"{CAMUNDA}decisionRef"):
        shape = node.get(f"{CAMUNDA}mapDecisionResult", "resultList")
        return Reference(node.get(f"{CAMUNDA}decisionRef"), node.get(f"{CAMUNDA}resultVariable", ""), shape=shape)
    inside = node.find(f"{BPMN}extensionElements")
    for child in () if inside is None else inside:
        if child.tag == f"{ZEEBE}calledDecision":
            return Reference(child.get("decisionId", ""), child.get("resultVariable", ""))
        if child.tag == f"{SPIFFWORKFLOW}calledDecisionId":
            return Reference((child.text or "").strip(), None)
    return None


def names_of(decision: Decision) -> list[str]:
    """The names under which a result without a name of its own is kept."""
    logic = decision.logic
    return [output.name for output in logic.outputs] if isinstance(logic, Table) else [decision.variable]


def wire_deciding(task_spec: Any, node: Any, drawing: Drawing) -> None:
    """Gives the task its decision."""
    reference = reference_of(node)
    if reference is not None:
        task_spec.reference, task_spec.decisions = reference, drawing.decisions


def findings(drawing: Drawing) -> list[Finding]:
    """What is wrong with the references to decisions."""
    return [finding for node in drawing.nodes.values() if (finding := finding_of(node, drawing)) is not None]


def finding_of(node: Any, drawing: Drawing) -> Finding | None:
    """The first thing wrong with one task's reference."""
    reference = reference_of(node)
    if reference is None:
        return None
    identity = node.get("id", "")
    facts = {"name": node.get("name") or identity, "decision": reference.decision, "result": reference.result or ""}
    result = reference.result
    if reference.decision not in drawing.decisions:
        return Finding("decision-unknown", identity, N_("There is no decision “%(decision)s” for %(name)s."), facts)
    if result == "" and extension(node, "decision") is None:
        return Finding("decision-result", identity, N_("%(name)s does not name the variable of its result."), facts)
    names = [result] if result else names_of(drawing.decisions[reference.decision])
    bad = next((name for name in names if not name.isidentifier() or name.startswith("_") or name in RESERVED), None)
    if bad is not None:
        sentence = N_("“%(result)s” can't be a name in process data; name the result of %(name)s.")
        return Finding("decision-result", identity, sentence, {**facts, "result": bad})
    if reference.shape not in SHAPES or node.get(f"{CAMUNDA}decisionRefBinding") == "version":
        sentence = N_("%(name)s asks for its decision in a way that can't be run: the bundle's own version is taken.")
        return Finding("decision-binding", identity, sentence, facts)
    return None
