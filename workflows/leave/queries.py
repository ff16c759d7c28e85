"""Questions of the pages of leave: one request, the lists of the personnel desk, who is away, what waits outside."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from documents.models import Document
from kernel.act import Actor
from people import absences, directory, structure
from workflows import issuing
from workflows.areas import RequestRow, Said, Value
from workflows.issuing import Paper
from workflows.leave import access, briefing, records, rows, trace, words
from workflows.leave.access import Relation, Surface
from workflows.leave.errors import RequestUnknown
from workflows.leave.models import LeaveRequest
from workflows.leave.recall import desk_of
from workflows.leave.states import LEAVE_LABELS, WITHDRAWABLE, LeaveState

OPEN = tuple(
    state.value
    for state in LeaveState
    if state not in (LeaveState.SELESAI, LeaveState.DIBATALKAN, LeaveState.TIDAK_DISETUJUI, LeaveState.DITANGGUHKAN)
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document of a request: `kind` is a msgid."""

    document_id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """All that a page may show to this actor of one request; what he may not see is left empty."""

    id: str
    instance_id: str
    person_id: str
    kind: str
    state: str
    starts_on: date
    last_on: date
    facts: tuple[briefing.Fact, ...]
    warnings: tuple[Said, ...]
    opinions: tuple[tuple[Value, Value], ...]
    attachments: tuple[Attachment, ...]
    papers: tuple[Paper, ...]
    article: str
    may_withdraw: bool
    may_recall: bool
    may_see_log: bool


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """A request in a list; `kind` and `state` are msgids."""

    id: str
    person_id: str
    name: str
    kind: str
    state: str
    starts_on: date
    last_on: date
    url: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class TeamDay:
    """Days on which somebody of the team is away; `kind` is a msgid, "away" for those who may not know more."""

    person_id: str
    name: str
    starts_on: date
    last_on: date
    kind: str
    firm: bool
    url: str | None


def page_of(session: Session, actor: Actor, request_id: str, today: date) -> RequestPage:
    """One request as this actor may see it. Raises RequestUnknown."""
    request = records.get(session, request_id)
    relations = access.relations_to(session, actor, request)
    if not access.sees(relations, Surface.KIND):
        raise RequestUnknown
    opens = access.sees(relations, Surface.REASON)
    said = records.opinions_of(session, request_id) if access.sees(relations, Surface.OPINIONS) else []
    is_owner = Relation.OWNER in relations
    begun = request.state == LeaveState.DISETUJUI and request.starts_on <= today
    runs = request.state == LeaveState.BERJALAN and bool(request.findings.get("limits", {}).get("recallable"))
    return RequestPage(
        id=request.id,
        instance_id=request.instance_id,
        person_id=request.person_id,
        kind=words.KINDS[request.kind],
        state=LEAVE_LABELS[request.state],
        starts_on=request.starts_on,
        last_on=request.last_on,
        facts=briefing.facts_of(session, request, with_reason=opens),
        warnings=tuple(briefing.warnings_of(request)) if access.sees(relations, Surface.OPINIONS) else (),
        opinions=tuple(briefing.note_of(one, with_text=opens) for one in said),
        attachments=_attachments(session, request_id) if access.sees(relations, Surface.DOCUMENTS) else (),
        papers=_papers(session, request_id) if access.sees(relations, Surface.PAPERS) else (),
        article=request.findings.get("limits", {}).get("article", ""),
        may_withdraw=is_owner and request.state in WITHDRAWABLE and not begun,
        may_recall=runs and desk_of(session, actor, request) is not None,
        may_see_log=access.sees(relations, Surface.LOG),
    )


