"""Every kind of errand by name, bound to one installation."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from documents import pages
from engine.stuck import TELL
from jobs import (
    anchoring,
    calling,
    digest,
    events,
    housekeeping,
    leave_years,
    mail,
    papers,
    process,
    procrastinating,
    recalendaring,
)
from jobs.kinds import Kind, Outside
from jobs.watching import Watch
from jobs.worker import Policy, Worker
from kernel.act import Actor
from kernel.db import Database
from workflows import mails, notices, operations
from workflows.installation import Installation
from workflows.office_calendar.moving import MOVE
from workflows.office_calendar.publishing import PLAN

SLOW = 10.0  # beside a queue that calls, our own look only finds what was left behind


def build(installation: Installation) -> dict[str, Kind]:
    """What the worker can do for this installation."""

    def draw(database: Database, actor: Actor, payload: Mapping[str, Any]) -> None:
        pages.render_in_steps(database, installation.blobs, payload["document_id"], actor)

    return {
        "timer.fire": process.fire_timer,
        "process.start": process.start,
        "process.message": process.message,
        "process.cancel": process.cancel,
        TELL: process.announce,
        "event.message": events.carry_message,
        "event.signal": events.carry_signal,
        "event.hear": events.hear_signal,
        "event.begin": events.begin_by_signal,
        PLAN: recalendaring.plan,
        MOVE: recalendaring.mover(installation.offices),
        calling.KIND: calling.caller(installation.offices.handlers),
        pages.ERRAND: Outside(draw),
        housekeeping.KIND: Outside(housekeeping.keeper(installation.blobs)),
        leave_years.KIND: Outside(leave_years.open_years),
        anchoring.KIND: Outside(anchoring.maker(installation.settings)),
        anchoring.MAIL: Outside(anchoring.sender(installation.settings), mail.ATTEMPTS),
        papers.KIND: Outside(papers.drawer(installation)),
        notices.MAIL: mail.spread,
        mails.DELIVER: Outside(mail.deliverer(installation), mail.ATTEMPTS),
        digest.KIND: Outside(digest.make),
    }


class Work:
    """All that works off errands in this process: our worker, the watch, and Procrastinate when the settings say so."""

    def __init__(self, installation: Installation, *, idle: float = 5.0) -> None:
        chosen = installation.settings
        by_calls = chosen.jobs == procrastinating.NAME
        procrastinating.settle(installation.database, wanted=by_calls)
        self.parts: list[Worker | Watch | procrastinating.Runner] = [
            Watch(installation),
            worker_of(installation, idle=SLOW if by_calls else idle),
        ]
        if by_calls:
            self.parts.append(procrastinating.Runner(worker_of(installation), chosen.database_url))

    def start(self) -> None:
        for part in self.parts:
            part.start()

    def stop(self) -> None:
        for part in reversed(self.parts):
            part.stop()


def worker_of(installation: Installation, *, idle: float = 5.0) -> Worker:
    """The worker of an installation, as its settings say; failures for good are told to the owner of the process."""
    chosen = installation.settings
    policy = Policy(timedelta(seconds=chosen.lease_seconds), chosen.attempts, idle)
    return Worker(installation.database, build(installation), policy, operations.tell_owner)
