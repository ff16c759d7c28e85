"""The diagram of leave names only what exists, draws everything it says, and nothing lies on anything else."""

import re
from itertools import combinations, pairwise

import pytest

from engine.spiff.parse import Process, compile_process
from forms import catalogue
from kernel.settings import ROOT
from workflows import registry
from workflows.leave.process import PROCESSES, TABLES

KEY = "leave_request"
TEXT = PROCESSES[KEY].read_text(encoding="utf-8")
BOX = r'<dc:Bounds x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/>'
SHAPES = {
    element: tuple(float(one) for one in box)
    for element, *box in re.findall(rf'<bpmndi:BPMNShape id="\w+" bpmnElement="(\w+)"[^>]*>\s*{BOX}', TEXT)
}


@pytest.fixture(scope="module")
def process() -> Process:
    files = (PROCESSES[KEY], *TABLES[KEY])
    return compile_process({path.name: path.read_bytes() for path in files}, KEY)


def kind_of(element: str) -> str:
    (kind,) = re.findall(rf'<bpmn:(\w+) id="{element}"', TEXT)
    return str(kind)


def test_every_handler_and_form_exists_and_is_used(process: Process) -> None:
    assert process.handlers <= registry.build().handlers.names
    assert set(catalogue.files(KEY)) == process.forms


def test_every_task_says_what_to_do(process: Process) -> None:
    tasks = [element for element in process.elements.values() if element.kind == "userTask"]
    assert len(tasks) == 11
    assert all(task.documentation for task in tasks)


def test_checking_considering_and_deciding_bar_the_parties(process: Process) -> None:
    barred = {name for name, guard in process.guards.items() if guard.data == "parties"}
    assert barred == {"verify", "consider", "decide", "consider_and_decide", "record_external", "settle_sick"}


def test_everything_is_drawn_with_right_angles() -> None:
    said = re.findall(r'<bpmn:(?:\w*Task|\w*Event|\w*Gateway|sequenceFlow|lane|subProcess) id="(\w+)"', TEXT)
    drawn = set(re.findall(r'bpmnElement="(\w+)"', TEXT))
    assert set(said) <= drawn
    for edge in TEXT.split("<bpmndi:BPMNEdge")[1:]:
        points = [(float(x), float(y)) for x, y in re.findall(r'<di:waypoint x="([\d.]+)" y="([\d.]+)"', edge)]
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))


def test_nothing_lies_on_anything_else() -> None:
    frames = {"participant", "lane", "subProcess", "boundaryEvent"}
    boxes = {element: box for element, box in SHAPES.items() if kind_of(element) not in frames}
    on_each_other = [
        (one, other)
        for (one, a), (other, b) in combinations(boxes.items(), 2)
        if a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
    ]
    assert on_each_other == []


def test_no_flow_runs_through_a_shape() -> None:
    boxes = [box for element, box in SHAPES.items() if kind_of(element) not in ("participant", "lane", "subProcess")]
    crossing = []
    for name, body in re.findall(r'<bpmndi:BPMNEdge id="edge_(\w+)"[^>]*>(.*?)</bpmndi:BPMNEdge>', TEXT, re.DOTALL):
        points = [(float(x), float(y)) for x, y in re.findall(r'<di:waypoint x="([\d.]+)" y="([\d.]+)"', body)]
        for (x1, y1), (x2, y2) in pairwise(points):
            low, high = (min(x1, x2), min(y1, y2)), (max(x1, x2), max(y1, y2))
            for x, y, width, height in boxes:
                if low[0] < x + width and high[0] > x and low[1] < y + height and high[1] > y:
                    crossing.append(name)
    assert crossing == []


def test_every_name_of_the_drawing_has_english_words() -> None:
    from kernel.render import translations

    known = translations("en")
    names = set(re.findall(r'<bpmn:\w+ id="\w+" name="([^"]+)"', TEXT)) - {"Sistem"}
    names |= set(re.findall(r"<bpmn:documentation>([^<]+)<", TEXT))
    same = {"50%", "PPK/BKN"}
    missing = {name for name in names if not name.startswith("leave.") and known.gettext(name) == name} - same
    assert missing == set()
    assert (ROOT / "templates/locale/en/leave.po").exists()
