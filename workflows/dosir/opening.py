"""Looking at a profile, a file, a document: decided by the table of access; each look of another leaves an event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from documents import archive
from documents.errors import DocumentNotFound
from documents.models import Document
from forms.coerce import tidy
from kernel import history, ids
from kernel.act import Act
from workflows.dosir import access, filing, proposals, trace
from workflows.dosir.access import Relation, Surface, Verdict
from workflows.dosir.declarations import declared
from workflows.dosir.errors import NumbersReasonMissing, ProposalUnknown
from workflows.dosir.models import NumbersLook, ProfileProposal

LOOKS = ("profile.opened", "profile.numbers_shown", "file.opened", "file.content_opened", "proposal.opened")
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Opened:
    """What was opened, and as what."""

    person_id: str
    relations: frozenset[Relation]

    @property
    def is_own(self) -> bool:
        return Relation.OWNER in self.relations

    @property
    def may_change(self) -> bool:
        return self.may(Surface.CHANGE) is Verdict.ALLOWED

    def may(self, surface: Surface) -> Verdict:
        """What another part of the page may show."""
        return access.best(self.relations, surface)


@dataclass(frozen=True, slots=True)
class Look:
    """Who looked at what of somebody's file; `entry` and `fields` say which document, which numbers."""

    at: datetime
    person: str
    kind: str
    entry: str = ""
    fields: tuple[str, ...] = ()


def open_profile(act: Act, person_id: str) -> Opened:
    """Open the page of a profile. Raises PersonNotFound, ProfileClosed."""
    return _open(act, person_id, Surface.PROFILE, "profile.opened")


def open_file(act: Act, person_id: str) -> Opened:
    """Open the list of a file; a superior sees kinds and completeness. Raises PersonNotFound, ProfileClosed."""
    return _open(act, person_id, Surface.FILE, "file.opened")


def open_content(act: Act, person_id: str, entry_id: str) -> Document:
    """Open a document of a file. Raises PersonNotFound, ProfileClosed, EntryUnknown."""
    opened = Opened(person_id, access.require(act, person_id, Surface.CONTENT))
    row = filing.get(act.session, person_id, entry_id)
    if not opened.is_own:
        data = {"entry": row.id, "kind": row.kind, "document": row.document_id, **_as(opened)}
        trace.append(act, person_id, "file.content_opened", data)
    return archive.get(act.session, row.document_id)


def show_numbers(act: Act, person_id: str, reason: str = "") -> Opened:
    """Have the masked numbers of a profile shown; whoever is not the owner says why.

    Raises PersonNotFound, ProfileClosed, NumbersReasonMissing.
    """
    opened = Opened(person_id, access.require(act, person_id, Surface.NUMBERS))
    fields = [one.name for one in declared().fields.values() if one.masked]
    kept: dict[str, Any] = {}
    if not opened.is_own:
        kept = _keep_reason(act, person_id, fields, reason)
    trace.append(act, person_id, "profile.numbers_shown", {"fields": fields, **_as(opened), **kept})
    return opened


def open_proposal(act: Act, proposal_id: str) -> tuple[ProfileProposal, Opened]:
    """Open a proposed change: its owner and personnel. Raises ProposalUnknown."""
    row = proposals.get(act.session, proposal_id)
    opened = Opened(row.person_id, access.relations_to(act, row.person_id))
    if opened.may(Surface.PROPOSAL) is Verdict.HIDDEN:
        raise ProposalUnknown
    if not opened.is_own:
        data = {"proposal": row.id, "name": row.name, **_as(opened)}
        trace.append(act, row.person_id, "proposal.opened", data, trace.change_of(row.id))
    return row, opened


def show_proposal_numbers(act: Act, proposal_id: str) -> None:
    """Have the masked number of a proposed change shown, to check or mend it. Raises ProposalUnknown."""
    row, opened = open_proposal(act, proposal_id)
    data = {"fields": [row.name], "proposal": row.id, **_as(opened)}
    trace.append(act, row.person_id, "profile.numbers_shown", data, trace.change_of(row.id))


def note_opening(act: Act, record: str) -> None:
    """Note that the page of a task of a proposed change was opened."""
    open_proposal(act, trace.id_of(record))


def open_of_record(act: Act, document_id: str, surface: str, _reason: str) -> Document:
    """Open a document of a file by its own id; pages have no pictures. Raises DocumentNotFound, ProfileClosed."""
    row = filing.find_by_document(act.session, document_id)
    if row is None or surface != "scan":
        raise DocumentNotFound(document_id=document_id)
    return open_content(act, row.person_id, row.id)


def list_looks(session: Session, person_id: str, *, limit: int = 50) -> list[Look]:
    """Who else looked at a person's profile and file, the latest first."""
    events = history.read_kinds(session, trace.file_of(person_id), LOOKS)
    others = [event for event in events if event.actor != person_id]
    return [_look(event.at, event.actor, event.kind, event.data) for event in reversed(others[-limit:])]


def _open(act: Act, person_id: str, surface: Surface, kind: str) -> Opened:
    opened = Opened(person_id, access.require(act, person_id, surface))
    if not opened.is_own:
        trace.append(act, person_id, kind, _as(opened))
    return opened


def _as(opened: Opened) -> dict[str, Any]:
    return {"relations": sorted(opened.relations)}


def _keep_reason(act: Act, person_id: str, fields: list[str], reason: str) -> dict[str, Any]:
    why = tidy(reason, lines=True)[:LONGEST_REASON]
    if not why:
        raise NumbersReasonMissing
    row = NumbersLook(
        id=ids.new_id(act.now),
        person_id=person_id,
        looker=act.actor.id,
        fields=fields,
        reason=why,
        salt=history.new_salt(),
        at=act.now,
    )
    act.session.add(row)
    act.session.flush()
    return {"look": row.id, "commitments": trace.sealed(row.salt, reason=why)}


def _look(at: datetime, actor: str, kind: str, data: Mapping[str, Any]) -> Look:
    return Look(at, actor, kind, str(data.get("kind", "")), tuple(data.get("fields", ())))
