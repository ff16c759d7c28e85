"""What others still owe: the box of duties this person gave."""

from api.pages.asked import Asked
from api.pages.headlines import headline
from api.pages.inbox_view import RowView
from api.pages.lamps import lamp
from api.pages.viewer import Viewer
from kernel.render import N_, instant
from people import structure
from workflows.letters import trace, waiting
from workflows.letters.models import DispositionRecipient
from workflows.letters.states import BRANCH_LABELS


def count(viewer: Viewer) -> int:
    """How many duties are waited for, at most 100."""
    return len(waiting.given_by(viewer.session, viewer.actor))


def rows(viewer: Viewer, asked: Asked) -> tuple[RowView, ...]:
    """The duties, the nearest limit first, filtered by words."""
    duties = waiting.given_by(viewer.session, viewer.actor)
    texts = viewer.offices.describe(viewer.session, viewer.actor, {trace.record_of(duty.letter_id) for duty in duties})
    posts = structure.titles(viewer.session, {duty.post for duty in duties})
    held = structure.holders_of(viewer.session, sorted(posts), viewer.now)
    found = []
    for duty in duties:
        said = texts.get(trace.record_of(duty.letter_id))
        who = held[duty.post].name if duty.post in held else ""
        title = posts[duty.post].title if duty.post in posts else duty.post
        row = RowView(
            id=duty.id,
            url=f"/letters/{duty.letter_id}#tree",
            ask=title,
            lamp=lamp(viewer, duty.due_at, duty.created_at),
            about="" if said is None else headline(viewer, said),
            origin=" · ".join(part for part in (who, _state(viewer, duty)) if part),
            secret=said is not None and said.secret,
            read=duty.read_at is not None,
        )
        if all(word in f"{row.ask} {row.about} {row.origin}".casefold() for word in asked.q.casefold().split()):
            found.append(row)
    return tuple(found)


def _state(viewer: Viewer, duty: DispositionRecipient) -> str:
    label = viewer.say(BRANCH_LABELS[duty.state])
    return (
        viewer.say(N_("%(state)s, read %(at)s"), state=label, at=instant(viewer.lang, duty.read_at))
        if duty.read_at
        else label
    )
