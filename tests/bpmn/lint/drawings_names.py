"""A valid and an invalid drawing for each rule about what the office has: (valid, invalid, element)."""

from engine.lint.known import Known
from tests.bpmn.drawing import service
from tests.bpmn.lint.judging import around, user

OFFICE = Known(
    handlers=frozenset({"letters.file"}),
    forms=frozenset({"letter/read"}),
    desks=frozenset({"role:head"}),
    processes=frozenset({"elsewhere"}),
)


DRAWINGS = {
    "form-unknown": (around(user("x", form="letter/read")), around(user("x", form="letter/write")), "x"),
    "handler-unknown": (around(service("x", "letters.file")), around(service("x", "letters.burn")), "x"),
    "desk-unknown": (around(user("x", desk="'role:head'")), around(user("x", desk="'role:haed'")), "x"),
}
