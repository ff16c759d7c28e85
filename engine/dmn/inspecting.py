"""Gaps and overlaps of decision tables, found by splitting boxes; what depends on data is never blamed."""

from collections.abc import Iterator
from itertools import combinations

from engine.dmn.axes import Axis, axis_of
from engine.dmn.model import Decision, Decisions, Rule, Table
from engine.errors import Finding
from kernel.errors import N_

MAX_BOXES = 2_000
MAX_FINDINGS = 10
MAX_RULES = 500
ANYTHING = "*"

Box = tuple[int, ...]
Boxes = list[tuple[Rule, Box, bool]]


def overlaps(decisions: Decisions) -> list[Finding]:
    """Where two rules hold together although the hit policy does not allow it."""
    return [finding for decision, table in tables(decisions) for finding in double(decision, table)]


def gaps(decisions: Decisions) -> list[Finding]:
    """Where no rule holds and no default is given."""
    return [finding for decision, table in tables(decisions) for finding in missing(decision, table)]


def tables(decisions: Decisions) -> Iterator[tuple[Decision, Table]]:
    """The decisions that are tables with inputs, small enough to be inspected."""
    for decision in decisions.values():
        if isinstance(decision.logic, Table) and decision.logic.inputs and len(decision.logic.rules) <= MAX_RULES:
            yield decision, decision.logic


def double(decision: Decision, table: Table) -> Iterator[Finding]:
    """The overlaps of a table whose rules must not hold together."""
    if table.policy not in ("UNIQUE", "ANY"):
        return
    axes, boxes = laid_out(table)
    told = 0
    for (one, first, sure), (other, second, certain) in combinations(boxes, 2):
        common = tuple(a & b for a, b in zip(first, second, strict=True))
        same = [text and text.text for text in one.outputs] == [text and text.text for text in other.outputs]
        if not all(common) or not (sure and certain) or (table.policy == "ANY" and same):
            continue
        sentence = N_("The rules %(one)s and %(other)s of %(name)s both hold for %(region)s.")
        facts = {"one": one.number, "other": other.number, "name": decision.name, "region": words(axes, common)}
        yield Finding("dmn-overlap", other.id or decision.id, sentence, facts)
        told += 1
        if told == MAX_FINDINGS:
            return


def missing(decision: Decision, table: Table) -> Iterator[Finding]:
    """The gaps of a table, merged into few boxes."""
    if any(output.default for output in table.outputs):
        return
    axes, boxes = laid_out(table)
    left: list[Box] = [tuple(axis.whole for axis in axes)]
    for _, box, _ in boxes:
        left = [piece for whole in left for piece in without(whole, box)]
        if len(left) > MAX_BOXES:
            sentence = N_("The table %(name)s is too involved to be searched for gaps.")
            yield Finding("dmn-gap-unknown", decision.id, sentence, {"name": decision.name})
            return
    for box in joined(left)[:MAX_FINDINGS]:
        sentence = N_("No rule of %(name)s holds for %(region)s.")
        yield Finding("dmn-gap", decision.id, sentence, {"name": decision.name, "region": words(axes, box)})


def laid_out(table: Table) -> tuple[list[Axis], Boxes]:
    """The axes, and each rule as a box; False beside it when data may make the rule smaller."""
    axes = []
    for place, column in enumerate(table.inputs):
        axis = axis_of(column, [rule.tests[place] for rule in table.rules])
        axes.append(axis or Axis(column.label, False, (), 1, others=True))
    boxes: Boxes = []
    for rule in table.rules:
        masks = [mask_of(axis, rule, place) for place, axis in enumerate(axes)]
        box = tuple(axis.whole if mask is None else mask for axis, mask in zip(axes, masks, strict=True))
        boxes.append((rule, box, None not in masks))
    return axes, boxes


def mask_of(axis: Axis, rule: Rule, place: int) -> int | None:
    """The pieces of a rule's cell; unknown where the column could not be laid on an axis."""
    tests = rule.tests[place]
    return axis.mask(tests) if axis.marks or not tests.parts else None


def without(whole: Box, taken: Box) -> Iterator[Box]:
    """What is left of a box when another is taken out of it, as boxes that do not meet."""
    if not all(a & b for a, b in zip(whole, taken, strict=True)):
        yield whole
        return
    inside = list(whole)
    for place, mask in enumerate(taken):
        outside = inside[place] & ~mask
        if outside:
            yield (*inside[:place], outside, *inside[place + 1 :])
        inside[place] &= mask


def joined(boxes: list[Box]) -> list[Box]:
    """The same region in fewer boxes: two that differ along one axis only become one."""
    merged = list(boxes)
    changed = len(merged) <= MAX_BOXES // 20
    while changed:
        changed = False
        for one, other in combinations(merged, 2):
            apart = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
            if len(apart) == 1:
                merged.remove(one)
                merged[merged.index(other)] = tuple(a | b for a, b in zip(one, other, strict=True))
                changed = True
                break
    return merged


def words(axes: list[Axis], box: Box) -> str:
    """A box as the conditions that describe it."""
    told = [axis.words(mask) for axis, mask in zip(axes, box, strict=True)]
    return "; ".join(filter(None, told)) or "; ".join(f"{axis.label} = {ANYTHING}" for axis in axes)
