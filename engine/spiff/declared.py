"""What a diagram declares for the engine beside its flow: cleaning up after a cancellation, and who is barred."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.spiff.reading import OURS, Drawing, extension

STARTER, SUBJECT = "starter", "subject"


@dataclass(frozen=True, slots=True)
class Guard:
    """Four eyes at a task: whoever did one of `elements`, started the instance or is named in the data is barred."""

    elements: tuple[str, ...] = ()
    starter: bool = False
    data: str | None = None


def cleanups(drawing: Drawing, processes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The operations that put things right when an instance is cancelled, by process."""
    found = {}
    for process in processes:
        extras = drawing.processes[process].find("{*}extensionElements")
        named = [] if extras is None else [one.get("handler") or "" for one in extras.findall(f"{OURS}cleanup")]
        if named:
            found[process] = tuple(named)
    return found


def guards(drawing: Drawing) -> dict[str, Guard]:
    """The tasks that not everybody of their desk may do."""
    found = {identity: guard_of(node) for identity, node in drawing.nodes.items()}
    return {identity: guard for identity, guard in found.items() if guard is not None}


def guard_of(node: Any) -> Guard | None:
    """The bar of one task."""
    task = extension(node, "task")
    names = names_of(task)
    if task is None or not names:
        return None
    data = task.get("not-by-data") if SUBJECT in names else None
    return Guard(tuple(name for name in names if name not in (STARTER, SUBJECT)), STARTER in names, data)


def names_of(task: Any) -> list[str]:
    """What `not-by` lists."""
    text = "" if task is None else task.get("not-by") or ""
    return [name.strip() for name in text.split(",") if name.strip()]


def subjects(guard: Guard | None, data: Mapping[str, Any]) -> tuple[str, ...]:
    """The persons whom the data name; nobody when there is no such name yet."""
    value = data.get(guard.data) if guard is not None and guard.data else None
    named = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(one for one in named if isinstance(one, str) and one))
