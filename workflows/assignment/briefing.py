"""What somebody must know of an assignment to do a task on it, and what its page says."""

from sqlalchemy.orm import Session

from engine.tasks import TaskView
from kernel.act import Actor
from kernel.errors import N_
from workflows.areas import Brief, Joined, OfPerson, Said, Value
from workflows.assignment import access, trace, words
from workflows.assignment.models import Assignment

CORRECT = "assignment/correct"


def brief(session: Session, actor: Actor, task: TaskView) -> Brief | None:
    """The head of a task's page, for those who may read the assignment."""
    row = session.get(Assignment, trace.assignment_of(task.record or ""))
    if row is None or not access.may_read(session, actor, row):
        return None
    documents = tuple(one.document_id for one in trace.documents_of(session, row.id))
    return Brief(
        title=row.task,
        over=Said(N_("Assignment %(number)s"), {"number": row.number}) if row.number else Said(N_("Assignment")),
        facts=facts_of(session, row),
        notes=notes_of(session, row),
        documents=documents,
        known=known_of(session, row) if task.form == CORRECT else {},
    )


def facts_of(session: Session, row: Assignment) -> tuple[tuple[str, Value], ...]:
    """Who, why, where, when, at whose cost."""
    people = tuple(OfPerson(one.person_id) for one in trace.people_of(session, row.id))
    return (
        (N_("Assigned"), Joined(people, "; ")),
        (N_("Basis"), row.basis),
        (N_("Place"), row.place),
        (N_("First day"), row.starts_on),
        (N_("Last day"), row.last_on),
        (N_("Source of funds"), row.funds),
        (N_("Report"), Said(N_("is due after the last day")) if row.must_report else Said(N_("is not asked for"))),
        (N_("Prepared by"), (OfPerson(row.prepared_by), row.prepared_at)),
        (N_("Number"), row.number),
        (N_("Signed by"), _signed(row)),
    )


def notes_of(session: Session, row: Assignment) -> tuple[tuple[Value, Value], ...]:
    """What was written on the way, and the report."""
    notes = [
        (Said(words.REMARKS[one.kind], {"who": OfPerson(one.person)}), one.text)
        for one in trace.remarks_of(session, row.id)
        if one.text
    ]
    lead = trace.people_of(session, row.id)[:1]
    report = (Said(N_("Report of %(who)s"), {"who": OfPerson(lead[0].person_id) if lead else ""}), row.report)
    return (*notes, *([report] if row.report else []))


def known_of(session: Session, row: Assignment) -> dict[str, list[str]]:
    """The answers as they were typed before, for the correction."""
    people = [one.person_id for one in trace.people_of(session, row.id)]
    return {
        "lead": people[:1],
        "others": people[1:],
        "basis": [row.basis],
        "task": [row.task],
        "place": [row.place],
        "funds": [row.funds],
        "starts_on": [row.starts_on.isoformat()],
        "last_on": [row.last_on.isoformat()],
        "must_report": ["true"] if row.must_report else [],
    }


def _signed(row: Assignment) -> Value:
    if row.signed_by is None:
        return None
    return (row.authority, row.dated_on) if row.authority else (OfPerson(row.signed_by), row.signed_at)
