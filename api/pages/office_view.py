"""The office as its administrators see it: finished words for the pages of posts and persons."""

from collections import defaultdict
from dataclasses import dataclass, field

from api.pages.words import Option


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post in the tree: how deep it stands, who serves it (`''` when vacant), on what ground."""

    code: str
    title: str
    depth: int
    who: str
    ground: str
    person_url: str


@dataclass(frozen=True, slots=True)
class ActingLine:
    """An acting official of a post; `id` is '' for one that can't be revoked any more."""

    who: str
    days: str
    basis: str
    id: str


@dataclass(frozen=True, slots=True)
class PostView:
    """One post with its holder and acting officials, and what the forms offer."""

    code: str
    title: str
    about: str
    holder: str
    holder_url: str
    acting: tuple[ActingLine, ...]
    people: tuple[Option, ...]
    free: tuple[Option, ...]
    kind: str
    today: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list."""

    name: str
    nip: str
    post: str
    url: str


@dataclass(frozen=True, slots=True)
class OfficeView:
    """The whole office: tree of posts, persons, and what the forms offer."""

    summary: str
    posts: tuple[PostLine, ...]
    people: tuple[PersonRow, ...]
    units: tuple[Option, ...]
    levels: tuple[Option, ...]
    above: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person: facts, roles, account."""

    id: str
    name: str
    facts: tuple[tuple[str, str], ...]
    roles: tuple[Option, ...]
    offered: tuple[Option, ...]
    sign_in: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """What was typed into a form that was refused, and the sentence that says why; `secret` is shown this once."""

    said: str = ""
    typed: dict[str, str] = field(default_factory=lambda: defaultdict(str))
    secret: str = ""
