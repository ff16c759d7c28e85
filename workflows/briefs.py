"""What an area tells of its records: the head of a task's page, a case in a list of requests, an entry of services."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from workflows.sayings import Mark, Value, Way


@dataclass(frozen=True, slots=True)
class Brief:
    """What somebody must know of a record to do a task on it; labels of `facts` are msgids.

    `notes` are (who, text) of what others wrote; `documents` ids, the first one shown beside the form, with `pictures`
    of its pages if they may be seen; `known` the first answers by field, as they would have been typed.
    """

    title: Value
    over: Value = ""
    tags: tuple[Mark, ...] = ()
    facts: tuple[tuple[str, Value | Way], ...] = ()
    notes: tuple[tuple[Value, Value], ...] = ()
    documents: tuple[str, ...] = ()
    pictures: bool = True
    url: str = ""
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A case that a person started or that is about him; `state` is a msgid."""

    record: str
    title: Value
    about: Value
    state: str
    url: str
    begun_at: datetime
    instance_id: str | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """An entry of the place of services; `title` and `about` are msgids, `roles` who may enter (None: everybody)."""

    title: str
    about: str
    url: str
    roles: frozenset[str] | None = None
