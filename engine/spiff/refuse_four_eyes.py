"""What `not-by` and `cleanup` may not say."""

from collections.abc import Callable, Iterator

from engine.errors import Finding
from engine.spiff.declared import STARTER, SUBJECT, names_of
from engine.spiff.reading import OURS, Drawing, extension
from kernel.errors import N_

HUMAN = frozenset({"userTask", "manualTask", "task"})


def not_by_unknown(drawing: Drawing) -> Iterator[Finding]:
    """A bar names tasks of the same process, `starter` or `subject`."""
    for identity, node in drawing.nodes.items():
        for name in names_of(extension(node, "task")):
            known = drawing.elements.get(name)
            if name not in (STARTER, SUBJECT) and (known is None or known.kind not in HUMAN):
                sentence = N_(
                    "not-by names “%(name)s”, which is no task of this process. Name a task, starter or subject."
                )
                yield Finding("not-by-unknown", identity, sentence, {"name": name})


def not_by_data_missing(drawing: Drawing) -> Iterator[Finding]:
    """`subject` and `not-by-data` need each other."""
    for identity, node in drawing.nodes.items():
        task = extension(node, "task")
        if task is not None and (SUBJECT in names_of(task)) != bool(task.get("not-by-data")):
            sentence = N_("“subject” in not-by and not-by-data (the name of the data) belong together.")
            yield Finding("not-by-data", identity, sentence)


def cleanup_without_operation(drawing: Drawing) -> Iterator[Finding]:
    """A clean-up names an operation."""
    for identity, process in drawing.processes.items():
        for one in process.findall(f"{{*}}extensionElements/{OURS}cleanup"):
            if not one.get("handler"):
                yield Finding("cleanup-operation", identity, N_("A clean-up names its operation in “handler”."))


RULES: tuple[Callable[[Drawing], Iterator[Finding]], ...] = (
    not_by_unknown,
    not_by_data_missing,
    cleanup_without_operation,
)
