"""Imports of files that are not in the bundle, or that are not what they are imported as."""

import posixpath
from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.spiff.reading import BPMN
from kernel.errors import N_

NAME = "import"
REMEDY = N_("Put the imported file into the bundle, or remove the import.")
MISSING = N_("%(name)s imports “%(location)s”, which is not in the bundle.")
NAMESPACE = N_("%(name)s imports “%(location)s” under a namespace that is not the file's own.")
MODEL = BPMN.strip("{}")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Every imported diagram is in the bundle, under the namespace it has."""
    for node in bundle.each("import"):
        location = node.get("location", "")
        names = (location, posixpath.basename(location))
        file = next((name for name in names if name in bundle.files), None)
        if file is None:
            yield found(node, MISSING, location=location)
        elif node.get("importType") == MODEL and namespace_of(bundle, file) != node.get("namespace"):
            yield found(node, NAMESPACE, location=location)


def namespace_of(bundle: Bundle, file: str) -> str | None:
    """The namespace of a diagram of the bundle."""
    root = bundle.roots.get(file)
    return None if root is None else root.get("targetNamespace")
