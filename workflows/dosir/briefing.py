"""The head of a task on a proposed change: whose it is, the present and the proposed value, the proof, the remarks."""

from datetime import date

from sqlalchemy.orm import Session

from engine.tasks import TaskView
from kernel.act import Actor
from kernel.errors import N_
from workflows.areas import Brief, Joined, OfPerson, Said, Value, Way
from workflows.dosir import access, proposals, rows, sheet, trace, values
from workflows.dosir.access import Relation
from workflows.dosir.declarations import Field, Part, declared
from workflows.dosir.models import FileEntry, ProfileProposal
from workflows.dosir.proposals import FIELD

Fact = tuple[str, Value | Way]


def brief(session: Session, actor: Actor, task: TaskView) -> Brief | None:
    """What personnel or the applicant must know; numbers stay masked here, the page of the proposal shows them."""
    row = session.get(ProfileProposal, trace.id_of(task.record or ""))
    if row is None or not (row.person_id == actor.id or Relation.HR in access.by_role(actor)):
        return None
    return Brief(
        title=Said(rows.title_of(row)),
        over=Said(N_("Proposal of %(name)s"), {"name": OfPerson(row.person_id)}),
        facts=tuple(_facts(session, actor, row)),
        notes=(
            *([(Said(N_("Remark of the employee")), row.note)] if row.note else []),
            *([(Said(N_("Reason of personnel")), row.reason)] if row.reason else []),
        ),
        url=rows.change_url(task.record or ""),
    )


def value_of(part: Part, text: str) -> Value:
    """One text as the door says it: choices by their label, dates written out."""
    if part.options:
        return Said(part.options.get(text, text))
    return date.fromisoformat(text) if part.kind == "date" else text


def said(one: Field, text: str) -> Value:
    """A value; the parts of an entry with their titles, one a line."""
    parts = sheet.said_of(one, text)
    if not one.is_list:
        return Joined(tuple(value_of(part, shown) for part, shown in parts))
    return Joined(tuple(Joined((Said(part.title), value_of(part, shown)), ": ") for part, shown in parts), "; ")


def _facts(session: Session, actor: Actor, row: ProfileProposal) -> list[Fact]:
    found: list[Fact] = [(N_("Employee"), OfPerson(row.person_id))]
    if row.sort == FIELD:
        one = declared().fields[row.name]
        now = None if one.is_list else values.at(session, row)
        found += [(N_("Present value"), said(one, now) if now else "–")] if not one.is_list else []
        found.append((N_("Proposed value"), said(one, row.value)))
        if one.masked:
            found.append((N_("Numbers"), Way(N_("Show the numbers whole"), rows.change_url(trace.change_of(row.id)))))
    if proposals.is_stale(session, row):
        found.append((N_("Changed meanwhile"), Said(N_("The present value was changed after this was proposed."))))
    entry = session.get(FileEntry, row.file_id) if row.file_id else None
    if entry is not None:
        base = "/me" if row.person_id == actor.id else f"/people/{row.person_id}"
        found.append((N_("Proof"), Way(declared().kinds[entry.kind].title, f"{base}/file/{entry.id}")))
        found += [(N_("Valid until"), entry.valid_until)] if entry.valid_until else []
        found += [(N_("Date of the document"), entry.dated_on)] if entry.dated_on else []
    return found
