"""An assignment with its people, remarks and papers and what one may do to it; and one's own in pages."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.inbox import TaskRow
from kernel import calendars
from kernel.act import Act
from workflows import issuing, keyset, turns
from workflows.assignment import access, ending, trace
from workflows.assignment.errors import AssignmentUnknown
from workflows.assignment.models import Assignment, AssignmentDocument, AssignmentPerson, AssignmentRemark
from workflows.assignment.states import OPEN, AssignmentState
from workflows.issuing import Paper
from workflows.keyset import Order, Page, Place

NEWEST: Order = (Assignment.prepared_at, Assignment.id)


@dataclass(frozen=True, slots=True)
class AssignmentSheet:
    """An assignment with all that hangs on it; `people` are ids, the first-named first."""

    row: Assignment
    people: list[str]
    remarks: list[AssignmentRemark]
    documents: list[AssignmentDocument]
    papers: list[Paper]
    tasks: list[TaskRow]
    may_take_back: bool


def sheet_of(act: Act, assignment_id: str) -> AssignmentSheet:
    """An assignment for who may read it. Raises AssignmentUnknown."""
    session, row = act.session, require_readable(act, assignment_id)
    return AssignmentSheet(
        row=row,
        people=[one.person_id for one in trace.people_of(session, assignment_id)],
        remarks=trace.remarks_of(session, assignment_id),
        documents=trace.documents_of(session, assignment_id),
        papers=issuing.list_of(session, trace.record_of(assignment_id)),
        tasks=turns.tasks_for(session, act.actor, row.instance_id),
        may_take_back=may_take_back(act, row),
    )


def require_readable(act: Act, assignment_id: str) -> Assignment:
    """An assignment that the actor may read. Raises AssignmentUnknown."""
    row = access.find_readable(act.session, act.actor, assignment_id)
    if row is None:
        raise AssignmentUnknown
    return row


def may_take_back(act: Act, row: Assignment) -> bool:
    """Whether the actor may cancel or recall it, and it is not too late."""
    state = AssignmentState(row.state)
    is_over = calendars.current(act.session).date_of(act.now) > row.last_on
    in_time = state in OPEN or (state is AssignmentState.ISSUED and not is_over)
    return in_time and ending.may_take_back(act.actor, row)


def own(session: Session, person_id: str, *, after: Place | None = None, limit: int = 25) -> Page[Assignment]:
    """A page of the assignments that a person prepared or is assigned by, the newest first."""
    assigned = select(AssignmentPerson.assignment_id).where(AssignmentPerson.person_id == person_id)
    chosen = select(Assignment).where(or_(Assignment.prepared_by == person_id, Assignment.id.in_(assigned)))
    return keyset.page(session, chosen, NEWEST, after=after, limit=limit)
