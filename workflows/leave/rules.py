"""What the decision tables say of a request, turned into refusals and warnings with their article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from engine import definitions
from engine.dmn.deciding import decide
from engine.dmn.reading import read
from kernel.errors import Invalid, InWords, N_, OneOfEach
from people import directory
from workflows.leave import counting
from workflows.leave.words import ATTACHMENTS

PROCESS, OFFER = "leave_request", "leave_kinds"


class LeaveRefused(Invalid):
    """A rule of the tables does not allow this leave. Facts: what (in the reader's language), article, rule."""

    code = "leave.refused"
    sentence = N_("%(what)s (%(article)s)")


class LeaveProposed(LeaveRefused):
    """The tables propose another way: another kind of leave, or a report of illness. Facts: as LeaveRefused."""

    code = "leave.proposed"


class LeaveTooLong(Invalid):
    """The leave is longer than its kind allows. Facts: longest, article."""

    code = "leave.too_long"
    sentence = N_("This leave lasts at most %(longest)s days, up to %(last_on)s (%(article)s).")


class AttachmentMissing(Invalid):
    """A document that the kind needs was not attached. Facts: needed, article."""

    code = "leave.attachment_missing"
    sentence = N_("Attach: %(needed)s (%(article)s).")


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning of the tables with its facts; `words` are in the languages that the row has."""

    code: str
    words: InWords
    article: str


def require_allowed(facts: Mapping[str, Any]) -> None:
    """Refuses what the tables do not allow.

    Raises LeaveRefused, LeaveProposed, LeaveTooLong, AttachmentMissing.
    """
    found, limits = facts["eligibility"], facts["limits"]
    if found["verdict"] != "ok":
        kind = LeaveProposed if found["verdict"] == "propose" else LeaveRefused
        raise kind(what=words_of(found, facts), article=found["article"], rule=found["code"])
    last = longest_until(facts, limits)
    if last is not None and date.fromisoformat(facts["last_on"]) > last:
        days = (last - date.fromisoformat(facts["starts_on"])).days + 1
        raise LeaveTooLong(longest=days, last_on=last, article=limits["article"])
    missing = [group for group in limits["attachments"] if not set(group) & set(facts["attachments"])]
    if missing:
        raise AttachmentMissing(needed=needed(missing), article=limits["article"])


def longest_until(facts: Mapping[str, Any], limits: Mapping[str, Any]) -> date | None:
    """The latest last day that the limits allow; None when nothing but the balance limits it."""
    if limits["longest"] is None:
        return None
    first, rest = date.fromisoformat(facts["starts_on"]), facts.get("long_leave_rest")
    if limits["longest_in"] == "months":
        last = counting.months_end(first, int(limits["longest"]))
        return last if rest is None else min(last, date.fromordinal(first.toordinal() + rest - 1))
    return date.fromordinal(first.toordinal() + int(limits["longest"]) - 1)


def needed(groups: Sequence[Sequence[str]]) -> OneOfEach:
    """The names of the documents that are needed: one of each group."""
    return OneOfEach([[ATTACHMENTS.get(kind, kind) for kind in group] for group in groups])


def words_of(row: Mapping[str, Any], facts: Mapping[str, Any]) -> InWords:
    """The sentence of a row in both languages, with the facts it names."""
    shown = {**facts, "notice_days": facts.get("limits", {}).get("notice_days")}
    days = {
        name: date.fromisoformat(shown[name]) for name in ("starts_on", "last_on", "eligible_on") if shown.get(name)
    }
    plain = {name: value for name, value in shown.items() if isinstance(value, str | int | float)}
    return InWords({"id": row["kalimat"], "en": row["sentence"]}, {**plain, **days})


def warned(facts: Mapping[str, Any]) -> list[Warned]:
    """The warnings of the tables in words."""
    return [Warned(row["code"], words_of(row, facts), row["article"]) for row in facts.get("warnings", ())]


def offered(session: Session, person_id: str) -> list[str]:
    """The kinds of leave that are offered to a person, as the table of the newest version says."""
    person = directory.person(session, person_id)
    asked = {"employment": person.employment, "sex": person.sex}
    made = decide(read(definitions.latest(session, PROCESS).sources), OFFER, asked)
    return list((made[-1].result or {}).get("kinds", ()))
