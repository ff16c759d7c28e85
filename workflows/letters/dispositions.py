"""Disposing: the rows of one decision, a task and a clock for each recipient, all in the deed's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kernel import calendars, history, ids, outbox
from kernel.act import Act
from people import structure
from workflows.letters import access, deadlines, entry, instructions, line, records, telling, trace
from workflows.letters.errors import (
    DuePast,
    DueTooFar,
    DueTooLate,
    DutyMissing,
    NotInLine,
    RecipientTwice,
    RecipientVacant,
    ResponsibleNotAmong,
)
from workflows.letters.line import Recipient, Wanted
from workflows.letters.models import Disposition, DispositionRecipient, Letter
from workflows.letters.settings import letter_settings
from workflows.letters.states import BranchState, LetterState

PROCESS = "disposition_branch"
FARTHEST = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Giving:
    """Who gives: the desk whose task was completed; `parent` is the recipient who forwards, None for the first one."""

    letter_id: str
    desk: str
    parent: str | None = None


def dispose(act: Act, giving: Giving, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Pass a letter on to people below; each gets a branch of the process. Gives disposition id and whether it binds.

    Raises NotInLine, RecipientTwice, RecipientVacant, ResponsibleMissing, ResponsibleNotAmong, DutyMissing, DuePast,
    DueTooFar, DueTooLate, InstructionUnknown, LetterMoved, BranchMoved.
    """
    head = trace.begin(act, giving.letter_id)
    letter = records.get_letter(act.session, giving.letter_id)
    parent = None if giving.parent is None else records.get_recipient(act.session, giving.parent)
    receivers = _receivers(act, giving, letter, answers)
    due = _due(act, letter, parent, answers.get("due", ""))
    given = _write(act, giving, answers, receivers, due)
    _move(act, letter, parent)
    rows = [_receive(act, letter, given, numbered) for numbered in enumerate(receivers)]
    act.session.flush()
    trace.end(act, head, "letter.disposed", _told(given, rows), giving.desk)
    return {"disposition_id": given.id, "binding": given.open_branches > 0}


def _receivers(act: Act, giving: Giving, letter: Letter, answers: Mapping[str, Any]) -> list[Recipient]:
    wanted = Wanted(
        giver=giving.desk.removeprefix("post:"),
        to=answers["to"],
        instructions=answers["instructions"],
        responsible=answers.get("responsible", ""),
        joint=answers.get("joint", ()),
        secret=letter.security in access.SECRET,
    )
    posts = {post.code: post for post in structure.list_posts(act.session)}
    try:
        receivers = line.recipients(wanted, {code: post.parent for code, post in posts.items()})
    except (NotInLine, RecipientTwice, ResponsibleNotAmong) as refused:
        code = refused.facts["post"]
        raise type(refused)(post=posts[code].title if code in posts else code) from None
    if giving.parent is not None and not instructions.create_duty(wanted.instructions):
        raise DutyMissing
    served = structure.holders_of(act.session, [receiver.post for receiver in receivers], act.now)
    for receiver in receivers:
        if receiver.post not in served and not receiver.automatic:
            raise RecipientVacant(post=posts[receiver.post].title)
    return [receiver for receiver in receivers if receiver.post in served]


def _due(act: Act, letter: Letter, parent: DispositionRecipient | None, wanted: str) -> datetime:
    calendar, limits = calendars.current(act.session), letter_settings()
    own = letter.due_at if parent is None else parent.due_at
    own = own or act.now
    if not wanted:
        rule = deadlines.first_due if parent is None else deadlines.child_due
        return rule(calendar, limits, act.now, own)
    due = deadlines.local(calendar, wanted)
    if due <= act.now:
        raise DuePast
    if due - act.now > FARTHEST:
        raise DueTooFar
    if parent is not None and act.now < own < due:
        raise DueTooLate(limit=own)
    return due