def mine(session: Session, actor: Actor, until: datetime | None, most: int) -> list[RequestRow]:
    """The requests of a person, the newest first, for the list of all his requests."""
    chosen = select(LeaveRequest).where(LeaveRequest.person_id == actor.id)
    if until is not None:
        chosen = chosen.where(LeaveRequest.submitted_at <= until)
    found = session.scalars(chosen.order_by(LeaveRequest.submitted_at.desc(), LeaveRequest.id.desc()).limit(most))
    return [
        RequestRow(
            record=trace.record_of(one.id),
            title="",
            about=f"{one.starts_on.isoformat()} – {one.last_on.isoformat()}",
            state=LEAVE_LABELS[one.state],
            url=rows.record_url(trace.record_of(one.id)),
            begun_at=one.submitted_at,
            instance_id=one.instance_id,
        )
        for one in found
    ]


def list_open(session: Session, states: Collection[str] = OPEN, *, limit: int = 100) -> list[LeaveLine]:
    """Requests in some states, by their first day: the desk of the personnel officers."""
    return _lines(session, LeaveRequest.state.in_(sorted(states)), limit)


def follow_up(session: Session, *, limit: int = 100) -> list[LeaveLine]:
    """The requests that wait for a decision outside the unit, by their first day; `since` is when they were sent."""
    return _lines(session, LeaveRequest.state == LeaveState.MENUNGGU_PPK.value, limit)


def team(session: Session, actor: Actor, since: date, until: date, now: datetime) -> list[TeamDay]:
    """Who of the actor's unit and of the posts below is away on some days; the kind for those who may know it."""
    people = team_of(session, actor, now)
    away = absences.list_between(session, people, since, until)
    names = directory.names(session, {one.person for one in away})
    wanted = {trace.request_of(one.record) for one in away if one.record and one.record.startswith("leave:")}
    found = {one.id: one for one in session.scalars(select(LeaveRequest).where(LeaveRequest.id.in_(wanted)))}
    days = []
    for one in away:
        request = found.get(trace.request_of(one.record or ""))
        opens = request is not None and access.sees(access.relations_to(session, actor, request), Surface.KIND)
        kind = words.KINDS[request.kind] if request is not None and opens else words.AWAY
        url = rows.record_url(one.record or "") if opens else None
        days.append(TeamDay(one.person, names.get(one.person, ""), one.starts_on, one.last_on, kind, one.firm, url))
    return days


def team_of(session: Session, actor: Actor, now: datetime) -> set[str]:
    """The people of the actor's unit and of the units below his posts; all for personnel officers and auditors."""
    posts = structure.list_posts(session)
    if access.by_role(actor) & {Relation.KEEPER, Relation.OVERSEER, Relation.AUDITOR}:
        return structure.people_at(session, {post.code for post in posts}, now)
    own = {desk.removeprefix("post:") for desk in actor.desks | actor.sees if desk.startswith("post:")}
    units = {post.unit for post in posts if post.code in own}
    below = {code for post in own for code in structure.branch_of(session, post)}
    return structure.people_at(session, {post.code for post in posts if post.unit in units or post.code in below}, now)


def _lines(session: Session, which: ColumnElement[bool], limit: int) -> list[LeaveLine]:
    chosen = select(LeaveRequest).where(which).order_by(LeaveRequest.starts_on, LeaveRequest.id).limit(limit)
    found = list(session.scalars(chosen))
    names = directory.names(session, {one.person_id for one in found})
    return [
        LeaveLine(
            id=one.id,
            person_id=one.person_id,
            name=names.get(one.person_id, ""),
            kind=words.KINDS[one.kind],
            state=LEAVE_LABELS[one.state],
            starts_on=one.starts_on,
            last_on=one.last_on,
            url=rows.record_url(trace.record_of(one.id)),
            since=one.handed_over_at,
        )
        for one in found
    ]


def _attachments(session: Session, request_id: str) -> tuple[Attachment, ...]:
    files = records.documents_of(session, request_id)
    names = dict(
        session.execute(select(Document.id, Document.name).where(Document.id.in_([one.document_id for one in files])))
        .tuples()
        .all()
    )
    return tuple(
        Attachment(one.document_id, words.ATTACHMENTS.get(one.kind, one.kind), names.get(one.document_id, ""))
        for one in files
    )


def _papers(session: Session, request_id: str) -> tuple[Paper, ...]:
    return tuple(issuing.list_of(session, trace.record_of(request_id)))
