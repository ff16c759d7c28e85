"""Errands that carry what events throw from one instance to others."""

from collections.abc import Mapping
from typing import Any

from engine import instances, messages, signals
from engine.instances import Wanted
from jobs.queue import Claimed
from kernel.act import Act


def carry_message(act: Act, _job: Claimed, payload: Mapping[str, Any]) -> None:
    """`event.message`: a message that an instance threw, for whoever waits for it."""
    messages.carry(act, payload["name"], payload["correlation"], payload["by"])


def carry_signal(act: Act, job: Claimed, payload: Mapping[str, Any]) -> None:
    """`event.signal`: a signal that an instance threw, for all others."""
    signals.broadcast(act, payload["name"], {}, job.key, payload["by"])


def hear_signal(act: Act, job: Claimed, payload: Mapping[str, Any]) -> None:
    """`event.hear`: a signal for one instance."""
    if job.instance_id is not None:
        signals.hear(act, job.instance_id, payload["name"], payload["payload"])


def begin_by_signal(act: Act, _job: Claimed, payload: Mapping[str, Any]) -> None:
    """`event.begin`: a signal that begins a case."""
    wanted = Wanted(begin=payload["begin"], starter=payload["starter"])
    instances.start(act, payload["process"], data=payload["payload"], wanted=wanted)