def _write(
    act: Act, giving: Giving, answers: Mapping[str, Any], receivers: Sequence[Recipient], due: datetime
) -> Disposition:
    post = giving.desk.removeprefix("post:")
    ground = act.actor.acting.get(giving.desk)
    capacity = ground.capacity if ground else "definitive"
    given = Disposition(
        id=ids.new_id(act.now),
        letter_id=giving.letter_id,
        parent_recipient_id=giving.parent,
        giver_post=post,
        giver_person=act.actor.id,
        capacity=capacity,
        basis=ground.basis if ground else "",
        title_line=structure.SIGNS[capacity] + structure.post(act.session, post).title,
        instructions=list(answers["instructions"]),
        other=answers.get("other", ""),
        note=answers.get("note", ""),
        salt=history.new_salt(),
        branch_key=trace.record_of(giving.letter_id) if giving.parent is None else branch_key(giving.parent),
        open_branches=sum(receiver.binding for receiver in receivers),
        due_at=due,
        created_at=act.now,
    )
    act.session.add(given)
    act.session.flush()
    return given


def branch_key(recipient_id: str) -> str:
    """Under which name a recipient's branch waits for those below it."""
    return f"recipient:{recipient_id}"


def _move(act: Act, letter: Letter, parent: DispositionRecipient | None) -> None:
    if parent is None:
        records.move_letter(act.session, letter, LetterState.DISPOSED, disposed_at=act.now)
    else:
        records.begin_follow_up(act.session, letter)
        records.move_branch(act.session, parent, BranchState.FORWARDED, forwarded_at=act.now)


def _receive(act: Act, letter: Letter, given: Disposition, numbered: tuple[int, Recipient]) -> DispositionRecipient:
    """The row of a recipient with his place, the errand that starts his branch, his notice."""
    place, receiver = numbered
    row = DispositionRecipient(
        id=ids.new_id(act.now),
        disposition_id=given.id,
        letter_id=letter.id,
        post=receiver.post,
        place=place,
        role=receiver.part.value,
        binding=int(receiver.binding),
        automatic=int(receiver.automatic),
        state=BranchState.SENT.value,
        due_at=given.due_at if receiver.binding else None,
        salt=history.new_salt(),
        created_at=act.now,
    )
    act.session.add(row)
    record = trace.record_of(letter.id)
    errand = {"process": PROCESS, "record": record, "data": _data(act, letter, given, row)}
    outbox.put(act, "process.start", errand, key=f"branch:{row.id}")
    kind = "disposition.received" if receiver.binding else "disposition.copied"
    telling.tell(act, letter.id, (f"post:{receiver.post}", kind), f"received:{row.id}", {"recipient": row.id})
    return row


def _data(act: Act, letter: Letter, given: Disposition, row: DispositionRecipient) -> dict[str, Any]:
    data: dict[str, Any] = {
        "letter_id": letter.id,
        "recipient_id": row.id,
        "binding": bool(row.binding),
        "recipient_desk": f"post:{row.post}",
        "giver_desk": f"post:{given.giver_post}",
        "branch_key": branch_key(row.id),
        "half_at": None,
        "due_at": None,
        "escalate_at": None,
    }
    if row.due_at is not None:
        clock = letter.urgency in deadlines.CLOCK and row.due_at == letter.due_at
        stages = deadlines.stages(calendars.current(act.session), letter_settings(), act.now, row.due_at, clock=clock)
        data |= {
            "half_at": entry.iso(stages.half_at),
            "due_at": entry.iso(stages.due_at),
            "escalate_at": entry.iso(stages.escalate_at),
        }
    return data


def _told(given: Disposition, rows: Sequence[DispositionRecipient]) -> dict[str, Any]:
    return {
        "disposition": given.id,
        "parent": given.parent_recipient_id,
        "giver": given.giver_post,
        "instructions": list(given.instructions),
        "due_at": entry.iso(given.due_at),
        "recipients": [
            {
                "id": row.id,
                "post": row.post,
                "part": row.role,
                "binding": bool(row.binding),
                "automatic": bool(row.automatic),
            }
            for row in rows
        ],
        "commitments": trace.sealed(given.salt, note=given.note, other=given.other),
    }
