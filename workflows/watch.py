"""How the house stands: the queue, timers, mail, the disk; and the alarms, raised once and ended by themselves."""

import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Text, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import incidents
from kernel import history, sql
from kernel.act import Act
from kernel.db import Base, Json, UtcDateTime, instant
from kernel.errors import N_
from kernel.outbox import Job
from people.roles import Role
from workflows import mails, notices
from workflows.notices import Words

STREAM = "house:alarms"
DESK = f"role:{Role.ADMIN_SISTEM}"
STUCK_AFTER = timedelta(minutes=5)
LATE_AFTER = timedelta(minutes=2)
MAIL_TRIES = 3
MAILS = (notices.MAIL, mails.DELIVER, "anchor.mail")
RAISED = {
    "job.stuck": N_("Work stands still: %(count)s errands have been waiting for more than five minutes."),
    "timer.late": N_("%(count)s timers of cases are late: reminders and limits come too late."),
    "mail.outage": N_("The mail server does not take mail: %(count)s mails wait and are sent later."),
    "disk.low": N_("The disk is almost full: %(count)s MB are left."),
}


class Alarm(Base):
    """Something that is wrong now; the row goes when it is right again."""

    __tablename__ = "alarm"
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    facts: Mapped[Any] = mapped_column(Json)


@dataclass(frozen=True, slots=True)
class Queue:
    """The job table in numbers: `due` wait for a worker, `held` are being done, `failing` tried again."""

    waiting: int
    due: int
    held: int
    failing: int
    dead: int


@dataclass(frozen=True, slots=True)
class State:
    """How the house stands at an instant; `wrong` maps kinds of alarms to their counts."""

    queue: Queue
    mails: int
    incidents: int
    free_mb: int
    wrong: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_well(self) -> bool:
        return not self.wrong


def measure(session: Session, folder: Path, now: datetime, *, least_mb: int) -> State:
    """Look at the queue and at the disk of a folder."""
    stuck = Job.due_at < now - STUCK_AFTER
    idle = (Job.dead == 0) & (Job.lease_until.is_(None) | (Job.lease_until < now))
    free = shutil.disk_usage(folder).free // 1_000_000
    counts = {
        "job.stuck": _count(session, idle & stuck & Job.error.is_(None) & (Job.kind != "timer.fire")),
        "timer.late": _count(session, (Job.dead == 0) & (Job.kind == "timer.fire") & (Job.due_at < now - LATE_AFTER)),
        "mail.outage": _count(
            session,
            (Job.dead == 0) & Job.kind.in_(MAILS) & (Job.attempts >= MAIL_TRIES) & Job.error.is_not(None),
        ),
        "disk.low": free if free < least_mb else 0,
    }
    wrong = {kind: count for kind, count in counts.items() if count or (kind == "disk.low" and free < least_mb)}
    return State(
        queue=_queue(session, now),
        mails=_count(session, (Job.dead == 0) & Job.kind.in_(MAILS)),
        incidents=len(incidents.list_open(session)),
        free_mb=free,
        wrong=wrong,
    )


def update(act: Act, state: State) -> list[str]:
    """Raise what is newly wrong, and tell the administrators; end what is right again. Gives the kinds that changed."""
    standing = {row.kind for row in list_standing(act.session)}
    for kind in sorted(state.wrong.keys() - standing):
        _raise(act, kind, state.wrong[kind])
    for kind in sorted(standing - state.wrong.keys()):
        act.session.execute(delete(Alarm).where(Alarm.kind == kind))
        history.append(act, STREAM, "alarm.ended", {"alarm": kind})
    return sorted(state.wrong.keys() ^ standing)


def list_standing(session: Session) -> list[Alarm]:
    """The alarms that have not ended, oldest first."""
    return list(session.scalars(select(Alarm).order_by(Alarm.since, Alarm.kind)))


def facts_of(state: State) -> dict[str, Any]:
    """The state for a machine."""
    return {**asdict(state), "wrong": sorted(state.wrong)}


def _raise(act: Act, kind: str, count: int) -> None:
    new = "INSERT INTO alarm (kind, since, facts) VALUES (?, ?, ?) ON CONFLICT (kind) DO NOTHING"
    if sql.run(act.session, new, (kind, instant(act.now), f'{{"count":{count}}}')).rowcount != 1:
        return  # another process saw it too
    history.append(act, STREAM, "alarm.raised", {"alarm": kind, "count": count})
    words = Words(f"alarm.{kind}", f"alarm:{kind}", {"count": count}, any_hour=True)
    notices.put(act, DESK, words, key=f"alarm:{kind}:{instant(act.now)}")


def _queue(session: Session, now: datetime) -> Queue:
    alive = Job.dead == 0
    held = alive & (Job.lease_until >= now)
    return Queue(
        waiting=_count(session, alive & (Job.due_at > now)),
        due=_count(session, alive & (Job.due_at <= now) & (Job.lease_until.is_(None) | (Job.lease_until < now))),
        held=_count(session, held),
        failing=_count(session, alive & Job.error.is_not(None)),
        dead=_count(session, Job.dead == 1),
    )


def _count(session: Session, which: Any) -> int:
    return session.scalar(select(func.count()).select_from(Job).where(which)) or 0
