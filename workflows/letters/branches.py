"""What a recipient and the giver do with a disposition: report, accept, send back, ask, answer, close."""

from collections.abc import Mapping
from typing import Any

from kernel import calendars, history, ids, outbox, sql
from kernel.act import Act
from workflows.letters import attachments, deadlines, records, telling, trace
from workflows.letters.errors import FollowUpMissing, NoteMissing
from workflows.letters.models import BranchRemark, DispositionRecipient
from workflows.letters.settings import letter_settings
from workflows.letters.states import BranchState

CLOSED = "branches_closed"
COUNT_DOWN = (
    "UPDATE disposition SET open_branches = open_branches - 1 WHERE id = ? AND open_branches > 0"
    " RETURNING open_branches, branch_key"
)


def mark_informed(act: Act, letter_id: str, recipient_id: str, desk: str | None) -> None:
    """A copy was read: that is all it asks for."""
    head = trace.begin(act, letter_id)
    recipient = records.get_recipient(act.session, recipient_id)
    records.move_branch(act.session, recipient, BranchState.INFORMED, **_read(act, recipient), closed_at=act.now)
    trace.end(act, head, "branch.informed", {"recipient": recipient_id}, desk)


def record_report(
    act: Act, letter_id: str, recipient_id: str, desk: str | None, answers: Mapping[str, Any]
) -> dict[str, Any]:
    """Keep the report of a duty; gives until when the giver may look at it.

    Raises FollowUpMissing, DocumentNotFound.
    """
    head = trace.begin(act, letter_id)
    letter = records.get_letter(act.session, letter_id)
    recipient = records.get_recipient(act.session, recipient_id)
    report, documents = answers.get("report", ""), answers.get("documents", [])
    if not report and not documents:
        raise FollowUpMissing
    kept = attachments.attach_evidence(act, letter, recipient_id, documents)
    records.begin_follow_up(act.session, letter)
    told = {"report": report, "reported_by": act.actor.id, "reported_at": act.now}
    records.move_branch(act.session, recipient, BranchState.REPORTED, **_read(act, recipient), **told)
    due = deadlines.accept_due(calendars.current(act.session), letter_settings(), act.now).isoformat()
    sealed = _remark(act, recipient, "report", report)
    data = {"recipient": recipient_id, "documents": kept, "accept_due_at": due, **sealed}
    trace.end(act, head, "branch.reported", data, desk)
    _tell_giver(act, recipient, "branch.reported")
    return {"accept_due_at": due}


def accept_report(act: Act, letter_id: str, recipient_id: str, desk: str | None, answers: Mapping[str, Any]) -> None:
    """The giver is content with the result."""
    _accept(act, (letter_id, recipient_id), desk, "accepted", answers.get("note", ""))


def auto_accept(act: Act, letter_id: str, recipient_id: str) -> None:
    """Nobody looked at the report in time: it counts as accepted."""
    _accept(act, (letter_id, recipient_id), None, "time", "")


def return_report(act: Act, letter_id: str, recipient_id: str, desk: str | None, answers: Mapping[str, Any]) -> None:
    """The giver sends the report back, saying what is missing. Raises NoteMissing."""
    note = answers.get("note", "")
    if not note:
        raise NoteMissing
    head = trace.begin(act, letter_id)
    recipient = records.get_recipient(act.session, recipient_id)
    records.move_branch(act.session, recipient, BranchState.READ, giver_note=note)
    data = {"recipient": recipient_id, **_remark(act, recipient, "note", note)}
    trace.end(act, head, "branch.returned", data, desk)
    _tell_recipient(act, recipient, "branch.returned")


