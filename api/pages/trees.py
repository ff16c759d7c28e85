"""Builds the tree of dispositions of a letter in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.pages.lamps import lamp, span
from api.pages.letter_view import NodeView
from api.pages.viewer import Viewer
from api.pages.words import Lamp, Link, Tag
from kernel.render import N_, instant
from people import directory, structure
from workflows.letters import instructions, tree, words
from workflows.letters.models import LetterDocument
from workflows.letters.states import BRANCH_LABELS, BranchState
from workflows.letters.tree import Given, Node


@dataclass(frozen=True, slots=True)
class Names:
    """Titles of posts, names of persons, papers by recipient."""

    posts: Mapping[str, str]
    people: Mapping[str, str]
    holders: Mapping[str, str]
    papers: Mapping[str, tuple[Link, ...]]


def tree_of(viewer: Viewer, given: Sequence[Given], documents: Sequence[LetterDocument]) -> tuple[NodeView, ...]:
    """The tree: each giver with what he gave, each recipient with state and times."""
    nodes = [node for _, _, node in tree.walk(given)]
    codes = {node.post for node in nodes}
    persons = {person for node in nodes for person in (node.read_by, node.reported_by) if person}
    persons |= {one.person for one in given}
    held = structure.holders_of(viewer.session, sorted(codes), viewer.now)
    papers: dict[str, tuple[Link, ...]] = {}
    for paper in documents:
        if paper.recipient_id:
            link = Link(viewer.say(N_("Evidence")), f"/documents/{paper.document_id}")
            papers[paper.recipient_id] = (*papers.get(paper.recipient_id, ()), link)
    names = Names(
        posts={code: post.title for code, post in structure.titles(viewer.session, codes).items()},
        people=directory.names(viewer.session, persons),
        holders={code: holder.name for code, holder in held.items()},
        papers=papers,
    )
    return tuple(_giver(viewer, one, names) for one in given)


def _giver(viewer: Viewer, given: Given, names: Names) -> NodeView:
    """The first giver stands at the top with his recipients below him."""
    return NodeView(
        post=given.title_line,
        who=names.people.get(given.person, given.person),
        lamp=Lamp("done", instant(viewer.lang, given.created_at)),
        lines=_asked(viewer, given),
        said=given.note,
        children=tuple(_node(viewer, node, names) for node in given.nodes),
    )


def _node(viewer: Viewer, node: Node, names: Names) -> NodeView:
    lines = _times(viewer, node)
    for given in node.given:
        lines += _asked(viewer, given)
    return NodeView(
        post=names.posts.get(node.post, node.post),
        who=names.people.get(node.reported_by or node.read_by or "", names.holders.get(node.post, "")),
        lamp=_lamp(viewer, node),
        lines=lines,
        said=node.said.report,
        tags=_tags(viewer, node),
        papers=names.papers.get(node.recipient_id, ()),
        children=tuple(_node(viewer, below, names) for given in node.given for below in given.nodes),
    )


def _lamp(viewer: Viewer, node: Node) -> Lamp:
    label = viewer.say(BRANCH_LABELS[node.state])
    ended = node.closed_at or (node.read_at if not node.binding else None)
    if node.is_done and ended is not None:
        late = node.binding and node.due_at is not None and ended > node.due_at
        words_late = viewer.say(N_("late")) if late else ""
        return Lamp("done", ", ".join(part for part in (label, instant(viewer.lang, ended), words_late) if part))
    if not node.binding and node.read_at is not None:
        return Lamp("done", viewer.say(BRANCH_LABELS[BranchState.INFORMED]))
    if not node.binding or node.due_at is None:
        return Lamp("none", label)
    lit = lamp(viewer, node.due_at, node.sent_at)
    return Lamp(lit.tone, f"{label}, {lit.text}")


def _times(viewer: Viewer, node: Node) -> tuple[str, ...]:
    parts = [viewer.say(N_("read %(at)s"), at=instant(viewer.lang, node.read_at)) if node.read_at else ""]
    if node.forwarded_at:
        length = span(viewer, viewer.calendar.working_between(node.sent_at, node.forwarded_at))
        parts.append(viewer.say(N_("%(span)s on this desk"), span=length))
    if node.reported_at:
        parts.append(viewer.say(N_("reported %(at)s"), at=instant(viewer.lang, node.reported_at)))
    if node.due_at and not node.is_done:
        parts.append(viewer.say(N_("limit %(at)s"), at=instant(viewer.lang, node.due_at)))
    said = " · ".join(part for part in parts if part)
    return (said,) if said else ()


def _asked(viewer: Viewer, given: Given) -> tuple[str, ...]:
    chosen = ", ".join(viewer.say(label) for label in instructions.labels(given.instructions))
    due = viewer.say(N_("limit %(at)s"), at=instant(viewer.lang, given.due_at)) if given.due_at and given.duties else ""
    done = ""
    if given.duties:
        done = viewer.say(N_("%(done)s of %(all)s duties done"), done=given.duties_done, all=given.duties)
    said = " · ".join(part for part in (chosen, given.other, due, done) if part)
    return (said,) if said else ()


def _tags(viewer: Viewer, node: Node) -> tuple[Tag, ...]:
    tags = [Tag(viewer.say(words.PARTS[node.part]))]
    if node.automatic:
        tags.append(Tag(viewer.say(N_("by the rule"))))
    return tuple(tags)
