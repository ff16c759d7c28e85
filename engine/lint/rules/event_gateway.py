"""Event gateways whose ways do not all begin with an event, or not only with events of theirs."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "event-gateway"
REMEDY = N_("Let each way begin with a receive task or with a message, signal, timer or condition event of its own.")
FEW = N_("The event gateway %(name)s needs at least two ways out.")
TARGET = N_("%(name)s stands behind an event gateway, but is no event that can be waited for.")
OTHERS = N_("%(name)s stands behind an event gateway, but other flows lead to it too.")
MIXED = N_("Behind the event gateway %(name)s stand both receive tasks and message events; use one of the two.")
BOUNDARY = N_("%(name)s stands behind an event gateway and may not carry boundary events.")
WAITING = frozenset({"message", "signal", "timer", "conditional"})


def check(bundle: Bundle) -> Iterator[Finding]:
    """The configuration of each event gateway is the standard's."""
    hosts = {node.get("attachedToRef") for node in bundle.each("boundaryEvent")}
    for node in bundle.each("eventBasedGateway"):
        targets = [one for flow in bundle.leaving(node) if (one := bundle.get(flow.get("targetRef"))) is not None]
        if len(bundle.leaving(node)) < 2:
            yield found(node, FEW)
        for target in targets:
            yield from of_target(bundle, target, hosts)
        messages = any("message" in bundle.kinds_of(target) for target in targets)
        if messages and any(kind_of(target) == "receiveTask" for target in targets):
            yield found(node, MIXED)


def of_target(bundle: Bundle, target: Any, hosts: set[str]) -> Iterator[Finding]:
    """What is wrong with one element behind an event gateway."""
    kinds = set(bundle.kinds_of(target))
    caught = kind_of(target) == "intermediateCatchEvent" and kinds and kinds <= WAITING
    if not caught and kind_of(target) != "receiveTask":
        yield found(target, TARGET)
    if len(bundle.arriving(target)) > 1:
        yield found(target, OTHERS)
    if target.get("id") in hosts:
        yield found(target, BOUNDARY)
