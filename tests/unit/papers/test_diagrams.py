"""The diagrams of permissions and assignments name only what exists, and draw everything they say."""

import re
from itertools import pairwise

import pytest

from engine.spiff.parse import Process, compile_process
from forms import catalogue
from workflows import registry
from workflows.assignment import process as assignment
from workflows.permission import process as permission

PROCESSES = {**permission.PROCESSES, **assignment.PROCESSES}


@pytest.fixture(params=sorted(PROCESSES))
def process(request: pytest.FixtureRequest) -> Process:
    key: str = request.param
    return compile_process({f"{key}.bpmn": PROCESSES[key].read_bytes()}, key)


def test_every_handler_and_form_exists(process: Process) -> None:
    assert process.handlers <= registry.build().handlers.names
    assert set(catalogue.files(process.id)) == process.forms


def test_every_task_says_what_to_do(process: Process) -> None:
    tasks = [element for element in process.elements.values() if element.kind == "userTask"]
    assert tasks
    assert all(task.documentation for task in tasks)


@pytest.mark.parametrize("key", sorted(PROCESSES))
def test_everything_is_drawn_with_right_angles(key: str) -> None:
    text = PROCESSES[key].read_text(encoding="utf-8")
    drawn = set(re.findall(r'bpmnElement="(\w+)"', text))
    said = set(re.findall(r"<bpmn:(?:\w*Task|\w*Event|exclusiveGateway|sequenceFlow|lane) id=\"(\w+)\"", text))
    assert said <= drawn
    for edge in text.split("<bpmndi:BPMNEdge")[1:]:
        points = [(float(x), float(y)) for x, y in re.findall(r'<di:waypoint x="([\d.]+)" y="([\d.]+)"', edge)]
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points)), edge[:80]
