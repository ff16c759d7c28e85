"""Reminders: at half of the time, at the limit, a working day later; each stage of a duty is announced once."""

from dataclasses import dataclass

from kernel import sql
from kernel.act import Act
from kernel.db import instant
from people import structure
from workflows.letters import records, telling, trace
from workflows.letters.models import DispositionRecipient
from workflows.letters.settings import letter_settings
from workflows.letters.states import BranchState, LetterState

MARK = "INSERT INTO duty_mark (duty, subject_id, stage, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
PARTICIPLES = {"half": "reminded", "due": "fell_due", "escalate": "escalated"}
OPEN = frozenset({BranchState.SENT, BranchState.READ, BranchState.ASKED})


@dataclass(frozen=True, slots=True)
class Duty:
    """Which duty of a letter: `dispose` or `file` (`subject` tells its rounds apart), or `follow_up` of a recipient."""

    kind: str
    letter_id: str
    subject: str


def remind(act: Act, duty: Duty, stage: str) -> bool:
    """Announce a stage (`half`, `due`, `escalate`) to those whom it concerns, unless it was or the duty is done."""
    desks = _concerned(act, duty, stage)
    if not desks or not _mark(act, duty, stage):
        return False
    head = trace.begin(act, duty.letter_id)
    data = {"duty": duty.kind, "subject": duty.subject, "stage": stage, "desks": desks}
    trace.end(act, head, f"duty.{PARTICIPLES[stage]}", data)
    if stage == "due":
        _mark_late(act, duty)
    facts = {"recipient": duty.subject} if duty.kind == "follow_up" else {}
    for desk in desks:
        kind = f"{duty.kind}.{stage}"
        telling.tell(act, duty.letter_id, (desk, kind), f"{duty.kind}:{duty.subject}:{stage}", facts)
    return True


def _concerned(act: Act, duty: Duty, stage: str) -> list[str]:
    match duty.kind:
        case "follow_up":
            return _of_follow_up(act, records.get_recipient(act.session, duty.subject), stage)
        case "dispose":
            return _of_disposing(act, duty.letter_id, stage)
        case _:
            return _of_filing(act, duty.letter_id)


def _of_follow_up(act: Act, recipient: DispositionRecipient, stage: str) -> list[str]:
    if recipient.state not in OPEN:
        return []
    giver = records.get_disposition(act.session, recipient.disposition_id).giver_post
    above = structure.superior_of(act.session, giver)
    return {
        "half": [f"post:{recipient.post}"],
        "due": [f"post:{recipient.post}", f"post:{giver}"],
        "escalate": [f"post:{above.code if above else giver}"],
    }[stage]


def _of_disposing(act: Act, letter_id: str, stage: str) -> list[str]:
    letter, limits = records.get_letter(act.session, letter_id), letter_settings()
    if letter.state != LetterState.AWAITING_DISPOSITION:
        return []
    own = f"post:{letter.addressee}"
    return {
        "half": [own],
        "due": [own, f"role:{limits.head_reminder_role}"],
        "escalate": [own, f"post:{limits.absence_alert_post}"],
    }[stage]


def _of_filing(act: Act, letter_id: str) -> list[str]:
    letter = records.get_letter(act.session, letter_id)
    if letter.state != LetterState.FINISHED:
        return []
    return ["role:arsiparis", f"role:{letter_settings().filing_escalation_role}"]


def _mark(act: Act, duty: Duty, stage: str) -> bool:
    values = (duty.kind, duty.subject, stage, instant(act.now))
    return bool(sql.run(act.session, MARK, values).rowcount == 1)


def _mark_late(act: Act, duty: Duty) -> None:
    if duty.kind == "follow_up":
        records.get_recipient(act.session, duty.subject).late_at = act.now
    elif duty.kind == "dispose":
        records.get_letter(act.session, duty.letter_id).late_at = act.now
    act.session.flush()
