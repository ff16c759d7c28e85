"""Errands between instances: fire a timer, start an instance, give a message, end an instance."""

from collections.abc import Mapping
from typing import Any

from engine import incidents, instances, interventions, messages, timers
from engine.instances import Wanted
from engine.interventions import Reason
from engine.task_errors import AlreadyStarted
from jobs.queue import Claimed
from kernel.act import Act
from workflows import operations


def fire_timer(act: Act, job: Claimed, payload: Mapping[str, Any]) -> None:
    """`timer.fire`: the timer that an instance set."""
    if job.instance_id is not None and job.ordinal is not None:
        timers.fire(act, job.instance_id, job.ordinal, payload["element"])


def start(act: Act, job: Claimed, payload: Mapping[str, Any]) -> None:
    """`process.start`: an instance that another one asked for; its business key is the errand's, so it starts once."""
    wanted = Wanted(record=payload.get("record"), business_key=payload.get("business_key", job.key))
    try:
        instances.start(act, payload["process"], data=payload["data"], wanted=wanted)
    except AlreadyStarted:
        return


def message(act: Act, _job: Claimed, payload: Mapping[str, Any]) -> None:
    """`process.message`: a message that another instance sent."""
    messages.deliver(act, payload["name"], payload["correlation"], payload.get("payload", {}))


def announce(act: Act, _job: Claimed, payload: Mapping[str, Any]) -> None:
    """`incident.tell`: a case stands still for ever; its log and the owner of its process are told."""
    incidents.announce(act, payload["incident"], operations.tell_owner)


def cancel(act: Act, _job: Claimed, payload: Mapping[str, Any]) -> None:
    """`process.cancel`: an instance whose matter has ended elsewhere; one that has ended meanwhile stays as it is."""
    interventions.cancel(act, payload["instance"], Reason(payload["reason"]))
