"""Who sees and does what with a profile and a personnel file: one table relation x surface, drawn in docs/access.md."""

from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum

from sqlalchemy.orm import Session

from kernel.act import Act, Actor
from people import directory, structure
from workflows.dosir.errors import ProfileClosed
from workflows.dosir.settings import dosir_settings


class Verdict(IntEnum):
    """HIDDEN: nothing; MASKED: without what the surface protects; ALLOWED: all."""

    HIDDEN = 0
    MASKED = 1
    ALLOWED = 2


class Surface(StrEnum):
    """PROFILE: its page; NUMBERS: what is masked there; FILE: the list; CONTENT: a document itself; LOG: who looked.

    PROPOSAL: a proposed change with its upload; CHANGE: the pages' forms; OVERVIEW: the table of all files, EXPORT too.
    """

    PROFILE = "profile"
    NUMBERS = "numbers"
    FILE = "file"
    CONTENT = "content"
    PROPOSAL = "proposal"
    CHANGE = "change"
    LOG = "log"
    OVERVIEW = "overview"
    EXPORT = "export"


class Relation(StrEnum):
    """What a person is to the person whose file it is."""

    OWNER = "owner"
    HR = "hr"
    SUPERIOR = "superior"
    AUDITOR = "auditor"
    ADMIN = "admin"
    STAFF = "staff"


# One letter per surface, in the order of Surface: A, M or - (hidden).
# PROFILE masked: without numbers, former values and discipline. FILE masked: kinds and completeness.
# OVERVIEW masked: for a superior his own staff; for an auditor the percentages without what is missing.
TABLE: Mapping[Relation, str] = {
    Relation.OWNER: "AAAAAAA--",
    Relation.HR: "AAAAAAAAA",
    Relation.SUPERIOR: "--M----M-",
    Relation.AUDITOR: "M-M---AM-",
    Relation.ADMIN: "---------",
    Relation.STAFF: "---------",
}
VERDICTS = {"A": Verdict.ALLOWED, "M": Verdict.MASKED, "-": Verdict.HIDDEN}


def may(relation: Relation, surface: Surface) -> Verdict:
    """One cell of the table."""
    return VERDICTS[TABLE[relation][list(Surface).index(surface)]]


def best(relations: Iterable[Relation], surface: Surface) -> Verdict:
    """What a person with several relations may."""
    return max((may(relation, surface) for relation in relations), default=Verdict.HIDDEN)


def by_role(actor: Actor) -> frozenset[Relation]:
    """What the actor is to everybody's file."""
    found = {Relation.STAFF}
    if actor.has_role(*dosir_settings().hr_roles):
        found.add(Relation.HR)
    if actor.has_role("auditor"):
        found.add(Relation.AUDITOR)
    if actor.has_role("admin_sistem"):
        found.add(Relation.ADMIN)
    return frozenset(found)


def relations_to(act: Act, person_id: str) -> frozenset[Relation]:
    """What the actor is to a person's file. Raises PersonNotFound."""
    directory.person(act.session, person_id)
    found = by_role(act.actor)
    if act.actor.id == person_id:
        found |= {Relation.OWNER}
    if is_superior(act, person_id):
        found |= {Relation.SUPERIOR}
    return found


def is_superior(act: Act, person_id: str) -> bool:
    """Whether the actor serves, or watches, the post right above a person's."""
    code = structure.find_post_of_person(act.session, person_id, act.now)
    above = structure.superior_of(act.session, code) if code else None
    return above is not None and act.actor.id != person_id and above.desk in act.actor.leads()


def require(act: Act, person_id: str, surface: Surface) -> frozenset[Relation]:
    """The actor's relations, where they open a surface. Raises PersonNotFound, ProfileClosed."""
    found = relations_to(act, person_id)
    if best(found, surface) is Verdict.HIDDEN:
        raise ProfileClosed(person=person_id)
    return found


def is_hr(session: Session, person_id: str) -> bool:
    """Whether a person has one of the roles of personnel."""
    return not set(dosir_settings().hr_roles).isdisjoint(directory.roles_of(session, person_id))