def record_question(act: Act, letter_id: str, recipient_id: str, desk: str | None, answers: Mapping[str, Any]) -> None:
    """The recipient asks the giver."""
    head = trace.begin(act, letter_id)
    letter = records.get_letter(act.session, letter_id)
    recipient = records.get_recipient(act.session, recipient_id)
    records.begin_follow_up(act.session, letter)
    question = answers["question"]
    records.move_branch(
        act.session, recipient, BranchState.ASKED, **_read(act, recipient), question=question, answer=""
    )
    data = {"recipient": recipient_id, **_remark(act, recipient, "question", question)}
    trace.end(act, head, "branch.asked", data, desk)
    _tell_giver(act, recipient, "branch.asked")


def record_answer(act: Act, letter_id: str, recipient_id: str, desk: str | None, answers: Mapping[str, Any]) -> None:
    """The giver answers; the duty goes on, its limit unchanged."""
    head = trace.begin(act, letter_id)
    recipient = records.get_recipient(act.session, recipient_id)
    records.move_branch(act.session, recipient, BranchState.READ, answer=answers["answer"])
    data = {"recipient": recipient_id, **_remark(act, recipient, "answer", answers["answer"])}
    trace.end(act, head, "branch.answered", data, desk)
    _tell_recipient(act, recipient, "branch.answered")


def close_branch(act: Act, letter_id: str, recipient_id: str) -> None:
    """End a duty and count it off its disposition; who closes the last one wakes whoever waits for all of them."""
    head = trace.begin(act, letter_id)
    recipient = records.get_recipient(act.session, recipient_id)
    how = recipient.closed_how or "forwarded"
    records.move_branch(act.session, recipient, BranchState.CLOSED, closed_at=act.now, closed_how=how)
    left, waiting = sql.run(act.session, COUNT_DOWN, (recipient.disposition_id,)).fetchone()
    if left == 0:
        message = {"name": CLOSED, "correlation": waiting, "payload": {}}
        outbox.put(act, "process.message", message, key=f"closed:{recipient.disposition_id}")
    data = {"recipient": recipient_id, "disposition": recipient.disposition_id, "left": left, "how": how}
    trace.end(act, head, "branch.closed", data)


def _accept(act: Act, branch: tuple[str, str], desk: str | None, how: str, note: str) -> None:
    letter_id, recipient_id = branch
    head = trace.begin(act, letter_id)
    recipient = records.get_recipient(act.session, recipient_id)
    recipient.closed_how, recipient.giver_note = how, note
    act.session.flush()
    data = {"recipient": recipient_id, "how": how, **_remark(act, recipient, "note", note)}
    trace.end(act, head, "branch.accepted", data, desk)


def _remark(act: Act, recipient: DispositionRecipient, kind: str, text: str) -> dict[str, Any]:
    """Keep what was written in this round in a row of its own; gives its id and commitment for the event."""
    if not text:
        return {}
    row = BranchRemark(
        id=ids.new_id(act.now),
        letter_id=recipient.letter_id,
        recipient_id=recipient.id,
        kind=kind,
        text=text,
        salt=history.new_salt(),
        person=act.actor.id,
        at=act.now,
    )
    act.session.add(row)
    act.session.flush()
    return {"remark": row.id, "commitments": trace.sealed(row.salt, **{kind: text})}


def _read(act: Act, recipient: DispositionRecipient) -> dict[str, Any]:
    return {} if recipient.read_at is not None else {"read_by": act.actor.id, "read_at": act.now}


def _tell_giver(act: Act, recipient: DispositionRecipient, kind: str) -> None:
    given = records.get_disposition(act.session, recipient.disposition_id)
    _tell(act, recipient, f"post:{given.giver_post}", kind)


def _tell_recipient(act: Act, recipient: DispositionRecipient, kind: str) -> None:
    _tell(act, recipient, f"post:{recipient.post}", kind)


def _tell(act: Act, recipient: DispositionRecipient, desk: str, kind: str) -> None:
    key = f"{kind}:{recipient.id}:{act.now.isoformat()}"
    telling.tell(act, recipient.letter_id, (desk, kind), key, {"recipient": recipient.id})
