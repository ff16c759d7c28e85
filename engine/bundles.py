"""The files of a process before it is published: sound names, which processes it publishes, what stands against it."""

import re
from collections.abc import Mapping
from dataclasses import replace

from engine import definitions, lint
from engine.errors import DiagramInvalid, Finding
from engine.lint.remedies import remedy_for
from engine.spiff import reading
from engine.spiff.reading import BPMN
from kernel.errors import N_

NAME = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_-]{0,80}/){0,2}[A-Za-z0-9][A-Za-z0-9_.-]{0,80}\.(?:bpmn|dmn|json)")


def require_sound_names(files: dict[str, str]) -> dict[str, str]:
    """The same files. Raises ValueError for a name that is not `<name>.bpmn`, `<name>.dmn` or `forms/…/<name>.json`."""
    for name in files:
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not a name for a file of a bundle")
    return files


def keys_of(files: Mapping[str, bytes]) -> list[str]:
    """The processes that a bundle publishes: those that no other one calls and that are not drawn as not executable.

    Raises DiagramInvalid.
    """
    drawing = reading.read(files)
    called = {node.get("calledElement") for root in drawing.roots.values() for node in root.iter(f"{BPMN}callActivity")}
    every = {key: node for key, node in drawing.processes.items() if key}
    own = {key: node for key, node in every.items() if key not in called} or every
    keys = [key for key, node in own.items() if node.get("isExecutable") != "false"] or list(own)
    if not keys:
        place = next((root.get("id") or name for name, root in drawing.roots.items()), "")
        raise DiagramInvalid([Finding("process-missing", place, N_("There is no process in these files."))])
    return keys


def findings_of(files: Mapping[str, bytes], key: str | None, handlers: frozenset[str]) -> list[Finding]:
    """Every reason not to publish the files, then the warnings."""
    try:
        texts = definitions.texts_of(files)
        keys = [key] if key else keys_of(files)
        return lint.ordered([one for each in keys for one in definitions.findings_of(texts, each, handlers)])
    except DiagramInvalid as fault:
        return [replace(one, remedy=one.remedy or remedy_for(one.rule)) for one in fault.findings]
