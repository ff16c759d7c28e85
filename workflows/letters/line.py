"""Who may dispose to whom: down one's own branch, any depth; who is skipped gets a copy. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workflows.letters import instructions
from workflows.letters.errors import NotInLine, RecipientTwice, ResponsibleMissing, ResponsibleNotAmong

Parents = Mapping[str, str | None]


class Part(StrEnum):
    """What a recipient is to a disposition."""

    RESPONSIBLE = "responsible"
    JOINT = "joint"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A disposition as the giver wants it; posts by code."""

    giver: str
    to: Sequence[str]
    instructions: Sequence[str]
    responsible: str = ""
    joint: Sequence[str] = ()
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient; `binding`: has a duty; `automatic`: a skipped superior, added by the rule."""

    post: str
    part: Part
    binding: bool = False
    automatic: bool = False


def recipients(wanted: Wanted, parents: Parents) -> list[Recipient]:
    """The recipients in order, then the skipped superiors (never of a secret letter: only who is named may know).

    Without an instruction that creates a duty all get a copy; else the responsible one and the `joint` ones have it.
    `parents` is the tree of posts. Raises NotInLine, RecipientTwice, ResponsibleMissing, ResponsibleNotAmong,
    InstructionUnknown.
    """
    instructions.require_known(wanted.instructions)
    for place, post in enumerate(wanted.to):
        if post in wanted.to[:place]:
            raise RecipientTwice(post=post)
        if wanted.giver not in superiors(post, parents):
            raise NotInLine(post=post)
    duty = instructions.create_duty(wanted.instructions)
    responsible = _responsible(wanted) if duty else ""
    joint = set(wanted.joint) if duty else set()
    received = [_receiver(post, responsible, joint) for post in wanted.to]
    skipped = [] if wanted.secret else _skipped(wanted, parents)
    return [*received, *(Recipient(post, Part.COPY, automatic=True) for post in skipped)]


def superiors(post: str, parents: Parents) -> Iterator[str]:
    """The posts above, the nearest first; nothing for a post that is not in the tree."""
    seen = {post}
    above = parents.get(post)
    while above is not None and above not in seen:
        yield above
        seen.add(above)
        above = parents.get(above)


def _responsible(wanted: Wanted) -> str:
    for post in (wanted.responsible, *wanted.joint):
        if post and post not in wanted.to:
            raise ResponsibleNotAmong(post=post)
    if wanted.responsible:
        return wanted.responsible
    if len(wanted.to) != 1:
        raise ResponsibleMissing
    return wanted.to[0]


def _receiver(post: str, responsible: str, joint: set[str]) -> Recipient:
    if post == responsible:
        return Recipient(post, Part.RESPONSIBLE, binding=True)
    if post in joint:
        return Recipient(post, Part.JOINT, binding=True)
    return Recipient(post, Part.COPY)


def _skipped(wanted: Wanted, parents: Parents) -> list[str]:
    named, found = set(wanted.to), []
    for post in wanted.to:
        for above in superiors(post, parents):
            if above == wanted.giver:
                break
            if above not in named:
                named.add(above)
                found.append(above)
    return found
