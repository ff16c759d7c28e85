"""A valid and an invalid drawing for each rule about what the office has: (valid, invalid, element)."""

from engine.lint.known import Known
from tests.bpmn.drawing import ours, service
from tests.bpmn.lint.judging import around, node, user

OFFICE = Known(
    handlers=frozenset({"letters.file"}),
    forms=frozenset({"letter/read"}),
    decisions=frozenset({"who_signs"}),
    desks=frozenset({"role:head"}),
    processes=frozenset({"elsewhere"}),
)


def asking(decision):
    return around(node("businessRuleTask", "x", ours(f'<satupintu:decision ref="{decision}"/>')))


DRAWINGS = {
    "form-unknown": (around(user("x", form="letter/read")), around(user("x", form="letter/write")), "x"),
    "handler-unknown": (around(service("x", "letters.file")), around(service("x", "letters.burn")), "x"),
    "decision-unknown": (asking("who_signs"), asking("who_sings"), "x"),
    "desk-unknown": (around(user("x", desk="'role:head'")), around(user("x", desk="'role:haed'")), "x"),
}
