"""Who sees what of a letter: one table class x relation x surface, written out in docs/access.md."""

from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum

from sqlalchemy import ColumnElement, exists, or_, select, true
from sqlalchemy.orm import Session

from kernel.act import Actor
from workflows.letters.models import Disposition, DispositionRecipient, Letter


class Verdict(IntEnum):
    """HIDDEN: nothing; MASKED: in lists the number and "– rahasia –", on a page the register entry; ALLOWED: all."""

    HIDDEN = 0
    MASKED = 1
    ALLOWED = 2


class Surface(StrEnum):
    """Where something of a letter would be shown."""

    LIST = "list"
    SEARCH = "search"
    PAGE = "page"
    SCAN = "scan"
    IMAGES = "images"
    MAIL = "mail"
    LOG = "log"
    EXPORT = "export"


class Relation(StrEnum):
    """What a person is to a letter. CHAIN: its addressee, a giver or recipient, or who serves such a post."""

    CHAIN = "chain"
    REGISTRY = "registry"
    ARCHIVIST = "archivist"
    AUDITOR = "auditor"
    STAFF = "staff"


PROCESSES = ("letter_disposition", "disposition_branch")  # a substitute for these reads the letters they are about
SECURITIES = ("biasa", "terbatas", "rahasia", "sangat_rahasia")
SECRET = frozenset({"rahasia", "sangat_rahasia"})
ROLES: Mapping[str, Relation] = {
    "agendaris": Relation.REGISTRY,
    "sekretaris": Relation.REGISTRY,
    "arsiparis": Relation.ARCHIVIST,
    "auditor": Relation.AUDITOR,
}
# One letter per surface, in the order of Surface: list search page scan images mail log export; A, M or - (hidden).
TABLE: Mapping[tuple[str, Relation], str] = {
    ("biasa", Relation.CHAIN): "AAAAAAA-",
    ("biasa", Relation.REGISTRY): "AAAAAAAA",
    ("biasa", Relation.ARCHIVIST): "AAAAAAAA",
    ("biasa", Relation.AUDITOR): "AAAAA-AA",
    ("biasa", Relation.STAFF): "AAM--A--",
    ("terbatas", Relation.CHAIN): "AAAAAAA-",
    ("terbatas", Relation.REGISTRY): "AAAAAAAA",
    ("terbatas", Relation.ARCHIVIST): "AAAAAAAA",
    ("terbatas", Relation.AUDITOR): "AAAAA-AA",
    ("terbatas", Relation.STAFF): "--------",
    ("rahasia", Relation.CHAIN): "MMAA-MA-",
    ("rahasia", Relation.REGISTRY): "MMM--M-M",
    ("rahasia", Relation.ARCHIVIST): "MMM--M-M",
    ("rahasia", Relation.AUDITOR): "MMAA--AM",
    ("rahasia", Relation.STAFF): "MM------",
    ("sangat_rahasia", Relation.CHAIN): "MMAA-MA-",
    ("sangat_rahasia", Relation.REGISTRY): "MMM--M-M",
    ("sangat_rahasia", Relation.ARCHIVIST): "MMM--M-M",
    ("sangat_rahasia", Relation.AUDITOR): "MMAA--AM",
    ("sangat_rahasia", Relation.STAFF): "MM------",
}
VERDICTS = {"A": Verdict.ALLOWED, "M": Verdict.MASKED, "-": Verdict.HIDDEN}


def may(relation: Relation, security: str, surface: Surface) -> Verdict:
    """One cell of the table."""
    return VERDICTS[TABLE[security, relation][list(Surface).index(surface)]]


def best(relations: Iterable[Relation], security: str, surface: Surface) -> Verdict:
    """What a person with several relations may see."""
    return max((may(relation, security, surface) for relation in relations), default=Verdict.HIDDEN)


def needs_reason(relations: Iterable[Relation], security: str) -> bool:
    """Whether only the auditor's office opens this letter, and only with a stated reason."""
    return security == "sangat_rahasia" and Relation.CHAIN not in set(relations) and Relation.AUDITOR in set(relations)


def may_attach(relations: Iterable[Relation], security: str) -> bool:
    """Whether they may add scan and subject: those whom the letter names; unless it is secret, also the registry."""
    allowed = {Relation.CHAIN} if security in SECRET else {Relation.CHAIN, Relation.REGISTRY}
    return not allowed.isdisjoint(relations)


def is_logged(security: str) -> bool:
    """Whether each opening leaves an event."""
    return security != "biasa"


def relations_to(session: Session, actor: Actor, letter: Letter) -> frozenset[Relation]:
    """What the actor is to this letter; at most one statement."""
    found = by_role(actor)
    if session.scalar(select(Letter.id).where(Letter.id == letter.id, in_chain(actor))) is not None:
        found |= {Relation.CHAIN}
    return found


def by_role(actor: Actor) -> frozenset[Relation]:
    """What the actor is to every letter."""
    return frozenset({Relation.STAFF, *(ROLES[role] for role in actor.roles if role in ROLES)})


def to_desk(session: Session, letter: Letter, desk: str, surface: Surface) -> Verdict:
    """What whoever serves a desk may see, for mail: nobody in particular is looking.

    At most one statement, and none where it makes no difference whether the letter names the desk.
    """
    sort, _, key = desk.partition(":")
    outside = frozenset({Relation.STAFF, *([ROLES[key]] if sort == "role" and key in ROLES else [])})
    without, within = (best(some, letter.security, surface) for some in (outside, outside | {Relation.CHAIN}))
    if sort == "role" or without is within:
        return without
    server = Actor(id=key if sort == "person" else "", desks=frozenset({desk}))
    return best(relations_to(session, server, letter), letter.security, surface)


def in_chain(actor: Actor) -> ColumnElement[bool]:
    """Whether a letter names a post that the actor serves or watches, or the actor gave or read a disposition of it."""
    posts = posts_of(actor.looks_at(PROCESSES))
    given = exists().where(
        Disposition.letter_id == Letter.id,
        or_(Disposition.giver_post.in_(posts), Disposition.giver_person == actor.id),
    )
    received = exists().where(
        DispositionRecipient.letter_id == Letter.id,
        or_(
            DispositionRecipient.post.in_(posts),
            DispositionRecipient.read_by == actor.id,
            DispositionRecipient.reported_by == actor.id,
        ),
    )
    return or_(Letter.addressee.in_(posts), given, received)


def posts_of(desks: Iterable[str]) -> list[str]:
    """The codes of the posts among some desks."""
    return sorted(desk.removeprefix("post:") for desk in desks if desk.startswith("post:"))


def listed(actor: Actor) -> ColumnElement[bool]:
    """The letters of which a list or a search may show this actor anything at all."""
    everywhere = [
        security for security in SECURITIES if best(by_role(actor), security, Surface.LIST) is not Verdict.HIDDEN
    ]
    if len(everywhere) == len(SECURITIES):
        return true()
    return or_(Letter.security.in_(everywhere), in_chain(actor))
