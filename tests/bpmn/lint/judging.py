"""Asks one rule about a small drawing."""

from engine.lint.bundle import read
from engine.lint.catalogue import catalogue, signed
from engine.lint.known import Known
from tests.bpmn.drawing import HEAD, diagram, end, exclusive, flow, node, path, process, start, sub_process, user

NOTHING = Known()


def rule_named(name):
    return next(rule for rule in catalogue() if name == rule.NAME)


def told(rule, files, known=NOTHING):
    """What one rule finds, as pairs of severity and element."""
    return [(one.severity, one.element) for one in signed(rule_named(rule), read(files, "p", known))]


def xml(*parts):
    """The files of a bundle from what stands in its definitions."""
    return {"p.bpmn": (HEAD + "".join(parts) + "</bpmn:definitions>").encode()}


def around(*parts, id="x", also="", **values):
    """start → x → end."""
    return diagram(start(), *parts, end(), path("start", id, "end"), also=also, **values)


def text(tag, said="", **values):
    """An element with a text."""
    return node(tag, None, said, **values)


def choice(*, default=None, one="n > 1", two="n < 2", **values):
    """A gateway with two ways."""
    return diagram(
        start(), exclusive("x", default=default), end(), end("e2"), path("start", "x"), flow("x", "end", one, id="f1"),
        flow("x", "e2", two, id="f2"), **values)  # fmt: skip


INNER = (start("s2"), user("inner"), end("e2"), path("s2", "inner", "e2"))
FORMAL = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="bpmn:tFormalExpression"'
__all__ = [
    "FORMAL", "INNER", "NOTHING", "around", "choice", "diagram", "end", "exclusive", "flow", "node", "path", "process",
    "start", "sub_process", "text", "told", "user", "xml",
]  # fmt: skip
