"""Gateways that neither split nor merge, or do something else than the direction they declare."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from kernel.errors import N_

NAME = "gateway-arity"
REMEDY = N_("Give the gateway its second flow, correct its direction, or remove it.")
NEITHER = N_("The gateway %(name)s has neither several ways in nor several ways out.")
DIRECTION = N_("The gateway %(name)s says it is %(direction)s, but has %(ways_in)s ways in and %(ways_out)s ways out.")
FITS = {
    "Converging": lambda ways_in, ways_out: ways_out < 2,
    "Diverging": lambda ways_in, ways_out: ways_in < 2,
    "Mixed": lambda ways_in, ways_out: ways_in > 1 and ways_out > 1,
}


def check(bundle: Bundle) -> Iterator[Finding]:
    """A gateway has several flows on one side, and those that its direction says."""
    for node in bundle.each("gateway"):
        ways_in, ways_out = len(bundle.arriving(node)), len(bundle.leaving(node))
        direction = node.get("gatewayDirection", "Unspecified")
        if ways_in < 2 and ways_out < 2:
            yield found(node, NEITHER)
        elif direction in FITS and not FITS[direction](ways_in, ways_out):
            yield found(node, DIRECTION, direction=direction, ways_in=ways_in, ways_out=ways_out)
