"""Timers of instances: fired by name, once."""

from engine import commands
from engine.commands import Command
from engine.stepping import Stepped, case_of, step
from kernel import history
from kernel.act import Act


def fire(act: Act, instance_id: str, ordinal: int, element: str) -> Stepped:
    """Fire one timer of an instance; its row is taken away by the caller in the same transaction.

    Raises InstanceUnknown, InstanceEnded, StaleTask when the timer is gone.
    """
    head = history.take(act.session, f"instance:{instance_id}")
    case = case_of(act.session, instance_id)
    return step(act, case, head, Command(commands.FIRED, ordinal), extra={"element": element})
