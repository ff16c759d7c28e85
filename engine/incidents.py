"""Steps that failed outside a person's hands: each an incident with its cause, settled by a retry or by giving up.

Events hold a code and facts that are plain ids; an administrator's reason stands in the row, the log commits to it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from engine import answers
from engine.errors import StaleTask
from engine.models import Incident, Instance
from engine.states import OPEN_INCIDENTS, IncidentState
from engine.stuck import STUCK
from engine.task_errors import IncidentSettled, IncidentUnknown, InstanceEnded, InstanceUnknown, ReasonMissing
from kernel import history, ids, sql
from kernel.act import Act
from kernel.db import instant
from kernel.errors import AppError, N_
from kernel.outbox import Job

PLAIN = re.compile(r"[A-Za-z0-9:._|/-]{1,80}")  # ids, codes and numbers; a text of a person has spaces
UNEXPECTED = N_("An unexpected fault (%(kind)s). The log of the server has the details.")
Tell = Callable[[Act, Incident], None]


def open_incident(act: Act, job_id: str, fault: Exception, tell: Tell | None = None) -> Incident:
    """Record that a job failed for good; the stream of its instance is locked. Whoever is to know is told at once."""
    job = act.session.get_one(Job, job_id, populate_existing=True)
    row = act.session.get(Incident, job.incident_id) if job.incident_id else None
    if row is None:
        row = _new(act, job)
    row.code, row.cause, row.facts = cause_of(fault)
    row.state, row.attempts, row.failed_at = IncidentState.OPEN, job.attempts, act.now
    act.session.add(row)
    job.incident_id = row.id
    act.session.flush()
    data = {"job": row.job_kind, "ordinal": row.ordinal, "code": row.code, "facts": row.facts}
    _note(act, row, "incident.opened", {**data, "attempts": row.attempts})
    if tell is not None:
        tell(act, row)
    return row


def announce(act: Act, incident_id: str, tell: Tell) -> None:
    """Write into the log that a case stands still, and tell whoever is to know. Raises IncidentUnknown."""
    row = _locked(act, incident_id)
    _note(act, row, "incident.opened", {"job": row.job_kind, "code": row.code, "facts": row.facts})
    tell(act, row)


def cause_of(fault: Exception) -> tuple[str, str, dict[str, Any]]:
    """Code, sentence and facts of a fault. Of a fact only ids, codes and numbers are kept, never a person's text."""
    if not isinstance(fault, AppError):
        return "incident.unexpected", UNEXPECTED, {"kind": type(fault).__name__}
    return fault.code, fault.sentence, {name: _plain(value) for name, value in fault.facts.items()}


def retry(act: Act, incident_id: str) -> str:
    """Have the step tried again from the first attempt on; gives the state. Raises IncidentUnknown, IncidentSettled."""
    row = _settle(act, incident_id)
    tried = sql.run(
        act.session,
        "UPDATE job SET dead = 0, attempts = 0, error = NULL, due_at = ?, lease_owner = NULL, lease_until = NULL,"
        " fence = fence + 1 WHERE id = ? AND dead = 1",
        (instant(act.now), row.job_id),
    )
    if tried.rowcount != 1:
        return _close(act, row, IncidentState.WITHDRAWN)
    row.state = IncidentState.RETRYING
    _note(act, row, "incident.retried", {})
    return row.state


def give_up(act: Act, incident_id: str, *, reason: str) -> str:
    """Stop trying, for a reason; gives the state.

    A service task with an error boundary event for `gave-up` goes on there, and the incident is closed; any other
    place of a case goes on waiting, and the incident stays. An errand of no case is taken away.
    Raises IncidentUnknown, IncidentSettled, ReasonMissing, InstanceSuspended.
    """
    if not reason.strip():
        raise ReasonMissing
    row = _settle(act, incident_id)
    row.reason, row.salt = reason.strip()[:1000], history.new_salt()
    row.settled_by, row.settled_at = act.actor.id, act.now
    row.state = IncidentState.GIVEN_UP
    _note(act, row, "incident.given_up", {"reason": history.commitment(row.reason, row.salt)})
    if row.instance_id is None:
        sql.run(act.session, "DELETE FROM job WHERE id = ?", (row.job_id,))
    elif row.job_kind == "service.run" and row.ordinal is not None:
        try:
            answers.give_up(act, row.instance_id, row.ordinal, {"element": row.element, "incident": row.id})
        except (StaleTask, InstanceEnded, InstanceUnknown):
            return _close(act, row, IncidentState.WITHDRAWN)
    return row.state if _has_job(act.session, row) else _close(act, row, IncidentState.GIVEN_UP)


