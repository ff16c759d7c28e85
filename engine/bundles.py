"""The files of a process before it is published: sound names, which process is meant, what stands against it."""

import re
from collections.abc import Mapping

from engine import definitions
from engine.errors import DiagramInvalid, Finding
from engine.spiff import reading
from engine.spiff.reading import BPMN
from engine.task_errors import BundleIncomplete
from kernel.errors import N_

NAME = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_-]{0,80}/){0,2}[A-Za-z0-9][A-Za-z0-9_.-]{0,80}\.(?:bpmn|dmn|json)")


def require_sound_names(files: dict[str, str]) -> dict[str, str]:
    """The same files. Raises ValueError for a name that is not `<name>.bpmn`, `<name>.dmn` or `forms/…/<name>.json`."""
    for name in files:
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not a name for a file of a bundle")
    return files


def key_of(files: Mapping[str, bytes]) -> str:
    """The process that a bundle is about: the only one, or the only one that is marked as executable.

    Raises DiagramInvalid.
    """
    drawing = reading.read(files)
    called = {node.get("calledElement") for root in drawing.roots.values() for node in root.iter(f"{BPMN}callActivity")}
    own = {key: node for key, node in drawing.processes.items() if key not in called}
    marked = [key for key, node in own.items() if node.get("isExecutable") == "true"]
    candidates = marked if len(marked) == 1 else list(own)
    if len(candidates) == 1 and candidates[0]:
        return candidates[0]
    if not candidates:
        raise DiagramInvalid([Finding("process-missing", "", N_("There is no process in these files."))])
    facts = {"names": ", ".join(sorted(candidates))}
    sentence = N_("The files hold several processes (%(names)s). Say which one is meant (key).")
    raise DiagramInvalid([Finding("process-several", sorted(candidates)[0], sentence, facts)])


def findings_of(files: Mapping[str, bytes], key: str | None, handlers: frozenset[str]) -> list[Finding]:
    """Every reason not to publish the files."""
    try:
        texts = definitions.texts_of(files)
        definitions.require_publishable(texts, key or key_of(files), handlers)
    except DiagramInvalid as fault:
        return list(fault.findings)
    except BundleIncomplete as fault:
        return [Finding("bundle-incomplete", str(fault.facts["name"]), fault.sentence, fault.facts)]
    return []
