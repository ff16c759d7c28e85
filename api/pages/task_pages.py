"""Builds the page of one task: briefing, form or the reason why there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from api.pages.asked import Asked
from api.pages.fields import Filled, decisions, fields_of
from api.pages.files import about
from api.pages.form_view import ButtonView, FaultView, FormView
from api.pages.inbox_view import BoxView
from api.pages.lamps import lamp
from api.pages.reasons import ask, why
from api.pages.scans import view_of
from api.pages.speech import Speech
from api.pages.task_view import NoteView, ScanView, TaskPage
from api.pages.viewer import Viewer
from api.pages.words import Fact, Lamp
from documents import archive
from engine import definitions, drafts, four_eyes, runtime
from engine.intervention_errors import InstanceSuspended
from engine.tasks import TaskView
from forms.catalogue import Form
from kernel import ids
from kernel.errors import FieldError
from kernel.render import N_, clock_time, instant
from people import directory
from workflows.areas import Brief, Said

Values = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was just tried: the typed values, the key of the form, why it was refused."""

    values: Values = field(default_factory=dict)
    key: str = ""
    trouble: str = ""
    faults: tuple[FieldError, ...] = ()


FIRST = Attempt()


def page_of(viewer: Viewer, task: TaskView, box: BoxView, asked: Asked, attempt: Attempt = FIRST) -> TaskPage:
    """The page of a task, first shown or after an attempt."""
    brief, speech = brief_of(viewer, task), Speech(viewer)
    area = viewer.offices.area_of(task.record)
    closed = _closed(viewer, task)
    form = None if closed else _form(viewer, task, attempt, brief.known)
    mine = task.claimed_by == viewer.actor.id and task.is_open
    papers = papers_of(viewer, brief)
    return TaskPage(
        id=task.id,
        ask=ask(viewer, task),
        title=speech.say(brief.title),
        over=speech.say(brief.over),
        lamp=_lamp(viewer, task),
        limit=viewer.say(N_("limit %(at)s"), at=instant(viewer.lang, task.due_at)) if task.due_at else "",
        facts=(*speech.facts(brief.facts), *papers[1:], Fact(viewer.say(N_("Why mine")), why(viewer, task.desk))),
        back=f"{asked.url()}#t-{task.id}",
        position=_position(viewer, task, box),
        record_url=brief.url or viewer.offices.record_url(task.record) or "/",
        door=viewer.say(area.door) if area else viewer.say(N_("Inbox")),
        form=form,
        scan=scan_of(viewer, brief),
        notes=(*_written_before(speech, brief), *(_typed(viewer, task, attempt) if closed else ())),
        tags=speech.tags(brief.tags),
        guide=_guide(viewer, task) if form and not any(one.kind == "recipients" for one in form.fields) else "",
        closed=" ".join(part for part in (attempt.trouble, closed) if part),
        claim_url=f"/tasks/{task.id}/claim" if task.state == "ready" and task.is_shared and not closed else "",
        release_url=f"/tasks/{task.id}/release" if mine and task.is_shared else "",
    )


def brief_of(viewer: Viewer, task: TaskView) -> Brief:
    """The head of a task; a task without a record is told by its name."""
    return viewer.offices.brief(viewer.session, viewer.actor, task) or Brief(Said(task.name))


def scan_of(viewer: Viewer, brief: Brief) -> ScanView | None:
    """The first document of a record beside its form."""
    if not brief.documents:
        return None
    return view_of(viewer, archive.get(viewer.session, brief.documents[0]), pictures=brief.pictures)


def papers_of(viewer: Viewer, brief: Brief) -> list[Fact]:
    """The documents of a record as doors."""
    label = viewer.say(N_("Document"))
    return [
        Fact(label, about(viewer, document), url=f"/documents/{document.id}", door=document.name)
        for document in (archive.get(viewer.session, one) for one in brief.documents)
    ]


def form_view(viewer: Viewer, filled: Filled, url: str, attempt: Attempt, draft_url: str = "") -> FormView:
    """A form with its fields, faults and buttons."""
    labels = {name: viewer.say(schema.get("title", name)) for name, schema in filled.form.properties.items()}
    faults = tuple(
        FaultView(
            "to" if fault.field in ("responsible", "joint") else fault.field,
            f"{labels.get(fault.field, fault.field)}: {viewer.told(fault.sentence, fault.facts)}",
        )
        for fault in filled.faults
    )
    return FormView(
        url=url,
        key=attempt.key or ids.new_id(viewer.now),
        fields=tuple(fields_of(viewer, filled)),
        buttons=buttons(viewer, filled.form),
        draft_url=draft_url,
        trouble=attempt.trouble,
        faults=faults,
    )


def buttons(viewer: Viewer, form: Form) -> tuple[ButtonView, ...]:
    """One button for each decision; its way shows it."""
    choices = decisions(form)
    if not choices:
        deed = form.deed("")
        submit = deed.button if deed else form.ui.get("ui:submit", N_("Send"))
        return (ButtonView(viewer.say(submit), viewer.say(deed.next) if deed else ""),)
    made = []
    for place, (value, label) in enumerate(choices, start=1):
        deed = form.deed(str(value))
        words = (deed.button, viewer.say(deed.next)) if deed else (label, "")
        made.append(ButtonView(viewer.say(words[0]), words[1], f"way way-{place}"))
    return tuple(made)


