"""`calendar.plan` and `calendar.move`: running cases follow a published calendar, one transaction each."""

from collections.abc import Mapping
from typing import Any

from jobs.kinds import Errand
from jobs.queue import Claimed
from kernel.act import Act
from workflows.areas import Offices
from workflows.office_calendar import moving


def plan(act: Act, _job: Claimed, payload: Mapping[str, Any]) -> None:
    """List the cases that are to follow."""
    moving.plan(act, payload["version"], payload["after"], last=payload["last"])


def mover(offices: Offices) -> Errand:
    """The errand bound to the areas, whose records may keep limits of their own."""

    def move(act: Act, _job: Claimed, payload: Mapping[str, Any]) -> None:
        moving.move(act, offices, payload["version"], payload["instance"])

    return move
