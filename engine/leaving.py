"""What a step throws out of its instance: errands of its transaction, done after the commit, once each."""

from collections.abc import Sequence

from engine.spiff.step import Thrown
from kernel import outbox
from kernel.act import Act


def put(act: Act, instance_id: str, number: int, thrown: Sequence[Thrown]) -> None:
    """Leave one errand for each message and signal of event `number`: one place may throw again and again."""
    for place, one in enumerate(thrown):
        payload = {"name": one.name, "correlation": one.correlation, "by": instance_id}
        outbox.put(act, f"event.{one.kind}", payload, key=f"{one.kind}:{instance_id}@{number}.{place}")
