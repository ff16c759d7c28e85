"""What the engine itself says it can't run, gathered with the findings of the rules and not said twice."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.dmn.inspecting import gaps, overlaps
from engine.errors import DiagramInvalid, Finding
from engine.lint.bundle import Bundle
from engine.lint.remedies import remedy_for
from engine.spiff.parse import compile_process
from kernel.errors import N_

TABLES = N_("Correct the rules of the table, or choose another hit policy.")
STRUCTURE = frozenset({
    "attribute-value", "call-recursive", "element-missing", "element-order", "element-place", "element-unknown",
    "flow-scope", "id-missing", "id-twice", "import", "prefix", "reference",
})  # fmt: skip
SAID = {
    "ad-hoc-events": {"ad-hoc"},
    "boundary-error": {"event-kind"},
    "call-start": {"called-start"},
    "cancel-place": {"boundary-host"},
    "code-unknown": {"event-reference"},
    "compensation-handler": {"compensation"},
    "condition-empty": {"expression"},
    "condition-ignored": {"flow-condition"},
    "default-flow": {"flow-default"},
    "diagram-kind": {"choreography"},
    "end-event": {"start-and-end"},
    "event-sub-process": {"event-sub-process", "event-kind"},
    "flow-not-immediate": {"flow-immediate"},
    "link": {"link-pair"},
    "loop-maximum": {"loop-limits"},
    "message-missing": {"event-reference"},
    "message-unknown": {"event-reference"},
    "multi-instance-count": {"loop-limits"},
    "multi-instance-source": {"loop-limits"},
    "quantity-ignored": {"loop-limits"},
    "signal-missing": {"event-reference"},
    "start-event": {"start-and-end", "event-sub-process"},
    "timer-missing": {"expression"},
    "token-quantity": {"loop-limits"},
    "way-in": {"way-forbidden", "way-missing"},
    "way-out": {"way-forbidden", "way-missing"},
}


def refused(bundle: Bundle, told: Sequence[Finding]) -> Iterator[Finding]:
    """The engine's reasons, without those that a rule has told of the same element already.

    Nothing is asked while the file itself is unsound: the engine's rules trust its references.
    """
    errors = [finding for finding in told if finding.severity == "error"]
    if any(finding.rule in STRUCTURE for finding in errors):
        return
    said = {(finding.element, finding.rule) for finding in errors}
    try:
        decisions = compile_process(bundle.compiled, bundle.key).decisions
    except DiagramInvalid as fault:
        for finding in fault.findings:
            names = SAID.get(finding.rule, {finding.rule})
            if not any((finding.element, name) in said for name in names):
                yield replace(finding, remedy=finding.remedy or remedy_for(finding.rule))
    else:
        for finding in overlaps(decisions):
            yield replace(finding, remedy=TABLES)
        for finding in gaps(decisions):
            yield replace(finding, remedy=TABLES, severity="warning")
