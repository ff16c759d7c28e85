"""What happened to a letter: a sentence for each kind of event, and the facts that fill it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from kernel.act import Actor
from kernel.errors import N_
from kernel.history import Event
from workflows.areas import Joined, OfPost, Said, Value
from workflows.letters import access, instructions, records, trace
from workflows.letters.access import Surface, Verdict
from workflows.letters.models import Letter

EVENTS: Mapping[str, tuple[str, str]] = {
    "letter.registered": (N_("registered the letter, agenda %(agenda)s"), ""),
    "letter.returned": (N_("returned the letter to its sender"), ""),
    "letter.routed": (N_("The system sent it to %(desk)s"), "quiet"),
    "letter.absence_alerted": (N_("Nobody serves the post; %(desk)s was told"), "late"),
    "letter.disposed": (N_("disposed of it: %(to)s"), ""),
    "letter.opened": (N_("opened it"), "quiet"),
    "letter.content_attached": (N_("attached the content"), ""),
    "letter.given_back": (N_("sent it back to the registry for correction"), ""),
    "letter.corrected": (N_("corrected the register entry"), ""),
    "letter.answered": (N_("answered the letter"), ""),
    "letter.finished": (N_("All duties are done; the letter is finished"), "quiet"),
    "letter.filed": (N_("filed the letter"), ""),
    "letter.cancelled": (N_("cancelled the letter"), ""),
    "letter.case_ended": (N_("ended the case; the letter stays finished"), ""),
    "letter.limit_moved": (N_("The calendar changed; the limit of the letter moved"), "quiet"),
    "branch.limit_moved": (N_("The calendar changed; the limit of a duty moved"), "quiet"),
    "branch.informed": (N_("read the copy"), "quiet"),
    "branch.reported": (N_("reported the result"), ""),
    "branch.accepted": (N_("accepted the result"), ""),
    "branch.returned": (N_("sent the report back"), ""),
    "branch.asked": (N_("asked a question"), ""),
    "branch.answered": (N_("answered the question"), ""),
    "branch.closed": (N_("A branch is done"), "quiet"),
    "duty.reminded": (N_("Half of the time has passed; a reminder was sent"), "quiet"),
    "duty.fell_due": (N_("The limit has passed"), "late"),
    "duty.escalated": (N_("A working day over the limit; the superior was told"), "late"),
}


def event_facts(session: Session, event: Event) -> dict[str, Value]:
    """What fills the sentence of an event; `detail` stands below it, `quote` is what was written in it."""
    data = event.data
    agenda = data.get("agenda") or [None, None, ""]
    number: Value = f"{agenda[2]}/{agenda[0]}" if agenda[2] else Said(N_("without a number"))
    to = tuple(OfPost(one["post"]) for one in data.get("recipients", ()) if not one["automatic"])
    desk = OfPost(str(data.get("desk", "")).removeprefix("post:"))
    quote = _remarks(session, trace.letter_of(event.stream)).get(data["remark"]) if data.get("remark") else None
    return {"agenda": number, "desk": desk, "to": Joined(to, ", "), "detail": _detail(event), "quote": quote}


def may_see_log(session: Session, actor: Actor, record: str) -> bool:
    """Whether somebody may see what happened to a letter; of one that is gone, auditors and administrators."""
    letter = session.get(Letter, trace.letter_of(record))
    if letter is None:
        return actor.has_role("auditor", "admin_sistem")
    relations = access.relations_to(session, actor, letter)
    return access.best(relations, letter.security, Surface.LOG) is Verdict.ALLOWED


def _remarks(session: Session, letter_id: str) -> Mapping[str, str]:
    """What was written in the branches of a letter; remembered for the life of the session."""
    known: dict[str, Mapping[str, str]] = session.info.setdefault("remarks", {})
    if letter_id not in known:
        known[letter_id] = records.remarks_of(session, letter_id)
    return known[letter_id]


def _detail(event: Event) -> tuple[Value, ...]:
    chosen = tuple(Said(label) for label in instructions.labels(event.data.get("instructions") or ()))
    due = event.data.get("due_at")
    limit = Said(N_("limit %(at)s"), {"at": datetime.fromisoformat(due)}) if isinstance(due, str) and due else None
    return (*chosen, limit)
