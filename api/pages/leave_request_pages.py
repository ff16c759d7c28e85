"""Builds the page of one leave request."""

from dataclasses import replace
from datetime import date

from api.pages import standings
from api.pages.comment_pages import comments_of
from api.pages.files import about
from api.pages.lamps import lamp
from api.pages.leave_request_view import LeavePage, RecallView
from api.pages.leave_strip import strip_of
from api.pages.leave_view import Strip
from api.pages.replays import may_see
from api.pages.speech import Speech
from api.pages.spines import spine_of
from api.pages.task_view import NoteView
from api.pages.viewer import Viewer
from api.pages.words import Fact, Lamp, Link, Tag
from documents import archive
from engine import inbox, instances
from engine.inbox import TaskRow
from kernel import ids
from kernel.act import Act
from kernel.render import N_, day_text
from people import directory
from workflows import issuing
from workflows.issued import PaperState
from workflows.leave import briefing, deeds, ledger, records, trace, words
from workflows.leave.access import Surface
from workflows.leave.cases import LeaveCase
from workflows.leave.models import LeaveRequest
from workflows.leave.states import LEAVE_LABELS, LeaveState
from workflows.sayings import Said

ENDED = frozenset({LeaveState.SELESAI, LeaveState.DITANGGUHKAN, LeaveState.TIDAK_DISETUJUI, LeaveState.DIBATALKAN})
PENDING = frozenset(set(LeaveState) - ENDED - {LeaveState.DISETUJUI, LeaveState.BERJALAN})
PAPER_STATES = {
    PaperState.RESERVED: N_("being drawn"),
    PaperState.ISSUED: N_("issued"),
    PaperState.REVOKED: N_("revoked"),
}


def page_of(viewer: Viewer, case: LeaveCase, trouble: str = "") -> LeavePage:
    """The page of a request for who may see it."""
    request, record = case.request, trace.record_of(case.request.id)
    speech, act = Speech(viewer), Act(viewer.session, viewer.actor, viewer.now)
    waiting = inbox.open_of_instances(viewer.session, [request.instance_id])
    where, forecast = standings.of_record(viewer, record)
    return LeavePage(
        id=request.id,
        over=speech.say((Said(words.KINDS[request.kind]), request.number)),
        title=directory.person(viewer.session, request.person_id).name,
        dates=speech.say(briefing.span_of(request)),
        tags=(Tag(viewer.say(N_("Abroad")), "fast"),) if request.abroad else (),
        turn=_turn(viewer, request, waiting),
        where=where,
        forecast=forecast,
        doors=_doors(viewer, case, waiting),
        facts=_facts(viewer, case, speech),
        notes=_notes(viewer, case, speech),
        waiting=_waiting(viewer, case, speech),
        documents=_documents(viewer, case),
        papers=_papers(viewer, case, record),
        strip=_strip(viewer, request),
        spine=spine_of(viewer, record) if case.shows(Surface.LOG) else None,
        comments=comments_of(viewer, record) if case.shows(Surface.OPINIONS) else None,
        may_withdraw=deeds.may_withdraw(act, request),
        recall=_recall(viewer, act, request),
        trouble=trouble,
    )


def _turn(viewer: Viewer, request: LeaveRequest, waiting: list[TaskRow]) -> Lamp:
    label = viewer.say(LEAVE_LABELS[request.state])
    if request.state in ENDED:
        return Lamp("done", label)
    if not waiting:
        return Lamp("ok", label)
    lit = lamp(viewer, waiting[0].due_at, waiting[0].opened_at)
    return Lamp(lit.tone, f"{label}, {lit.text}" if waiting[0].due_at else label)


def _doors(viewer: Viewer, case: LeaveCase, waiting: list[TaskRow]) -> tuple[Link, ...]:
    mine = [task for task in waiting if viewer.actor.can_work_for(task.desk, task.process)]
    doors = [Link(viewer.say(N_("Open my task")), f"/tasks/{mine[0].id}", hot=True)] if mine else []
    one = instances.get(viewer.session, case.request.instance_id)
    if case.shows(Surface.LOG) and may_see(viewer, one):
        doors.append(Link(viewer.say(N_("See it on the drawing")), f"/instances/{one.id}/replay"))
    return tuple(doors)


def _facts(viewer: Viewer, case: LeaveCase, speech: Speech) -> tuple[Fact, ...]:
    request = case.request
    private = briefing.private_of(request) if case.shows(Surface.REASON) else ()
    late = Said(N_("%(days)s working days without notice"), {"days": request.late_days}) if request.late_days else None
    more = (
        (N_("Deferred until"), request.deferred_until),
        (N_("Back at work"), request.returned_on),
        (N_("Absent"), late),
        (N_("Sent"), request.submitted_at),
    )
    return speech.facts((*briefing.dates_of(request), *private, *more))


def _notes(viewer: Viewer, case: LeaveCase, speech: Speech) -> tuple[NoteView, ...]:
    if not case.shows(Surface.OPINIONS):
        return ()
    said = briefing.said_of(viewer.session, case.request, with_text=case.shows(Surface.REASON))
    return tuple(NoteView(speech.say(who), speech.say(text)) for who, text in said)


def _waiting(viewer: Viewer, case: LeaveCase, speech: Speech) -> tuple[Fact, ...]:
    """The open tasks that lie with the person, for who weighs a request that is not decided."""
    request = case.request
    if request.state not in PENDING or request.person_id == viewer.actor.id or not case.shows(Surface.OPINIONS):
        return ()
    return speech.facts(((N_("Open tasks of the applicant"), briefing.tasks_of(viewer.session, request, viewer.now)),))


def _documents(viewer: Viewer, case: LeaveCase) -> tuple[Fact, ...]:
    if not case.shows(Surface.DOCUMENTS):
        return ()
    found = []
    for row in records.documents_of(viewer.session, case.request.id):
        document = archive.get(viewer.session, row.document_id)
        kind = viewer.say(words.ATTACHMENTS.get(row.kind, row.kind))
        found.append(Fact(document.name, f"{kind} · {about(viewer, document)}", url=f"/documents/{document.id}"))
    return tuple(found)


def _papers(viewer: Viewer, case: LeaveCase, record: str) -> tuple[Fact, ...]:
    if not case.shows(Surface.PAPERS):
        return ()
    return tuple(
        Fact(
            viewer.say(paper.title) if paper.title else paper.number,
            " · ".join((paper.number, day_text(viewer.lang, paper.dated_on), viewer.say(PAPER_STATES[paper.state]))),
            url=f"/papers/{paper.id}.pdf" if paper.state is not PaperState.RESERVED else "",
        )
        for paper in issuing.list_of(viewer.session, record)
    )


def _strip(viewer: Viewer, request: LeaveRequest) -> Strip:
    """The months of the first year that the leave touches."""
    year = request.starts_on.year
    works_on = ledger.works_on(viewer.session, request.person_id, [year])
    whole = strip_of(viewer, request.person_id, year, {request.id}, works_on)
    last = request.last_on if request.last_on.year == year else date(year, 12, 31)
    months = whole.months[request.starts_on.month - 1 : last.month]
    top = months[0].y - whole.months[0].y if months else 0
    return replace(whole, months=tuple(replace(month, y=month.y - top) for month in months), named=())


def _recall(viewer: Viewer, act: Act, request: LeaveRequest) -> RecallView | None:
    days = deeds.recall_days(act, request)
    return RecallView(days.first.isoformat(), days.last.isoformat(), ids.new_id(viewer.now)) if days else None
