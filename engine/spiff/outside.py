"""A service task outside the transaction: it waits until a worker has called the operation and brings the answer.

What the worker is given stands in the step, evaluated when the task is reached; nothing of the world is asked here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from SpiffWorkflow.bpmn.specs.defaults import ServiceTask

from engine.errors import ErrorNotCaught, Finding
from engine.expressions import Compiled
from engine.spiff.data import checked, merged
from engine.spiff.nodes import Node, throw
from engine.spiff.reading import OURS, Drawing, extension, kind_of
from engine.spiff.scripts import evaluate_json
from engine.spiff.step import Errand
from engine.spiff.throwing import catcher_of
from engine.spiff.tree import WAITING, LiveTask
from kernel.errors import N_

GAVE_UP = "gave-up"  # the error code with which an administrator ends a service that can't be had
MOST_RETRIES = 50
CALLING = frozenset({"serviceTask", "sendTask", "businessRuleTask"})
OWNER = re.compile(r"(role|post|person):\S+")


@dataclass(frozen=True, slots=True)
class Asked:
    """The trigger of a service outside: the answer to the errand it left."""

    announced: ClassVar[bool] = True

    def catches(self, kind: str, code: str | None) -> bool:
        return False


class Outside(Node, ServiceTask):
    """Leaves an errand and waits; `retries` is how often a failed call is tried again (None: as the settings say)."""

    trigger = Asked()
    parameters: Sequence[tuple[str, Compiled]] = ()
    retries: int | None = None

    def _update_hook(self, task: LiveTask) -> None:
        task._inherit_data()
        element, root = self.element, task.workflow.top_workflow
        given = {name: evaluate_json(element.id, text, task.data) for name, text in self.parameters}
        task._set_state(WAITING)
        root.open[task.id] = task
        root.recorder.errands[task.id] = Errand(task.id, element.id, element.handler, given, self.retries)


def take(task: LiveTask, answer: Mapping[str, Any]) -> None:
    """The task ends with a `result`, or with an `error` that a boundary event around it catches.

    Raises ErrorNotCaught; when an administrator gave up and nothing catches it, the task goes on waiting.
    """
    code = answer.get("error")
    if code is None:
        task.data = merged(task.data, checked(answer.get("result") or {}))
        task._ready()
        return
    event = catching(task, code)
    if event is not None:
        event.task_spec.happen_thrown(event, "error", code)
    elif catcher_of(task, "error", code)[0] is not None:
        throw(task, ("error", code))
    elif code != GAVE_UP:
        raise ErrorNotCaught(element=task.task_spec.bpmn_id, error=code)


def catching(task: LiveTask, code: str) -> LiveTask | None:
    """The boundary event on the activity itself that catches an error."""
    activity = task.parent if task.triggered else task
    for event in activity.parent.children:
        if event.task_spec.urgent and event._state == WAITING and event.task_spec.trigger.catches("error", code):
            found: LiveTask = event
            return found
    return None


def refit(task_spec: Any, drawing: Drawing) -> None:
    """Makes a spec whose diagram says outside="true" wait for its answer."""
    ours = extension(drawing.nodes[task_spec.bpmn_id], "service")
    if ours is not None and ours.get("outside") == "true":
        task_spec.__class__ = Outside
        task_spec.retries = int(ours.get("retries")) if ours.get("retries") else None


def outside(drawing: Drawing) -> Iterator[Finding]:
    """What stands outside the transaction is a task that calls an operation; its retries are a small number."""
    for node in drawing.nodes.values():
        ours = extension(node, "service")
        if ours is None:
            continue
        facts = {"name": node.get("name") or node.get("id")}
        flag, retries = ours.get("outside", "false"), ours.get("retries")
        if flag not in ("true", "false"):
            sentence = N_("Outside of %(name)s is true or false.")
            yield Finding("service-outside", node.get("id"), sentence, facts)
        elif flag == "true" and kind_of(node) not in CALLING:
            sentence = N_("%(name)s can't wait for an answer: only service, send and rule tasks can be outside.")
            yield Finding("service-outside", node.get("id"), sentence, facts)
        if retries is not None and (flag != "true" or not is_few(retries)):
            sentence = N_("The retries of %(name)s are a number from 0 to %(most)s, of a task that is outside.")
            yield Finding("service-retries", node.get("id"), sentence, {**facts, "most": MOST_RETRIES})


def owners(drawing: Drawing) -> Iterator[Finding]:
    """The owner of a process is a desk."""
    for identity, node in drawing.processes.items():
        owner = node.get(f"{OURS}owner")
        if owner is not None and not OWNER.fullmatch(owner):
            sentence = N_("The owner of %(name)s is written as role:…, post:… or person:….")
            yield Finding("process-owner", identity, sentence, {"name": node.get("name") or identity})


def is_few(text: str) -> bool:
    """Whether a text is a number of retries we accept."""
    return text.isascii() and text.isdigit() and int(text) <= MOST_RETRIES


RULES = (outside, owners)
