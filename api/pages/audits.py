"""Builds the auditor's pages: cases found by number, refusals of a day, the check of a record."""

from datetime import date

from api.pages.audit_view import AuditView, CaseRow, RefusalRow, RefusalsView, StreamRow, VerdictView
from api.pages.headlines import headline, tags_of
from api.pages.states import STATES
from api.pages.viewer import Viewer
from api.pages.words import Empty, Lamp
from engine import audit, definitions, instances
from engine.models import Instance
from engine.task_errors import InstanceUnknown
from kernel import history
from kernel.history import Fault
from kernel.render import N_, clock_time, instant
from people import directory
from workflows.areas import RowText
from workflows.letters import listing, trace
from workflows.letters.listing import Filters

MOST = 50
UNTOLD = RowText("", "", "")
WHAT = {"missing": N_("an event is missing"), "altered": N_("an event was altered"), "cut": N_("the end was cut off")}


def search_of(viewer: Viewer, sought: str, after: str) -> AuditView:
    """Cases by the words of their letters or by their own number; without words the newest ones."""
    found = (
        found_by(viewer, sought) if sought else instances.list_newest(viewer.session, after=after or None, limit=MOST)
    )
    said = viewer.offices.describe(viewer.session, viewer.actor, {one.record for one in found if one.record})
    refused = len(history.read(viewer.session, _access(viewer.calendar.date_of(viewer.now))))
    older = f"/audit?after={found[-1].id}" if not sought and len(found) == MOST else ""
    return AuditView(
        summary=viewer.say(N_("%(count)s refusals of access today"), count=refused),
        text=sought,
        rows=tuple(_row(viewer, one, said.get(one.record or "", UNTOLD)) for one in found),
        older=older,
        empty=Empty(viewer.say(N_("Nothing found.")), viewer.say(N_("Try the agenda number, or part of the sender."))),
    )


def refusals_of(viewer: Viewer, day: date) -> RefusalsView:
    """What was refused on a day, in order."""
    events = history.read(viewer.session, _access(day))
    fault = history.verify(viewer.session, _access(day)) if events else None
    people = directory.names(viewer.session, {event.actor for event in events})
    rows = []
    for event in events:
        data = dict(event.data)
        code, route = str(data.pop("code", "")), str(data.pop("route", ""))
        record = event.record or _record(data)
        rows.append(
            RefusalRow(
                clock=clock_time(viewer.lang, event.at),
                who=people.get(event.actor, viewer.say(N_("not signed in"))),
                what=route or event.kind,
                code=code,
                record=record.partition(":")[2][-12:] if record else "",
                url=viewer.offices.record_url(record) or "",
            )
        )
    counted = viewer.say(N_("%(count)s refusals"), count=len(rows))
    return RefusalsView(day, f"{counted} · {chain_words(viewer, fault)}", tuple(rows))


def verdict_of(viewer: Viewer, record: str) -> VerdictView:
    """The check of a record: the chain of each of its streams, and each instance executed again from its log."""
    rows, faults = [], 0
    for stream in streams_of(viewer, record):
        fault = history.verify(viewer.session, stream)
        executed, differs = "", False
        if stream != record and fault is None:
            executed, differs = _executed(viewer, stream.removeprefix("instance:"))
        faults += fault is not None or differs
        count = str(len(history.read(viewer.session, stream)))
        rows.append(StreamRow(stream, count, chain_words(viewer, fault), executed))
    whole = not faults
    good = N_("Every event is where it was written, unaltered.")
    bad = N_("At least one event is not as it was written. Keep this page and tell the head of the office.")
    return VerdictView(
        title=viewer.say(N_("Verification")),
        at=instant(viewer.lang, viewer.now),
        whole=whole,
        sentence=viewer.say(good if whole else bad),
        explained=viewer.say(
            N_(
                "Each event holds the digest of the one before it; the chain of every stream was computed again,"
                " and every case was executed again from its log and compared step by step."
            )
        ),
        rows=tuple(rows),
        back=viewer.offices.record_url(record) or "/audit",
    )


def streams_of(viewer: Viewer, record: str) -> list[str]:
    """The streams of a record and of its cases; of a case without a record its own. Raises InstanceUnknown."""
    cases = instances.list_of_record(viewer.session, record)
    own = [record] if viewer.offices.record_url(record) else []
    if not own and not cases:
        cases = [instances.get(viewer.session, record)]
    return [*own, *(f"instance:{one.id}" for one in cases)]


def chain_words(viewer: Viewer, fault: Fault | None) -> str:
    """Whether a chain is whole, in words."""
    if fault is None:
        return viewer.say(N_("✓ whole"))
    what = viewer.say(WHAT.get(fault.what, fault.what))
    return viewer.say(N_("▲ event %(n)s: %(what)s"), n=fault.number, what=what)


def _executed(viewer: Viewer, instance_id: str) -> tuple[str, bool]:
    done = audit.recompute(viewer.session, instance_id)
    if done.difference is None:
        return viewer.say(N_("✓ same result")), False
    return viewer.say(N_("▲ differs at event %(n)s"), n=done.difference.number), True


def found_by(viewer: Viewer, sought: str) -> list[Instance]:
    """Cases by their own number, or by the words of the letters that the reader may find."""
    try:
        return [instances.get(viewer.session, sought)]
    except InstanceUnknown:
        page = listing.page(viewer.session, viewer.actor, Filters(text=sought), limit=MOST)
    return [one for row in page.rows for one in instances.list_of_record(viewer.session, trace.record_of(row.id))]


def _row(viewer: Viewer, one: Instance, said: RowText) -> CaseRow:
    ended = one.ended_at is not None
    at = one.ended_at or one.started_at
    return CaseRow(
        title=headline(viewer, said) or viewer.say(N_("Case without a record")),
        about=" · ".join(part for part in (said.about, said.origin) if part),
        tags=tags_of(viewer, said),
        record_url=viewer.offices.record_url(one.record) or "",
        process=viewer.say(definitions.get(viewer.session, one.definition_id).name),
        instance=one.id,
        lamp=Lamp("done" if ended else "ok", viewer.say(STATES[one.state])),
        when=instant(viewer.lang, at),
        replay=f"/instances/{one.id}/replay",
        verify=f"/audit/records/{one.record}/verification" if one.record else f"/audit/records/{one.id}/verification",
    )


def _access(day: date) -> str:
    return f"access:{day.isoformat()}"


def _record(data: dict[str, object]) -> str:
    return f"letter:{data['letter_id']}" if data.get("letter_id") else ""
