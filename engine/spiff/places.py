"""Where a token may be put: the rules that keep every join certain to get the tokens it waits for, and no more."""

from typing import Any

from engine.intervention_errors import ElementUnknown, IntoJoin, NotAPlace, OtherScope, OutOfBranch
from engine.spiff.gateways import Complex, Parallel
from engine.spiff.normalise import safe
from engine.spiff.parse import Process
from engine.spiff.tree import LiveTask
from engine.spiff.wiring import reaching

PLACES = frozenset({
    "userTask", "manualTask", "task", "scriptTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask",
    "subProcess", "callActivity", "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway",
    "intermediateCatchEvent", "intermediateThrowEvent", "endEvent",
})  # fmt: skip
Side = dict[str, frozenset[str]]


def goal_of(process: Process, task: LiveTask, goal: str) -> Any:
    """The spec at which a token of this task's scope begins anew.

    Raises ElementUnknown, OtherScope, NotAPlace, IntoJoin, OutOfBranch.
    """
    element = process.elements.get(goal)
    if element is None:
        raise ElementUnknown(element=goal)
    spec = task.workflow.spec
    target = entry(spec, goal)
    if target is None:
        raise OtherScope(element=goal)
    led_to = any(flow.target == goal for flow in process.flows.values())
    if element.kind not in PLACES or element.on_event or not led_to:
        raise NotAPlace(element=goal, kind=element.kind)
    if target.joins:
        raise IntoJoin(element=goal)
    here, there = sides(process, spec, entry(spec, task.task_spec.bpmn_id)), sides(process, spec, target)
    for join in sorted(here.keys() | there.keys()):
        if here.get(join) != there.get(join):
            raise OutOfBranch(element=goal, join=join)
    return target


def lies_before(task: LiveTask, goal: str) -> bool:
    """Whether a token at the goal can come to where the task is."""
    spec = task.workflow.spec
    here, there = entry(spec, task.task_spec.bpmn_id), entry(spec, goal)
    return there is not None and (here is there or there.name in reaching(spec, here.name, ""))


def entry(spec: Any, element: str) -> Any:
    """The spec that a flow to the element leads to: the activity, or the split with its boundary events."""
    name = safe(element)
    return spec.task_specs.get(f"{name}.BoundaryEventSplit") or spec.task_specs.get(name)


def sides(process: Process, spec: Any, place: Any) -> Side:
    """For each join that counts tokens and that only some of its flows can be reached from a place: which ones.

    A place from which all ways can be reached lies before the fork, one from which none can lies behind or elsewhere.
    """
    found: Side = {}
    for join in spec.task_specs.values():
        if isinstance(join, (Parallel, Complex)) and join.joins:
            sources = {flow: safe(process.flows[flow].source) for flow in join.flows}
            ways = frozenset(flow for flow, way in sources.items() if place.name in reaching(spec, way, join.name))
            if ways and len(ways) < len(sources):
                found[join.name] = ways
    return found
