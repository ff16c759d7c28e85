"""A small process with one of each kind that the panel knows, drawn in a row so that an editor can show it."""

from bench import build

KEY = "everything"
NAMES = ("begin", "ask", "serve", "rule", "script", "call", "choice", "wait", "done", "refused")
SIZES = {"begin": (36, 36), "choice": (50, 50), "wait": (36, 36), "done": (36, 36), "refused": (36, 36)}
FLOWS = (("begin", "ask"), ("ask", "serve"), ("serve", "rule"), ("rule", "script"), ("script", "call"),
         ("call", "choice"), ("choice", "wait"), ("wait", "done"), ("choice", "refused"))  # fmt: skip
ELEMENTS = (
    '<bpmn:startEvent id="begin"/>'
    '<bpmn:userTask id="ask" name="Tanya"><bpmn:extensionElements>'
    "<satupintu:task desk=\"'role:agendaris'\"/></bpmn:extensionElements>"
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>items</bpmn:loopDataInputRef>"
    '<bpmn:inputDataItem id="one_item" name="item"/></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>'
    '<bpmn:serviceTask id="serve" name="Layani"><bpmn:extensionElements>'
    '<satupintu:service handler="letters.finish"/></bpmn:extensionElements></bpmn:serviceTask>'
    '<bpmn:businessRuleTask id="rule" name="Aturan"/>'
    '<bpmn:scriptTask id="script" name="Hitung"><bpmn:script>a = 1</bpmn:script></bpmn:scriptTask>'
    '<bpmn:callActivity id="call" name="Panggil"/>'
    '<bpmn:exclusiveGateway id="choice" name="Pilih" default="choice_refused"/>'
    '<bpmn:intermediateCatchEvent id="wait" name="Tunggu"><bpmn:messageEventDefinition id="waits"/>'
    "</bpmn:intermediateCatchEvent>"
    '<bpmn:endEvent id="done"/><bpmn:endEvent id="refused"/>'
    '<bpmn:boundaryEvent id="late" name="Telat" attachedToRef="serve"><bpmn:timerEventDefinition id="late_timer">'
    "<bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>"
)


def shape(number: int, name: str) -> str:
    """Where an element stands."""
    width, height = SIZES.get(name, (100, 80))
    x, y = 100 + 150 * number, 200 - height // 2
    bounds = f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
    return f'<bpmndi:BPMNShape id="{name}_shape" bpmnElement="{name}">{bounds}</bpmndi:BPMNShape>'


def feet(name: str) -> tuple[int, int]:
    """The middle of the lower side of an element."""
    width, height = SIZES.get(name, (100, 80))
    return 100 + 150 * NAMES.index(name) + width // 2, 200 + height // 2


def edge(source: str, target: str) -> str:
    """How a flow runs: below the row, so that its middle can be clicked."""
    low = 320 + 30 * (NAMES.index(target) - NAMES.index(source))
    (starts, above), (ends, beneath) = feet(source), feet(target)
    points = ((starts, above), (starts, low), (ends, low), (ends, beneath))
    way = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points)
    flow = f"{source}_{target}"
    return f'<bpmndi:BPMNEdge id="{flow}_edge" bpmnElement="{flow}">{way}</bpmndi:BPMNEdge>'


def everything() -> bytes:
    """The drawing."""
    late = '<dc:Bounds x="420" y="142" width="36" height="36"/>'
    picture = (
        f'<bpmndi:BPMNDiagram id="picture"><bpmndi:BPMNPlane id="plane" bpmnElement="{KEY}">'
        + "".join(shape(number, name) for number, name in enumerate(NAMES))
        + f'<bpmndi:BPMNShape id="late_shape" bpmnElement="late">{late}</bpmndi:BPMNShape>'
        + "".join(edge(source, target) for source, target in FLOWS)
        + "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
    )
    flows = "".join(build.flow(f"{source}_{target}", source, target) for source, target in FLOWS)
    flows = flows.replace('id="choice_wait"', 'id="choice_wait" name="ya"')
    text = build.process(KEY, ELEMENTS, flows)[f"{KEY}.bpmn"].decode()
    di = ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    di += ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d"'
    return text.replace(' id="d"', di, 1).replace("</bpmn:definitions>", f"{picture}</bpmn:definitions>").encode()
