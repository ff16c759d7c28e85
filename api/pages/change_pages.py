"""Builds the page of a proposed change: old and new side by side, its proof, what can be done."""

from dataclasses import replace

from api.pages.file_pages import about_entry
from api.pages.profile_view import ChangePage, EditView, EntryView
from api.pages.profiles import Tried, edit_of, limit_of, said_of, value_lines
from api.pages.viewer import Viewer
from api.pages.words import Lamp
from engine import inbox
from kernel import ids
from kernel.render import N_, day_text, instant
from people import directory
from workflows.dosir import proposals, rows, sheet, values
from workflows.dosir.declarations import declared
from workflows.dosir.editing import Way
from workflows.dosir.models import FileEntry, ProfileProposal
from workflows.dosir.opening import Opened
from workflows.dosir.proposals import FIELD
from workflows.dosir.states import OPEN_PROPOSALS, PROPOSAL_LABELS, ProposalState

TONES = {ProposalState.WAITING: "today", ProposalState.RETURNED: "late"}


def change_of(viewer: Viewer, row: ProfileProposal, opened: Opened, tried: Tried) -> ChangePage:
    """The page of a proposed change that was opened."""
    one = declared().fields.get(row.name) if row.sort == FIELD else None
    person = directory.person(viewer.session, row.person_id)
    stale = proposals.is_stale(viewer.session, row)
    masked = one is not None and one.masked and not tried.numbers
    old, new = sides(viewer, row, numbers=tried.numbers)
    is_open = row.state in OPEN_PROPOSALS
    return ChangePage(
        title=viewer.say(rows.title_of(row)),
        person=person.name,
        person_url="/me/profile" if opened.is_own else f"/people/{person.id}/profile",
        lamp=Lamp(TONES.get(ProposalState(row.state), "done"), viewer.say(PROPOSAL_LABELS[row.state])),
        sent=viewer.say(N_("sent %(at)s"), at=instant(viewer.lang, row.proposed_at)),
        old=old,
        new=new,
        stale=viewer.say(N_("The present value was changed after this was proposed.")) if stale else "",
        note=row.note,
        reason=row.reason,
        proof=_proof(viewer, row, opened),
        task_url=_task(viewer, row),
        numbers_url=f"/changes/{row.id}/numbers" if masked else "",
        withdraw_url=f"/changes/{row.id}/withdrawal" if opened.is_own and is_open else "",
        form=_form(viewer, row, tried) if opened.is_own and row.state == ProposalState.RETURNED else None,
        form_name=row.name if row.sort == FIELD else "document",
        said=said_of(viewer, tried.fault),
    )


def sides(viewer: Viewer, row: ProfileProposal, *, numbers: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands there now (for a decided one: stood there), and what is proposed."""
    if row.sort != FIELD:
        entry = viewer.session.get(FileEntry, row.file_id) if row.file_id else None
        return (), _described(viewer, entry)
    one = declared().fields[row.name]
    new = value_lines(viewer, sheet.said_of(one, row.value, numbers=numbers), labelled=one.is_list)
    now = None if one.is_list else values.at(viewer.session, row)
    old = value_lines(viewer, sheet.said_of(one, now or "", numbers=numbers), labelled=False)
    return old, new


def _described(viewer: Viewer, entry: FileEntry | None) -> tuple[str, ...]:
    if entry is None:
        return ()
    pairs = (
        (N_("Number of the document"), entry.number),
        (N_("Date of the document"), day_text(viewer.lang, entry.dated_on) if entry.dated_on else ""),
        (N_("Valid until"), day_text(viewer.lang, entry.valid_until) if entry.valid_until else ""),
    )
    return tuple(f"{viewer.say(label)}: {text}" for label, text in pairs if text)


def _proof(viewer: Viewer, row: ProfileProposal, opened: Opened) -> EntryView | None:
    entry = viewer.session.get(FileEntry, row.file_id) if row.file_id else None
    if entry is None:
        return None
    base = "/me" if opened.is_own else f"/people/{row.person_id}"
    title = viewer.say(declared().kinds[entry.kind].title)
    return EntryView(entry.id, title, about_entry(viewer, entry), f"{base}/file/{entry.id}")


def _task(viewer: Viewer, row: ProfileProposal) -> str:
    """The open task of the proposal, for whoever may do it."""
    waiting = inbox.open_of_instances(viewer.session, [row.instance_id] if row.instance_id else [])
    mine = (one for one in waiting if one.element == "verify" and viewer.actor.can_work_for(one.desk))
    task = next(mine, None)
    return f"/tasks/{task.id}" if task is not None and viewer.actor.id != row.person_id else ""


def _form(viewer: Viewer, row: ProfileProposal, tried: Tried) -> EditView:
    label = viewer.say(N_("Send to personnel again"))
    if row.sort != FIELD:
        proof = viewer.say(declared().kinds[row.name].title)
        return EditView(
            f"/changes/{row.id}", ids.new_id(viewer.now), "", label, (), proof=proof, limit=limit_of(viewer), note=True
        )
    one = declared().fields[row.name]
    now = values.parts_of(one, row.value)
    mine = replace(tried, values=tried.values or now)
    return replace(edit_of(viewer, one, Way.PROPOSE, f"/changes/{row.id}", mine, now), button=label, proof_needed=False)
