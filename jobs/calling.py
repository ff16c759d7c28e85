"""`service.run`: an operation of a service task outside the transaction; its answer moves the instance on."""

from collections.abc import Mapping
from typing import Any

from engine import answers
from engine.handlers import Registry, ServiceCall
from jobs.kinds import Answered
from jobs.queue import Claimed
from kernel import canonical
from kernel.act import Act

KIND = "service.run"


def caller(registry: Registry) -> Answered:
    """The errand bound to the operations that exist."""

    def ask(job: Claimed, payload: Mapping[str, Any]) -> dict[str, Any]:
        instance_id, ordinal = _place(job)
        call = ServiceCall(instance_id, ordinal, payload["element"], payload["parameters"], job.key, job.attempts)
        return registry.call_outside(payload["handler"], call)

    return Answered(ask, take, late)


def take(act: Act, job: Claimed, answer: Mapping[str, Any]) -> None:
    """The instance goes on with the answer."""
    instance_id, ordinal = _place(job)
    answers.answer(act, instance_id, ordinal, answer, element=canonical.parse(job.payload)["element"])


def late(act: Act, job: Claimed) -> None:
    """Nobody waits any more: the answer is noted and dropped."""
    instance_id, ordinal = _place(job)
    answers.drop(act, instance_id, ordinal, element=canonical.parse(job.payload)["element"])


def _place(job: Claimed) -> tuple[str, int]:
    assert job.instance_id is not None and job.ordinal is not None  # noqa: S101, PT018 - as the projection writes it
    return job.instance_id, job.ordinal
