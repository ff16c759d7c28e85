"""Prefixes of names that no namespace is bound to, and namespaces that are neither here nor imported."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.lint.grammar import references
from engine.lint.rules.reference import values
from engine.spiff.reading import BPMN, kind_of
from kernel.errors import N_

NAME = "prefix"
REMEDY = N_("Declare the prefix, import what it stands for, or refer by the plain id.")
UNBOUND = N_("%(name)s refers to “%(reference)s”, whose prefix stands for nothing.")
FOREIGN = N_("%(name)s refers to “%(reference)s”, which is neither in this bundle nor imported.")
SCHEMAS = frozenset({"http://www.w3.org/2001/XMLSchema"})
PLAIN = frozenset({"structureRef"})  # names of types of any language are written here


def check(bundle: Bundle) -> Iterator[Finding]:
    """The prefix of a reference is bound to a namespace of the bundle or to an imported one."""
    for node in bundle.nodes:
        for name in references(kind_of(node)):
            for reference in values(node, name) if name not in PLAIN else ():
                prefix, colon, _ = reference.partition(":")
                if colon:
                    yield from bound(bundle, node, reference, prefix)


def bound(bundle: Bundle, node: Any, reference: str, prefix: str) -> Iterator[Finding]:
    """The finding about one prefix."""
    namespace = node.nsmap.get(prefix)
    if namespace is None:
        yield found(node, UNBOUND, reference=reference)
        return
    imported = {one.get("namespace") for one in node.getroottree().getroot().iterfind(f"{BPMN}import")}
    if namespace not in bundle.own_namespaces | imported | SCHEMAS:
        yield found(node, FOREIGN, reference=reference)
