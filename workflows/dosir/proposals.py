"""Proposed changes: sent by the employee, checked by personnel, applied with history. One at a time for each thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import intake
from documents.intake import Checked
from engine import inbox, instances, tasks
from engine.instances import Wanted
from forms.coerce import tidy
from kernel import history, ids, outbox
from kernel.act import Act
from workflows import notices
from workflows.dosir import access, filing, trace, values
from workflows.dosir.access import Relation, Surface
from workflows.dosir.declarations import Field, declared
from workflows.dosir.errors import (
    AlreadyProposed,
    ChangedMeanwhile,
    NothingChanged,
    ProfileClosed,
    ProposalMoved,
    ProposalUnknown,
    UploadMissing,
)
from workflows.dosir.filing import Described, Typed
from workflows.dosir.models import FileEntry, ProfileProposal
from workflows.dosir.states import OPEN_PROPOSALS, PROPOSAL_MOVES, EntryState, ProposalState
from workflows.dosir.values import Setting
from workflows.notices import Words

PROCESS = "profile_change"
WITHDRAWN = "profile_change_withdrawn"
FIELD, DOCUMENT = "field", "document"
LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Wish:
    """What an employee would like to see changed: a field's value, or a document for the file (`value` is '' then).

    `described` says what the file that came along is.
    """

    sort: str
    name: str
    value: str = ""
    note: str = ""
    checked: Checked | None = None
    described: Described | None = None

    @property
    def is_single(self) -> bool:
        """Whether only one such proposal can wait at a time."""
        return self.sort == FIELD and not declared().fields[self.name].is_list


def send(act: Act, person_id: str, wish: Wish) -> str:
    """Send a proposal to personnel: its process begins; gives the proposal's id.

    Raises NothingChanged, AlreadyProposed (naming the one that waits), UploadMissing.
    """
    if wish.checked is None and (wish.sort == DOCUMENT or wish.described is not None):
        raise UploadMissing(kind=wish.described.kind.code if wish.described else "")
    head = trace.begin(act, person_id)
    base = values.find(act.session, person_id, wish.name) if wish.is_single else None
    if base is not None and base.value == wish.value:
        raise NothingChanged(field=wish.name)
    _require_alone(act.session, person_id, wish)
    row = _new(act, person_id, wish, base.id if base is not None else None)
    act.session.add(row)
    act.session.flush()
    row.file_id = _bring(act, row, wish)
    act.session.flush()
    trace.end(act, head, "proposal.sent", _told(act.session, row), trace.change_of(row.id))
    record = trace.change_of(row.id)
    data = {"proposal_id": row.id, "applicant": person_id, "change_key": record}
    row.instance_id = instances.start(act, PROCESS, data=data, wanted=Wanted(record, business_key=record)).instance_id
    act.session.flush()
    return row.id


def send_document(act: Act, person_id: str, typed: Typed, checked: Checked | None, note: str = "") -> str:
    """Propose a document for one's own file; gives the proposal's id.

    Raises ProfileClosed, UploadMissing, KindUnknown, and as `filing.described` does.
    """
    relations = access.require(act, person_id, Surface.CHANGE)
    if Relation.OWNER not in relations:
        raise ProfileClosed(person=person_id)
    known = filing.described(act, typed, owner=True)
    return send(act, person_id, Wish(DOCUMENT, known.kind.code, note=note, checked=checked, described=known))


def approve(act: Act, proposal_id: str) -> None:
    """Apply a proposal: the value takes the place of the one before, the document comes into the file.

    Raises ProposalMoved, ChangedMeanwhile, EntryMoved.
    """
    row = _locked(act, proposal_id)
    _move(row, ProposalState.APPROVED)
    if row.sort == FIELD:
        one = declared().fields[row.name]
        _require_same_base(act.session, row, one)
        change = values.put(act, row.person_id, Setting(one, row.value, "approved", proposal=row.id))
        trace.append(act, row.person_id, "profile.changed", change, trace.change_of(row.id))
    entry = _file_of(act.session, row)
    if entry is not None:
        filing.accept(act, entry, row.id)
    _decide(act, row, "proposal.approved")


def refuse(act: Act, proposal_id: str, answers: Mapping[str, Any]) -> None:
    """Nothing changes; the employee reads why. Raises ProposalMoved."""
    row = _locked(act, proposal_id)
    _move(row, ProposalState.REFUSED)
    row.reason = answers["reason"]
    _drop_file(act, row)
    _decide(act, row, "proposal.refused")


def give_back(act: Act, proposal_id: str, answers: Mapping[str, Any]) -> None:
    """The employee mends his proposal. Raises ProposalMoved."""
    row = _locked(act, proposal_id)
    _move(row, ProposalState.RETURNED)
    row.reason = answers["reason"]
    _decide(act, row, "proposal.returned")


def resend(act: Act, proposal_id: str, answers: Mapping[str, Any]) -> None:
    """Send a returned proposal again: with another value, another upload, or a remark; what is not given stays.

    The present value is what it is now compared with. Raises ProposalMoved, DocumentNotFound, DocumentTaken.
    """
    row = _locked(act, proposal_id)
    _move(row, ProposalState.WAITING)
    row.value = answers.get("value", row.value)
    row.note = answers.get("note", "")
    base = values.find(act.session, row.person_id, row.name) if row.sort == FIELD else None
    row.base_id = base.id if base is not None else None
    row.salt = history.new_salt()
    if answers.get("document"):
        _exchange(act, row, answers["document"])
    act.session.flush()
    trace.append(act, row.person_id, "proposal.resent", _told(act.session, row), trace.change_of(row.id))


def correct(act: Act, proposal_id: str, answers: Mapping[str, Any], checked: Checked | None) -> None:
    """Complete the owner's task of correcting with what he typed on the page of the proposal.

    Raises ProposalUnknown, ProposalMoved, and as `engine.tasks.complete` does.
    """
    row = own(act, proposal_id)
    waiting = inbox.open_of_instances(act.session, [row.instance_id or ""])
    task = next((one for one in waiting if one.element == "correct"), None)
    if task is None:
        raise ProposalMoved(proposal=proposal_id)
    given = dict(answers)
    if checked is not None:
        given["document"] = intake.keep(act, checked).id
    tasks.complete(act, task.id, tasks.Answers(private=given))


def withdraw(act: Act, proposal_id: str) -> None:
    """The owner takes back what is not decided yet; the process ends. Raises ProposalUnknown, ProposalMoved."""
    own(act, proposal_id)
    row = _locked(act, proposal_id)
    _move(row, ProposalState.WITHDRAWN)
    _drop_file(act, row)
    _note(act, row, "proposal.withdrawn")
    record = trace.change_of(row.id)
    message = {"name": WITHDRAWN, "correlation": record, "payload": {}}
    outbox.put(act, "process.message", message, key=f"withdrawn:{row.id}")


def cancel(act: Act, proposal_id: str) -> None:
    """The case was ended before its time: a proposal that is still open is cancelled."""
    row = _locked(act, proposal_id)
    if row.state in OPEN_PROPOSALS:
        _move(row, ProposalState.CANCELLED)
        _drop_file(act, row)
        _note(act, row, "proposal.cancelled")


def get(session: Session, proposal_id: str) -> ProfileProposal:
    """One proposal as it is now. Raises ProposalUnknown."""
    row = session.get(ProfileProposal, proposal_id, populate_existing=True)
    if row is None:
        raise ProposalUnknown
    return row


def own(act: Act, proposal_id: str) -> ProfileProposal:
    """A proposal of the actor's own. Raises ProposalUnknown."""
    row = get(act.session, proposal_id)
    if row.person_id != act.actor.id:
        raise ProposalUnknown
    return row


