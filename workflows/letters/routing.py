"""To whose desk a letter goes first, by when he must have disposed of it, and the end of its way to the archive."""

from collections.abc import Mapping
from typing import Any

from kernel import calendars
from kernel.act import Act
from people import absences, structure, substitution
from workflows.letters import deadlines, entry, records, telling, trace
from workflows.letters.settings import letter_settings
from workflows.letters.states import LetterState

PROCESS = "letter_disposition"


def route_to_head(act: Act, letter_id: str) -> dict[str, Any]:
    """Send a registered letter to its addressee's desk; gives desk, whether anybody serves it, and the limits."""
    head, calendar, limits = trace.begin(act, letter_id), calendars.current(act.session), letter_settings()
    letter = records.get_letter(act.session, letter_id)
    records.move_letter(act.session, letter, LetterState.AWAITING_DISPOSITION, routed_at=act.now)
    due = deadlines.dispose_due(calendar, limits, letter.urgency, act.now)
    stages = deadlines.stages(calendar, limits, act.now, due, clock=False)
    desk, present = f"post:{letter.addressee}", is_present(act, letter.addressee)
    trace.end(act, head, "letter.routed", {"desk": desk, "due_at": due.isoformat(), "present": present})
    telling.tell(act, letter_id, (desk, "letter.arrived"), f"arrived:{letter_id}:{due.isoformat()}")
    return {
        "head_desk": desk,
        "head_present": present,
        "dispose_half_at": entry.iso(stages.half_at),
        "dispose_due_at": entry.iso(stages.due_at),
        "dispose_escalate_at": entry.iso(stages.escalate_at),
    }


def is_present(act: Act, post: str) -> bool:
    """Whether somebody serves the post today: an acting official, a holder who is not away, or his substitute."""
    holder = structure.holder_of(act.session, post, act.now)
    if holder is None:
        return False
    if holder.capacity != "definitive" or not absences.is_absent(act.session, holder.person_id, act.now):
        return True
    return bool(substitution.at_posts(act.session, [holder.person_id], act.now, PROCESS))


def alert_absence(act: Act, letter_id: str) -> None:
    """Tell the head of administration that a letter waits for somebody who is away without an acting official."""
    desk = f"post:{letter_settings().absence_alert_post}"
    trace.append(act, letter_id, "letter.absence_alerted", {"desk": desk})
    telling.tell(act, letter_id, (desk, "letter.nobody_present"), f"absence:{letter_id}:{act.now.isoformat()}")


def record_own_answer(act: Act, letter_id: str, desk: str | None, answers: Mapping[str, Any]) -> None:
    """The head has answered the letter himself; keep what he says about it."""
    head = trace.begin(act, letter_id)
    letter = records.get_letter(act.session, letter_id)
    letter.own_answer, letter.disposed_at = answers["answer"], act.now
    act.session.flush()
    trace.end(act, head, "letter.answered", {"commitments": trace.sealed(letter.salt, answer=letter.own_answer)}, desk)


def finish(act: Act, letter_id: str) -> dict[str, Any]:
    """All duties are closed, or there were none: the letter goes to the archive. Gives the limit for filing."""
    head = trace.begin(act, letter_id)
    letter = records.get_letter(act.session, letter_id)
    before = letter.state
    records.move_letter(act.session, letter, LetterState.FINISHED, finished_at=act.now)
    if letter.disposed_at is None:
        letter.disposed_at = act.now
        act.session.flush()
    due = deadlines.file_due(calendars.current(act.session), letter_settings(), act.now)
    trace.end(act, head, "letter.finished", {"after": before, "file_due_at": due.isoformat()})
    return {"file_due_at": due.isoformat()}
