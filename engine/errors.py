"""The anticipated facts of the engine: what a diagram, a command or an instance can be wrong about."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kernel.errors import Conflict, Invalid, N_


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason not to publish a diagram: the rule's name, the element's id, a sentence with its facts, a remedy.

    `severity` is 'error' or, for what does not stop publishing, 'warning'.
    """

    rule: str
    element: str
    sentence: str
    facts: dict[str, Any] = field(default_factory=dict)
    remedy: str = ""
    severity: str = "error"

    @property
    def refuses(self) -> bool:
        """Whether it stands in the way of publishing; others are advice."""
        return self.severity == "error"


class DiagramInvalid(Invalid):
    """A diagram that can't be published; every reason is in `findings`."""

    code = "diagram.invalid"
    sentence = N_("This diagram can't be published. Each reason names its element.")

    def __init__(self, findings: Sequence[Finding], **facts: Any) -> None:
        super().__init__(**facts)
        self.findings = tuple(findings)

    def __str__(self) -> str:
        return f"{self.code}: " + "; ".join(f"{f.rule} {f.element}: {f.sentence % f.facts}" for f in self.findings)


class ExpressionInvalid(Invalid):
    """A text that is not an expression of our language. Facts: text, reason, offer (a translation or '')."""

    code = "expression.invalid"
    sentence = N_("“%(text)s” is not an expression: %(reason)s.")


class ExpressionFailed(Invalid):
    """An expression without a value over the data it met. Facts: element, expression, reason."""

    code = "expression.failed"
    sentence = N_("The expression “%(expression)s” of %(element)s has no value here: %(reason)s.")


class NoFlowMatches(Invalid):
    """A gateway where no condition holds and no default flow is drawn. Facts: element."""

    code = "gateway.no_flow_matches"
    sentence = N_("No way out of the gateway %(element)s is open: no condition holds and there is no default.")


class ProcessLoops(Invalid):
    """A step that does not come to rest. Facts: element, limit."""

    code = "process.loops"
    sentence = N_("The process does not come to rest: more than %(limit)s steps, last at %(element)s.")


class ProcessStuck(Invalid):
    """An instance that would wait for nothing, for ever. Facts: elements."""

    code = "process.stuck"
    sentence = N_("The process would wait for ever at %(elements)s: no task, no time and no message can move it.")


class TooManyInstances(Invalid):
    """A multi-instance over more items than allowed. Facts: element, count, limit."""

    code = "multi_instance.too_many"
    sentence = N_("%(element)s would open %(count)s instances; the limit is %(limit)s.")


class ErrorNotCaught(Invalid):
    """An error that a service outside answered, and that nothing around it catches. Facts: element, error."""

    code = "error.not_caught"
    sentence = N_("The error %(error)s of %(element)s is caught nowhere.")


class StartUnknown(Invalid):
    """A start event that the process does not have, or none named where several could be meant. Facts: element."""

    code = "process.start_unknown"
    sentence = N_("The process can't begin at %(element)s: name one of its start events.")


class DataKeyReserved(Invalid):
    """Data with a key the engine keeps for itself. Facts: key."""

    code = "data.key_reserved"
    sentence = N_("The name %(key)s is reserved and can't be a name in process data.")


class DataNotJson(Invalid):
    """Data that JSON can't hold. Facts: key, kind."""

    code = "data.not_json"
    sentence = N_("The value of %(key)s can't be kept: %(kind)s is not a kind of JSON.")


class StaleTask(Conflict):
    """A task, timer or wait that is not open any more. Facts: ordinal."""

    code = "task.stale"
    sentence = N_("This task is not open any more. Open the page again to see the present state.")


class SnapshotUnreadable(Invalid):
    """A snapshot this engine did not write, or not of this definition. Facts: reason."""

    code = "snapshot.unreadable"
    sentence = N_("The snapshot can't be read: %(reason)s. The instance can be rebuilt from its log.")
