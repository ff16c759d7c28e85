"""The processes of W1, written by code: approve, loop, parallel multi-instance."""

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:satupintu="https://satupintu.example/bpmn/1"'
    ' id="d" targetNamespace="https://satupintu.example/bench">'
)
CLERK, MANAGER = "'role:clerk'", "'role:manager'"


def user_task(name: str, desk: str, inside: str = "", form: str = "") -> str:
    """A user task for a desk expression, with a form where one is named."""
    asked = f' form="{form}"' if form else ""
    return (
        f'<bpmn:userTask id="{name}" name="{name}"><bpmn:extensionElements><satupintu:task{asked} desk="{desk}"/>'
        f"</bpmn:extensionElements>{inside}</bpmn:userTask>"
    )


def flow(name: str, source: str, target: str, condition: str = "") -> str:
    """A sequence flow, with a condition where one is given."""
    if not condition:
        return f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}"/>'
    said = f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{condition}</bpmn:conditionExpression>'
    return f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">{said}</bpmn:sequenceFlow>'


def process(name: str, *parts: str) -> dict[str, bytes]:
    """A bundle of one diagram."""
    body = "".join(parts)
    text = f'{HEAD}<bpmn:process id="{name}" name="{name}" isExecutable="true">{body}</bpmn:process></bpmn:definitions>'
    return {f"{name}.bpmn": text.encode()}


def approve(clerk: str = CLERK, manager: str = MANAGER, form: str = "") -> dict[str, bytes]:
    """Start, user task A, exclusive gateway, user task B, end."""
    return process(
        "approve",
        '<bpmn:startEvent id="begin"/>',
        user_task("a", clerk, form=form),
        '<bpmn:exclusiveGateway id="choice" default="no"/>',
        user_task("b", manager),
        '<bpmn:endEvent id="done"/>',
        '<bpmn:endEvent id="refused"/>',
        flow("f1", "begin", "a"),
        flow("f2", "a", "choice"),
        flow("yes", "choice", "b", "approved"),
        flow("no", "choice", "refused"),
        flow("f3", "b", "done"),
    )


def loop() -> dict[str, bytes]:
    """A user task that comes again until it is answered with `again = false`."""
    return process(
        "loop",
        '<bpmn:startEvent id="begin"/>',
        '<bpmn:exclusiveGateway id="join"/>',
        user_task("round", CLERK),
        '<bpmn:exclusiveGateway id="choice" default="stop"/>',
        '<bpmn:endEvent id="done"/>',
        flow("f1", "begin", "join"),
        flow("f2", "join", "round"),
        flow("f3", "round", "choice"),
        flow("repeat", "choice", "join", "again"),
        flow("stop", "choice", "done"),
    )


def many() -> dict[str, bytes]:
    """A parallel multi-instance user task over `people`."""
    inside = (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="false">'
        "<bpmn:loopCardinality>people</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
    )
    return process(
        "many",
        '<bpmn:startEvent id="begin"/>',
        user_task("each", CLERK, inside),
        '<bpmn:endEvent id="done"/>',
        flow("f1", "begin", "each"),
        flow("f2", "each", "done"),
    )