def list_open(session: Session, person_id: str) -> list[ProfileProposal]:
    """The proposals of a person that are not decided yet, the oldest first."""
    chosen = select(ProfileProposal).where(
        ProfileProposal.person_id == person_id, ProfileProposal.state.in_(OPEN_PROPOSALS)
    )
    return list(session.scalars(chosen.order_by(ProfileProposal.proposed_at, ProfileProposal.id)))


def is_stale(session: Session, row: ProfileProposal) -> bool:
    """Whether the present value is another than the one the proposer saw."""
    if row.sort != FIELD or row.state not in OPEN_PROPOSALS or declared().fields[row.name].is_list:
        return False
    now = values.find(session, row.person_id, row.name)
    return (now.id if now is not None else None) != row.base_id


def _new(act: Act, person_id: str, wish: Wish, base: str | None) -> ProfileProposal:
    return ProfileProposal(
        id=ids.new_id(act.now),
        person_id=person_id,
        sort=wish.sort,
        name=wish.name,
        value=wish.value,
        base_id=base,
        note=tidy(wish.note, lines=True)[:LONGEST_NOTE],
        salt=history.new_salt(),
        state=ProposalState.WAITING.value,
        proposed_by=act.actor.id,
        proposed_at=act.now,
    )


def _bring(act: Act, row: ProfileProposal, wish: Wish) -> str | None:
    """Keep the file that came along as a proposed document of the person's file; gives its id there."""
    if wish.checked is None or wish.described is None:
        return None
    document = intake.keep(act, wish.checked, record=trace.file_of(row.person_id))
    entry = filing.new_row(act, row.person_id, wish.described, document)
    entry.proposal_id = row.id
    act.session.add(entry)
    act.session.flush()
    return entry.id


