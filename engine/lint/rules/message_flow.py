"""Message flows inside one pool, or with an end that can't send or can't receive."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, local
from engine.lint.grammar import is_a
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "message-flow"
REMEDY = N_("Draw message flows between two pools, from what sends a message to what receives one.")
SAME = N_("The message flow %(name)s stays in one pool.")
SOURCE = N_("The message flow %(name)s begins at what sends no message: %(end)s.")
TARGET = N_("The message flow %(name)s leads to what receives no message: %(end)s.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """A message flow joins two pools; its events throw and catch messages."""
    pools = {local(node.get("processRef", "")): node for node in bundle.each("participant")}
    for node in bundle.each("messageFlow"):
        source, target = bundle.get(node.get("sourceRef")), bundle.get(node.get("targetRef"))
        if source is not None and target is not None and pool_of(source, pools) is pool_of(target, pools):
            yield found(node, SAME)
        if source is not None and not acts(bundle, source, "throwEvent"):
            yield found(node, SOURCE, end=source.get("name") or source.get("id"))
        if target is not None and not acts(bundle, target, "catchEvent"):
            yield found(node, TARGET, end=target.get("name") or target.get("id"))


def pool_of(node: Any, pools: dict[str, Any]) -> Any:
    """The pool of an element, or the process that has none."""
    process = next((above for above in (node, *node.iterancestors()) if kind_of(above) == "process"), None)
    return node if process is None else pools.get(process.get("id", ""), process)


def acts(bundle: Bundle, node: Any, family: str) -> bool:
    """Whether something can be this end of a message flow; of events only those of the family with a message."""
    if not is_a(kind_of(node), "event"):
        return True
    return is_a(kind_of(node), family) and "message" in bundle.kinds_of(node)
