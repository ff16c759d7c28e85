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
    MEMBER = "member"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A disposition as the giver wants it; posts by code."""

    giver: str
    to: Sequence[str]
    instructions: Sequence[str]
    responsible: str = ""
    copies: Sequence[str] = ()
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient; `binding`: has a duty; `automatic`: a skipped superior, added by the rule."""

    post: str
    part: Part
    binding: bool = False
    automatic: bool = False


def recipients(wanted: Wanted, parents: Parents) -> list[Recipient]:
    """The recipients in order: those with the letter, copies, skipped superiors (never of a secret letter).

    `parents` is the tree of posts. Raises NotInLine, RecipientTwice, ResponsibleMissing, ResponsibleNotAmong,
    InstructionUnknown.
    """
    instructions.require_known(wanted.instructions)
    named = [*wanted.to, *wanted.copies]
    for place, post in enumerate(named):
        if post in named[:place]:
            raise RecipientTwice(post=post)
        if wanted.giver not in superiors(post, parents):
            raise NotInLine(post=post)
    duty = instructions.create_duty(wanted.instructions)
    responsible = _responsible(wanted) if duty else ""
    received = [_receiver(post, responsible, duty) for post in wanted.to]
    copies = [Recipient(post, Part.COPY) for post in wanted.copies]
    skipped = [] if wanted.secret else _skipped(wanted, parents)
    return [*received, *copies, *(Recipient(post, Part.COPY, automatic=True) for post in skipped)]


def superiors(post: str, parents: Parents) -> Iterator[str]:
    """The posts above, the nearest first; nothing for a post that is not in the tree."""
    seen = {post}
    above = parents.get(post)
    while above is not None and above not in seen:
        yield above
        seen.add(above)
        above = parents.get(above)


def _responsible(wanted: Wanted) -> str:
    if not wanted.responsible:
        if len(wanted.to) != 1:
            raise ResponsibleMissing
        return wanted.to[0]
    if wanted.responsible not in wanted.to:
        raise ResponsibleNotAmong
    return wanted.responsible


def _receiver(post: str, responsible: str, duty: bool) -> Recipient:
    if not duty:
        return Recipient(post, Part.COPY)
    return Recipient(post, Part.RESPONSIBLE if post == responsible else Part.MEMBER, binding=True)


def _skipped(wanted: Wanted, parents: Parents) -> list[str]:
    named, found = {*wanted.to, *wanted.copies}, []
    for post in wanted.to:
        for above in superiors(post, parents):
            if above == wanted.giver:
                break
            if above not in named:
                named.add(above)
                found.append(above)
    return found
