"""A proposed change in inbox rows and notices: whose and what, never the value."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.act import Actor
from kernel.errors import OneOfEach
from people import directory
from workflows.areas import RequestRow, RowText, Said, Told
from workflows.dosir import access, trace, words
from workflows.dosir.access import Relation
from workflows.dosir.declarations import declared
from workflows.dosir.models import ProfileProposal
from workflows.dosir.proposals import DOCUMENT
from workflows.dosir.states import PROPOSAL_LABELS
from workflows.notices import Notice


def describe(session: Session, actor: Actor, records: Collection[str]) -> Mapping[str, RowText]:
    """What a list says of changes to personnel and to the applicant; others learn nothing."""
    found = _proposals(session, records)
    names = directory.names(session, {row.person_id for row in found.values()})
    hr = Relation.HR in access.by_role(actor)
    return {
        trace.change_of(row.id): RowText(
            names.get(row.person_id, ""), "", "", tags=(title_of(row),), state=PROPOSAL_LABELS[row.state]
        )
        for row in found.values()
        if hr or row.person_id == actor.id
    }


def describe_nothing(_session: Session, _actor: Actor, _records: Collection[str]) -> Mapping[str, RowText]:
    """Files themselves stand in no list."""
    return {}


def change_url(record: str) -> str:
    """The page of a proposed change."""
    return f"/changes/{trace.id_of(record)}"


def file_url(record: str) -> str:
    """The page of a personnel file."""
    return f"/people/{trace.id_of(record)}/file"


def requests(session: Session, actor: Actor, until: datetime | None, most: int) -> list[RequestRow]:
    """The actor's own proposals, the newest first."""
    chosen = select(ProfileProposal).where(ProfileProposal.person_id == actor.id)
    if until is not None:
        chosen = chosen.where(ProfileProposal.proposed_at <= until)
    chosen = chosen.order_by(ProfileProposal.proposed_at.desc(), ProfileProposal.id.desc()).limit(most)
    return [
        RequestRow(
            trace.change_of(row.id),
            Said(title_of(row)),
            "",
            PROPOSAL_LABELS[row.state],
            change_url(trace.change_of(row.id)),
            row.proposed_at,
            row.instance_id,
        )
        for row in session.scalars(chosen)
    ]


def tell(session: Session, told_of: Collection[Notice]) -> dict[str, Told]:
    """Notices in words, by id."""
    found = _proposals(session, [notice.record or "" for notice in told_of])
    people = {row.person_id for row in found.values()}
    names = directory.names(session, people)
    return {one.id: _told(one, found.get(trace.id_of(one.record or "")), names) for one in told_of}


def title_of(row: ProfileProposal) -> str:
    """What is to be changed, as a msgid."""
    known = declared()
    return known.kinds[row.name].title if row.sort == DOCUMENT else known.fields[row.name].title


def _told(notice: Notice, row: ProfileProposal | None, names: Mapping[str, str]) -> Told:
    if row is not None:
        facts = {"what": _said(title_of(row)), "person": names.get(row.person_id, "")}
        return Told(words.NOTICES.get(notice.kind, words.CHANGE), facts, change_url(notice.record or ""))
    kind = declared().kinds.get(str(notice.facts.get("kind", "")))
    facts = {"what": _said(kind.title) if kind else "", "person": ""}
    return Told(words.NOTICES.get(notice.kind, words.CHANGE), facts, "/me/file")


def _said(title: str) -> OneOfEach:
    """A title as a fact that the door translates."""
    return OneOfEach(((title,),))


def _proposals(session: Session, records: Collection[str]) -> dict[str, ProfileProposal]:
    wanted = {trace.id_of(one) for one in records if one.startswith(f"{trace.CHANGE}:")}
    if not wanted:
        return {}
    return {row.id: row for row in session.scalars(select(ProfileProposal).where(ProfileProposal.id.in_(wanted)))}
