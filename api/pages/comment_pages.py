"""Builds the comments of a record for its page, the last ones for the page of a task, and the form for the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from api.pages.comment_view import CommentsView, CommentView, SayView
from api.pages.files import about, shown_files
from api.pages.form_view import FieldView
from api.pages.viewer import Viewer
from api.pages.words import Link, Option
from documents import archive
from kernel import ids
from kernel.errors import AppError, FieldError, FormInvalid
from kernel.render import N_, instant
from people import directory
from workflows import comments
from workflows.comments import Comment
from workflows.telling import telling

LAST = 3  # as many as a task shows
ROOM_FOR = 3  # persons that the form can mention without JavaScript
ATTACHMENTS = N_("Attachments")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into the form and refused."""

    values: Mapping[str, list[str]] = field(default_factory=dict)
    key: str = ""
    fault: AppError | None = None


NOTHING = Typed()


def comments_of(viewer: Viewer, record: str, typed: Typed = NOTHING) -> CommentsView:
    """The comments of a record that the viewer has opened, with the form when he may add to it."""
    rows = comments.list_of(viewer.session, record)
    may_write = viewer.offices.may_comment(viewer.session, viewer.actor, record)
    return CommentsView(_shown(viewer, rows), len(rows), form_of(viewer, record, typed) if may_write else None)


def last_of(viewer: Viewer, record: str | None) -> CommentsView | None:
    """The newest comments of the record of a task, for whoever may see its page; None when there is none to show."""
    if record is None or not viewer.offices.may_open(viewer.session, viewer.actor, record):
        return None
    rows = comments.list_of(viewer.session, record, last=LAST)
    shown = tuple(replace(one, withdraw="") for one in _shown(viewer, rows))
    return CommentsView(shown, len(rows), None, f"{viewer.offices.record_url(record)}#comments")


def form_of(viewer: Viewer, record: str, typed: Typed = NOTHING) -> SayView:
    """The form, empty or with what was typed and why it was refused."""
    fault, values = typed.fault, typed.values
    faults = {one.field: viewer.told(one.sentence, one.facts) for one in _fields(fault)}
    others = [one for one in directory.list_people(viewer.session) if one.id != viewer.actor.id]
    return SayView(
        url=f"/records/{record}/comments",
        key=typed.key or ids.new_id(viewer.now),
        text=(values.get("text") or [""])[-1],
        limit=telling().comment_length,
        papers=FieldView(
            "papers",
            "scan",
            viewer.say(ATTACHMENTS),
            optional=True,
            many=True,
            files=shown_files(viewer, values.get("papers", ())),
        ),
        people=tuple(Option(one.id, one.name) for one in others),
        chosen=tuple((*(one for one in values.get("mention", ()) if one), "", "", "")[:ROOM_FOR]),
        trouble=viewer.told(fault.sentence, fault.facts) if fault else "",
        text_fault=faults.get("text", ""),
        people_fault=faults.get("mention", ""),
    )


def _fields(fault: AppError | None) -> Sequence[FieldError]:
    return fault.fields if isinstance(fault, FormInvalid) else ()


def _shown(viewer: Viewer, rows: Sequence[Comment]) -> tuple[CommentView, ...]:
    names = directory.names(viewer.session, {person for row in rows for person in (row.author, *row.mentions)})
    return tuple(_one(viewer, row, names) for row in rows)


def _one(viewer: Viewer, row: Comment, names: Mapping[str, str]) -> CommentView:
    who, at = names.get(row.author, ""), instant(viewer.lang, row.at)
    if row.withdrawn_at is not None:
        return CommentView(row.id, who, at, "", viewer.say(N_("taken back by its author")))
    to = ", ".join(names[person] for person in row.mentions if person in names)
    return CommentView(
        id=row.id,
        who=who,
        at=at,
        text=row.text,
        to=viewer.say(N_("to %(who)s"), who=to) if to else "",
        papers=tuple(_paper(viewer, document_id) for document_id in row.documents),
        withdraw=f"/comments/{row.id}/withdrawal" if comments.is_withdrawable(row, viewer.actor, viewer.now) else "",
    )


def _paper(viewer: Viewer, document_id: str) -> Link:
    document = archive.get(viewer.session, document_id)
    return Link(f"{document.name} ({about(viewer, document)})", f"/documents/{document.id}")
