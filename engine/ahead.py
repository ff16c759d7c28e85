"""What still lies ahead of a step in a drawing."""

from collections.abc import Mapping

from engine.spiff.parse import Process

TASK = "userTask"


def longest(process: Process, element: str, limits: Mapping[str, int], done: frozenset[str] = frozenset()) -> list[str]:
    """The user tasks and limited steps behind an element, on the way whose limits take longest.

    Of two such ways it is the one with fewer steps without a limit; what was `done` is not gone through again,
    unless there is no other way (a request that was sent back).
    """
    onward = _onward(process)
    known: dict[str, list[str]] = {}

    def weigh(way: list[str]) -> tuple[int, int]:
        return sum(limits.get(one, 0) for one in way), -sum(one not in limits for one in way)

    def walk(here: str, gone: frozenset[str]) -> list[str]:
        if here in known:
            return known[here]
        ways = [walk(one, gone | {here}) for one in onward.get(here, ()) if one not in gone and one != here]
        best = max(ways, key=weigh, default=[])
        is_step = here in limits or process.elements[here].kind == TASK
        known[here] = [here, *best] if is_step else best
        return known[here]

    way = [one for one in walk(element, done - {element}) if one != element]
    if way or not done:
        return way
    return longest(process, element, limits)


def _onward(process: Process) -> dict[str, list[str]]:
    """Where each element leads to; the last one of a sub-process leads out of it."""
    found: dict[str, list[str]] = {}
    for flow in process.flows.values():
        found.setdefault(flow.source, []).append(flow.target)
    for element in process.elements.values():
        if element.id not in found and element.scope in process.elements:
            found[element.id] = [element.scope]
    return found
