"""Compensation boundary events without the activity that undoes what was done."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, local
from engine.lint.grammar import is_a
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "compensation"
REMEDY = N_("Connect the event by an association with an activity that is marked for compensation.")
NONE = N_("The compensation event %(name)s is connected with no activity.")
UNMARKED = N_("The compensation event %(name)s is connected with %(target)s, which is not marked for compensation.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """A compensation boundary event is associated with an activity for compensation."""
    targets: dict[str, list[str]] = {}
    for node in bundle.each("association"):
        targets.setdefault(local(node.get("sourceRef", "")), []).append(node.get("targetRef", ""))
        targets.setdefault(local(node.get("targetRef", "")), []).append(node.get("sourceRef", ""))
    for node in bundle.each("boundaryEvent"):
        if "compensate" not in bundle.kinds_of(node):
            continue
        met = [one for target in targets.get(node.get("id", ""), ()) if (one := bundle.get(target)) is not None]
        activities = [one for one in met if is_a(kind_of(one), "activity")]
        if not activities:
            yield found(node, NONE)
        for one in activities:
            if one.get("isForCompensation") != "true":
                yield found(node, UNMARKED, target=one.get("name") or one.get("id"))
