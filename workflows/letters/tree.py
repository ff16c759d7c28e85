"""The tree of dispositions of a letter from its rows. Pure: page, API and paper show this same tree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workflows.letters.models import Disposition, DispositionRecipient
from workflows.letters.states import BranchState

DONE = frozenset({BranchState.CLOSED, BranchState.INFORMED})


@dataclass(frozen=True, slots=True)
class Said:
    """What recipient and giver wrote on a branch; empty where nothing was written or may be shown."""

    report: str = ""
    question: str = ""
    answer: str = ""
    giver_note: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One recipient, his times, and the dispositions he gave on (`given`)."""

    recipient_id: str
    post: str
    part: str
    binding: bool
    automatic: bool
    state: str
    sent_at: datetime
    due_at: datetime | None
    read_at: datetime | None
    read_by: str | None
    forwarded_at: datetime | None
    reported_at: datetime | None
    reported_by: str | None
    closed_at: datetime | None
    closed_how: str
    said: Said
    given: tuple["Given", ...] = ()

    @property
    def is_done(self) -> bool:
        return self.state in DONE

    def is_late(self, now: datetime) -> bool:
        """Whether the duty was not ended by its limit."""
        return self.binding and self.due_at is not None and (self.closed_at or now) > self.due_at


@dataclass(frozen=True, slots=True)
class Given:
    """One disposition and its recipients."""

    disposition_id: str
    post: str
    person: str
    title_line: str
    capacity: str
    basis: str
    instructions: tuple[str, ...]
    other: str
    note: str
    due_at: datetime | None
    created_at: datetime
    nodes: tuple[Node, ...]

    @property
    def duties(self) -> int:
        """How many recipients have a duty."""
        return sum(node.binding for node in self.nodes)

    @property
    def duties_done(self) -> int:
        """How many duties are closed."""
        return sum(node.binding and node.is_done for node in self.nodes)


def build(dispositions: Iterable[Disposition], recipients: Sequence[DispositionRecipient]) -> tuple[Given, ...]:
    """The tree, oldest first at each place; rows may come in any order."""
    by_parent: dict[str | None, list[Disposition]] = {}
    for disposition in sorted(dispositions, key=lambda row: (row.created_at, row.id)):
        by_parent.setdefault(disposition.parent_recipient_id, []).append(disposition)
    by_disposition: dict[str, list[DispositionRecipient]] = {}
    for recipient in sorted(recipients, key=lambda row: row.place):
        by_disposition.setdefault(recipient.disposition_id, []).append(recipient)

    def below(parent: str | None) -> tuple[Given, ...]:
        return tuple(
            _given(row, tuple(_node(one, below(one.id)) for one in by_disposition.get(row.id, ())))
            for row in by_parent.get(parent, ())
        )

    return below(None)


def walk(tree: Iterable[Given], depth: int = 0) -> Iterator[tuple[int, Given, Node]]:
    """Every recipient with its depth (0 first) and the disposition that reached it, each before those below it."""
    for given in tree:
        for node in given.nodes:
            yield depth, given, node
            yield from walk(node.given, depth + 1)


def without_texts(tree: Iterable[Given]) -> tuple[Given, ...]:
    """The same tree without what people wrote."""
    return tuple(
        replace(
            given,
            note="",
            other="",
            nodes=tuple(replace(node, said=Said(), given=without_texts(node.given)) for node in given.nodes),
        )
        for given in tree
    )


def _given(row: Disposition, nodes: tuple[Node, ...]) -> Given:
    return Given(
        disposition_id=row.id,
        post=row.giver_post,
        person=row.giver_person,
        title_line=row.title_line,
        capacity=row.capacity,
        basis=row.basis,
        instructions=tuple(row.instructions),
        other=row.other,
        note=row.note,
        due_at=row.due_at,
        created_at=row.created_at,
        nodes=nodes,
    )


def _node(row: DispositionRecipient, given: tuple[Given, ...]) -> Node:
    return Node(
        recipient_id=row.id,
        post=row.post,
        part=row.role,
        binding=bool(row.binding),
        automatic=bool(row.automatic),
        state=row.state,
        sent_at=row.created_at,
        due_at=row.due_at,
        read_at=row.read_at,
        read_by=row.read_by,
        forwarded_at=row.forwarded_at,
        reported_at=row.reported_at,
        reported_by=row.reported_by,
        closed_at=row.closed_at,
        closed_how=row.closed_how,
        said=Said(row.report, row.question, row.answer, row.giver_note),
        given=given,
    )