def _exchange(act: Act, row: ProfileProposal, document_id: str) -> None:
    document = filing.attached(act, document_id, row.person_id)
    before = _file_of(act.session, row)
    if before is None:
        return
    known = Described(
        declared().kinds[before.kind], before.number, before.dated_on, before.valid_until, before.replaces
    )
    entry = filing.new_row(act, row.person_id, known, document)
    entry.proposal_id = row.id
    filing.drop(act, before)
    act.session.add(entry)
    act.session.flush()
    row.file_id = entry.id


def _require_alone(session: Session, person_id: str, wish: Wish) -> None:
    if not wish.is_single:
        return
    for other in list_open(session, person_id):
        if (other.sort, other.name) == (wish.sort, wish.name):
            raise AlreadyProposed(proposal=other.id)


def _require_same_base(session: Session, row: ProfileProposal, one: Field) -> None:
    if one.is_list:
        return
    now = values.find(session, row.person_id, row.name)
    if (now.id if now is not None else None) != row.base_id:
        raise ChangedMeanwhile(proposal=row.id)


def _locked(act: Act, proposal_id: str) -> ProfileProposal:
    """The proposal, once nobody else can change the file."""
    trace.begin(act, get(act.session, proposal_id).person_id)
    return get(act.session, proposal_id)


def _move(row: ProfileProposal, to: ProposalState) -> None:
    if to not in PROPOSAL_MOVES[ProposalState(row.state)]:
        raise ProposalMoved(proposal=row.id)
    row.state = to.value


def _file_of(session: Session, row: ProfileProposal) -> FileEntry | None:
    return session.get(FileEntry, row.file_id, populate_existing=True) if row.file_id else None


def _drop_file(act: Act, row: ProfileProposal) -> None:
    entry = _file_of(act.session, row)
    if entry is not None and entry.state == EntryState.PROPOSED:
        filing.drop(act, entry)


def _decide(act: Act, row: ProfileProposal, kind: str) -> None:
    """Write who decided, and tell the employee."""
    row.decided_by, row.decided_at = act.actor.id, act.now
    act.session.flush()
    _note(act, row, kind)
    words = Words(kind, trace.change_of(row.id), {"name": row.name, "sort": row.sort})
    notices.put(act, f"person:{row.person_id}", words, key=f"{kind}:{row.id}:{act.now.isoformat()}")


def _note(act: Act, row: ProfileProposal, kind: str) -> None:
    act.session.flush()
    data = {
        "proposal": row.id,
        "sort": row.sort,
        "name": row.name,
        "commitments": trace.sealed(row.salt, reason=row.reason),
    }
    trace.append(act, row.person_id, kind, data, trace.change_of(row.id))


def _told(session: Session, row: ProfileProposal) -> dict[str, Any]:
    """What an event says of a proposal as it was sent."""
    entry = _file_of(session, row)
    return {
        "proposal": row.id,
        "sort": row.sort,
        "name": row.name,
        "base": row.base_id,
        "entry": row.file_id,
        "document": entry.document_id if entry is not None else None,
        "commitments": trace.sealed(row.salt, value=row.value, note=row.note),
    }