def form_of(viewer: Viewer, task: TaskView) -> Form | None:
    """The form of a task as it was pinned."""
    return definitions.form_of(viewer.session, task.definition_id, task.form) if task.form else None


def _form(viewer: Viewer, task: TaskView, attempt: Attempt, known: Mapping[str, Sequence[str]]) -> FormView:
    form = form_of(viewer, task) or Form("", "", {"properties": {}}, {})
    draft = drafts.find(viewer.session, viewer.actor.id, task.id)
    values: Values = attempt.values or (
        listed(draft.data) if draft else {name: list(several) for name, several in known.items()}
    )
    giver = task.desk.removeprefix("post:") if task.desk.startswith("post:") else ""
    made = form_view(
        viewer,
        Filled(form, values, attempt.faults, giver),
        f"/tasks/{task.id}/completion",
        attempt,
        f"/tasks/{task.id}/draft",
    )
    if draft is None or attempt.values:
        return made
    note = viewer.say(N_("Draft saved %(at)s"), at=_when(viewer, draft))
    return replace(made, saved_iso=draft.saved_at.isoformat(), draft_note=note)


def listed(data: Mapping[str, Any]) -> Values:
    """A draft as a browser posts it: programs keep single values, too."""
    return {
        name: [_written(one) for one in (value if isinstance(value, list) else [value])] for name, value in data.items()
    }


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _when(viewer: Viewer, draft: drafts.Draft) -> str:
    today = viewer.calendar.date_of(draft.saved_at) == viewer.calendar.date_of(viewer.now)
    return clock_time(viewer.lang, draft.saved_at) if today else instant(viewer.lang, draft.saved_at)


def _lamp(viewer: Viewer, task: TaskView) -> Lamp:
    if task.done_at is not None:
        return Lamp("done", instant(viewer.lang, task.done_at))
    if task.is_suspended:
        return Lamp("none", viewer.say(N_("suspended")))
    if not task.is_open:
        return Lamp("none", viewer.say(N_("no longer needed")))
    return lamp(viewer, task.due_at, task.opened_at)


def _closed(viewer: Viewer, task: TaskView) -> str:
    """Why nothing can be done here, or ''."""
    if task.done_at is not None:
        who = directory.names(viewer.session, [task.done_by or ""]).get(task.done_by or "", "")
        return viewer.say(N_("Done by %(who)s, %(at)s."), who=who, at=instant(viewer.lang, task.done_at))
    if task.is_suspended:
        return viewer.say(InstanceSuspended.sentence)
    if not task.is_open:
        return viewer.say(N_("This task is no longer needed; the process went on."))
    if not task.is_work_of(viewer.actor):
        return viewer.say(N_("You may read this task; it is being worked on by whoever acts for the post now."))
    if task.claimed_by not in (None, viewer.actor.id):
        who = directory.names(viewer.session, [task.claimed_by or ""]).get(task.claimed_by or "", "")
        return viewer.say(N_("%(who)s has taken this task."), who=who)
    return _barred(viewer, task)


def _barred(viewer: Viewer, task: TaskView) -> str:
    """Four eyes: who must do it instead; for a desk that only this person serves now, that nobody can."""
    if not four_eyes.bars(viewer.session, viewer.actor, task):
        return ""
    if task.is_shared:
        return viewer.say(N_("You have a part in this case yourself: somebody else of your group must do this task."))
    return viewer.say(
        N_("You have a part in this case yourself, and nobody else serves this desk now. Tell your superior.")
    )


def _guide(viewer: Viewer, task: TaskView) -> str:
    element = runtime.of(viewer.session).process(viewer.session, task.definition_id).elements.get(task.element)
    return element.documentation if element and viewer.lang == "id" else ""


def _position(viewer: Viewer, task: TaskView, box: BoxView) -> str:
    places = [row.id for row in box.rows]
    if task.id not in places:
        return ""
    total = f"{len(places)}{'+' if box.older else ''}"
    return viewer.say(N_("%(n)s of %(total)s"), n=places.index(task.id) + 1, total=total)


def _written_before(speech: Speech, brief: Brief) -> list[NoteView]:
    said = ((speech.say(who), speech.say(text)) for who, text in brief.notes)
    return [NoteView(who, text) for who, text in said if text]


def _typed(viewer: Viewer, task: TaskView, attempt: Attempt) -> Sequence[NoteView]:
    """The texts that were typed into a task that is closed now: they can still be copied."""
    draft = drafts.find(viewer.session, viewer.actor.id, task.id)
    values = attempt.values or (listed(draft.data) if draft else {})
    form = form_of(viewer, task) if values else None
    if form is None:
        return ()
    texts = (
        (viewer.say(schema.get("title", name)), " ".join(values.get(name, ())).strip())
        for name, schema in form.properties.items()
        if schema["type"] == "string" and "enum" not in schema
    )
    return [NoteView(viewer.say(N_("You typed: %(label)s"), label=label), text) for label, text in texts if text]
