"""Draws small diagrams as text, so that a test shows the process it is about in a few lines."""

from html import escape
from itertools import pairwise

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:satupintu="https://satupintu.example/bpmn/1" id="definitions" targetNamespace="https://satupintu.example">'
)


def attributes(**values):
    return "".join(f' {name}="{escape(str(value))}"' for name, value in values.items() if value is not None)


def node(tag, id, *inside, **values):
    """Any element; `inside` are texts of sub-elements."""
    return f"<bpmn:{tag}{attributes(id=id, **values)}>{''.join(inside)}</bpmn:{tag}>"


def ours(text):
    return f"<bpmn:extensionElements>{text}</bpmn:extensionElements>"


def start(id="start", **values):
    return node("startEvent", id, **values)


def end(id="end", *inside, **values):
    return node("endEvent", id, *inside, **values)


def user(id, *inside, form=None, desk=None, due=None, **values):
    task = ours(f"<satupintu:task{attributes(form=form, desk=desk, due=due)}/>")
    return node("userTask", id, task, *inside, **values)


def operation(handler, **parameters):
    given = "".join(f"<satupintu:with{attributes(name=name, value=value)}/>" for name, value in parameters.items())
    return ours(f"<satupintu:service{attributes(handler=handler)}>{given}</satupintu:service>")


def service(id, handler, *inside, **parameters):
    return node("serviceTask", id, operation(handler, **parameters), *inside)


def script(id, text):
    return node("scriptTask", id, f"<bpmn:script>{escape(text)}</bpmn:script>")


def exclusive(id, default=None):
    return node("exclusiveGateway", id, default=default)


def inclusive(id, default=None):
    return node("inclusiveGateway", id, default=default)


def parallel(id):
    return node("parallelGateway", id)


def event_gateway(id):
    return node("eventBasedGateway", id)


def timer(kind, text):
    return f"<bpmn:timerEventDefinition><bpmn:{kind}>{escape(text)}</bpmn:{kind}></bpmn:timerEventDefinition>"


def catch(id, *inside):
    return node("intermediateCatchEvent", id, *inside)


def boundary(id, host, *inside, interrupting=True):
    return node("boundaryEvent", id, *inside, attachedToRef=host, cancelActivity="true" if interrupting else "false")


def awaited(correlation):
    return ours(f"<satupintu:correlation{attributes(value=correlation)}/>")


def message(reference="m1"):
    return f'<bpmn:messageEventDefinition messageRef="{reference}"/>'


def receive(id, correlation, reference="m1"):
    return node("receiveTask", id, awaited(correlation), messageRef=reference)


def several(items=None, *, count=None, item="item", outputs=None, output=None, until=None, sequential=False):
    """Multi-instance characteristics."""
    parts = [
        f"<bpmn:loopDataInputRef>{items}</bpmn:loopDataInputRef>" if items else "",
        f"<bpmn:loopCardinality>{count}</bpmn:loopCardinality>" if count else "",
        f"<bpmn:loopDataOutputRef>{outputs}</bpmn:loopDataOutputRef>" if outputs else "",
        f'<bpmn:inputDataItem id="in_{item}" name="{item}"/>' if items else "",
        f'<bpmn:outputDataItem id="out_{output}" name="{output}"/>' if output else "",
        f"<bpmn:completionCondition>{escape(until)}</bpmn:completionCondition>" if until else "",
    ]
    way = ' isSequential="true"' if sequential else ""
    name = "multiInstanceLoopCharacteristics"
    return f"<bpmn:{name}{way}>{''.join(parts)}</bpmn:{name}>"


def flow(source, target, condition=None, id=None):
    inside = f"<bpmn:conditionExpression>{escape(condition)}</bpmn:conditionExpression>" if condition else ""
    return node("sequenceFlow", id or f"{source}.{target}", inside, sourceRef=source, targetRef=target)


def path(*ids):
    """Flows along a chain of elements."""
    return "".join(flow(one, other) for one, other in pairwise(ids))


def sub_process(id, *parts, **values):
    return node("subProcess", id, *parts, **values)


def process(*parts, id="p", **values):
    return node("process", id, *parts, isExecutable=values.pop("isExecutable", "true"), **values)


MESSAGES = '<bpmn:message id="m1" name="letter.answered"/><bpmn:message id="m2" name="letter.withdrawn"/>'


def diagram(*parts, also="", **values):
    """The files of a bundle with one process."""
    return {"p.bpmn": (HEAD + process(*parts, **values) + MESSAGES + also + "</bpmn:definitions>").encode()}


def error_code(code="E1", id="e1"):
    return f'<bpmn:error id="{id}" name="{code}" errorCode="{code}"/>'


def escalation_code(code="X1", id="x1"):
    return f'<bpmn:escalation id="{id}" name="{code}" escalationCode="{code}"/>'