def solve(act: Act, incident_id: str) -> None:
    """The retry worked: close the incident, in the transaction of the step."""
    row = act.session.get(Incident, incident_id)
    if row is not None and row.closed_at is None:
        _close(act, row, IncidentState.SOLVED)


def sweep(act: Act) -> int:
    """Close the incidents whose step is no longer needed, because its case went on; gives how many."""
    gone = [row.id for row in list_open(act.session) if not _is_needed(act.session, row)]
    for incident_id in gone:
        row = _locked(act, incident_id)
        if row.closed_at is None:
            _close(act, row, IncidentState.WITHDRAWN)
    return len(gone)


def get(session: Session, incident_id: str) -> Incident:
    """One incident. Raises IncidentUnknown."""
    row = session.get(Incident, incident_id)
    if row is None:
        raise IncidentUnknown
    return row


def list_open(session: Session) -> list[Incident]:
    """Incidents that are not closed, oldest first."""
    return list(session.scalars(select(Incident).where(Incident.closed_at.is_(None)).order_by(Incident.id)))


def list_newest(session: Session, *, after: str | None = None, limit: int = 50) -> list[Incident]:
    """All incidents by id, newest first, from behind `after`."""
    chosen = select(Incident).order_by(Incident.id.desc()).limit(limit)
    return list(session.scalars(chosen if after is None else chosen.where(Incident.id < after)))


def _new(act: Act, job: Job) -> Incident:
    instance = act.session.get(Instance, job.instance_id) if job.instance_id else None
    return Incident(
        id=ids.new_id(act.now),
        instance_id=job.instance_id,
        ordinal=job.ordinal,
        process=instance.process if instance else job.payload.get("process"),
        element=job.payload.get("element"),
        job_id=job.id,
        job_kind=job.kind,
        job_key=job.key,
        opened_at=act.now,
    )


def _settle(act: Act, incident_id: str) -> Incident:
    """The incident, locked, when it can still be settled."""
    row = _locked(act, incident_id)
    if row.state not in OPEN_INCIDENTS or row.closed_at is not None:
        raise IncidentSettled(state=row.state)
    return row


def _locked(act: Act, incident_id: str) -> Incident:
    row = get(act.session, incident_id)
    if row.instance_id is not None:  # as everybody does: first the instance, then what belongs to it
        history.lock(act.session, _stream(row))
    chosen = select(Incident).where(Incident.id == incident_id).with_for_update()
    return act.session.scalars(chosen.execution_options(populate_existing=True)).one()


def _close(act: Act, row: Incident, state: IncidentState) -> str:
    row.state, row.closed_at = state, act.now
    act.session.execute(update(Job).where(Job.id == row.job_id).values(incident_id=None))
    _note(act, row, "incident.closed", {"outcome": str(state)})
    return str(state)


def _note(act: Act, row: Incident, kind: str, data: Mapping[str, Any]) -> None:
    act.session.flush()
    history.append(act, _stream(row), kind, {"incident": row.id, "element": row.element, **data})


def _stream(row: Incident) -> str:
    return f"instance:{row.instance_id}" if row.instance_id else f"incident:{row.id}"


def _has_job(session: Session, row: Incident) -> bool:
    return sql.run(session, "SELECT 1 FROM job WHERE id = ?", (row.job_id,)).fetchone() is not None


def _is_needed(session: Session, row: Incident) -> bool:
    if row.job_kind != STUCK:
        return _has_job(session, row)
    instance = session.get(Instance, row.instance_id)
    return instance is not None and instance.state == "running"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return instant(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return value if isinstance(value, str) and PLAIN.fullmatch(value) else "…"
