"""The rule that says whether a running instance may go to another version, with the reason when it may not.

Nothing that was reached may differ; what was left must lead where it led; joins get the tokens they wait for; and the
old log, executed on the new version, must give the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine import commands
from engine.commands import Diverged
from engine.spiff import intervene, places
from engine.spiff.comparing import Meaning
from engine.spiff.parse import Process
from engine.spiff.run import Live
from kernel.errors import AppError, N_
from kernel.history import Event


@dataclass(frozen=True, slots=True)
class Why:
    """Why an instance can't be moved: a sentence with its facts."""

    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence % self.facts


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a process: compiled, and what it means."""

    process: Process
    meaning: Meaning


def obstacle(live: Live, events: Iterable[Event], old: Version, new: Version) -> Why | None:
    """The first reason why an instance that runs on `old` can't run on `new`, or None when it is safe."""
    moving = [event for event in events if event.kind in commands.MOVING]
    return next(iter(_obstacles(live, moving, old, new)), None)


def _obstacles(live: Live, events: list[Event], old: Version, new: Version) -> Iterator[Why]:
    reached = dict.fromkeys(move[1] for event in events for move in event.data["moves"])
    left = dict.fromkeys(move[1] for event in events for move in event.data["moves"] if move[2] == "done")
    yield from _changed(reached, left, old.meaning, new.meaning)
    yield from _around(live, old, new)
    yield from _joins(live, old, new)
    yield from _replayed(live, events, new.process)


def _changed(reached: Iterable[str], left: Iterable[str], old: Meaning, new: Meaning) -> Iterator[Why]:
    for element in reached:
        if element not in new.own:
            yield Why(N_("%(element)s was reached and does not exist any more"), {"element": element})
        elif new.own[element] != old.own.get(element):
            yield Why(N_("%(element)s was reached and means something else now"), {"element": element})
    for element in left:
        if new.ways[element] != old.ways.get(element):
            yield Why(N_("%(element)s was passed and leads elsewhere now"), {"element": element})


def _around(live: Live, old: Version, new: Version) -> Iterator[Why]:
    """Events that watch what is open must be the same: they are waited for already."""
    open_ones = [live.process.id, *live.here(), *intervene.scopes(live)]
    for element in dict.fromkeys(open_ones):
        if old.meaning.around.get(element) != new.meaning.around.get(element):
            yield Why(N_("%(element)s is open and is watched by other events now"), {"element": element})


def _joins(live: Live, old: Version, new: Version) -> Iterator[Why]:
    for element, spec_name in intervene.places_of(live):
        before, after = _spec(old.process, spec_name), _spec(new.process, spec_name)
        here, there = places.entry(before, element), places.entry(after, element)
        if here.joins and old.meaning.sources[element] != new.meaning.sources[element]:
            yield Why(N_("the join %(element)s is waiting for other branches now"), {"element": element})
        sides = places.sides(old.process, before, here), places.sides(new.process, after, there)
        for join in sorted(sides[0].keys() | sides[1].keys()):
            if sides[0].get(join) != sides[1].get(join):
                yield Why(N_("the join %(element)s is waiting for other branches now"), {"element": join})


def _spec(process: Process, name: str) -> Any:
    return process.spec if name == process.spec.name else process.subprocess_specs[name]


def _replayed(live: Live, events: list[Event], process: Process) -> Iterator[Why]:
    """The stronger check: the log on the new version gives the state that the instance has."""
    again: Live | None = None
    for event in events:
        if event.kind == commands.MIGRATED:
            continue
        try:
            again, _ = commands.replay(process, again, event)
        except (Diverged, AppError, KeyError) as fault:
            facts = {"number": event.number, "reason": str(fault)}
            yield Why(N_("event %(number)s can't happen on the new version: %(reason)s"), facts)
            return
    if again is None or again.digest() != Live.load(process, live.dump()).digest():
        yield Why(N_("the history leads to another state on the new version"))
