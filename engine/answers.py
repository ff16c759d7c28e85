"""Services outside the transaction: their answers come back as events, once each; a late answer is only noted."""

from collections.abc import Mapping
from typing import Any

from engine import commands
from engine.commands import Command
from engine.spiff.outside import GAVE_UP
from engine.stepping import Stepped, case_of, step
from kernel import history
from kernel.act import Act

DROPPED = "service.dropped"


def answer(act: Act, instance_id: str, ordinal: int, answered: Mapping[str, Any], *, element: str) -> Stepped:
    """Give a waiting service task its answer; its row is taken away by the caller in the same transaction.

    Raises InstanceUnknown, InstanceEnded, StaleTask when nobody waits any more, ErrorNotCaught.
    """
    return _step(act, instance_id, Command(commands.ANSWERED, ordinal, answered), {"element": element})


def give_up(act: Act, instance_id: str, ordinal: int, facts: Mapping[str, Any]) -> Stepped:
    """Tell a waiting service task that nobody will answer; an error boundary event may catch `gave-up`.

    When none does, the task goes on waiting. Raises InstanceUnknown, InstanceEnded, StaleTask.
    """
    return _step(act, instance_id, Command(commands.GIVEN_UP, ordinal, {"error": GAVE_UP}), facts)


def drop(act: Act, instance_id: str, ordinal: int, *, element: str) -> bool:
    """Note that an answer came too late. False when the task had been answered by another worker."""
    stream = f"instance:{instance_id}"
    history.lock(act.session, stream)
    told = history.read_kinds(act.session, stream, (commands.STARTED, commands.ANSWERED, DROPPED))
    if not told or any(event.data["ordinal"] == ordinal for event in told if event.kind != commands.STARTED):
        return False
    history.append(act, stream, DROPPED, {"ordinal": ordinal, "element": element})
    return True


def _step(act: Act, instance_id: str, command: Command, extra: Mapping[str, Any]) -> Stepped:
    head = history.take(act.session, f"instance:{instance_id}")
    case = case_of(act.session, instance_id)
    return step(act, case, head, command, extra=extra)
