"""Desks from the organisation chart, for any diagram: what an administrator's service task may call without code.

`person` (a person's id) or `post` (a code) says from where one looks; without both, whoever began the case.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import instances
from engine.foretelling import Asked
from engine.handlers import HandlerContext, Registry
from kernel.errors import N_
from people import chart, structure
from workflows.areas import Offices

Find = Callable[[Session, datetime, str | None, str | None], Mapping[str, Any]]

WORDS: Mapping[str, str] = {
    "office.find_superior": N_("the direct superior, by the chart"),
    "office.find_unit_head": N_("the head of the unit, by the chart"),
    "office.find_post_of_person": N_("the post of the person"),
    "office.find_head": N_("the head of the office"),
}


def register(offices: Offices) -> None:
    """Name the operations of the chart."""
    for name, find in FINDS.items():
        _add(offices.handlers, name, find)


def find_superior(session: Session, now: datetime, person: str | None, post: str | None) -> dict[str, Any]:
    """The desk of the direct superior: vacant posts, and posts that the person himself serves, are passed over."""
    found = chart.superior(session, _post(session, now, person, post), now, but=person)
    return {"superior_desk": found.desk}


def find_unit_head(session: Session, now: datetime, person: str | None, post: str | None) -> dict[str, Any]:
    """The desk that leads the unit; of the head of a unit it is his own."""
    return {"unit_head_desk": chart.unit_head(session, _post(session, now, person, post), now).desk}


def find_post_of_person(session: Session, now: datetime, person: str | None, post: str | None) -> dict[str, Any]:
    """The desk of the post that the person holds."""
    return {"post_desk": f"post:{_post(session, now, person, post)}"}


def find_head(session: Session, _now: datetime, _person: str | None, _post_code: str | None) -> dict[str, Any]:
    """The desk of the head of the office, whoever serves it."""
    return {"head_desk": chart.head(session).desk}


FINDS: Mapping[str, Find] = {
    f"office.{find.__name__}": find for find in (find_superior, find_unit_head, find_post_of_person, find_head)
}


def _add(registry: Registry, name: str, find: Find) -> None:
    def handle(ctx: HandlerContext) -> Mapping[str, Any]:
        session = ctx.act.session
        starter = instances.get(session, ctx.instance_id).started_by
        return _named(find, session, ctx.act.now, starter, ctx.parameters)

    def preview(asked: Asked) -> Mapping[str, Any]:
        return _named(find, asked.session, asked.now, asked.requester, asked.parameters)

    registry.add(name, handle, preview=preview)


def _named(find: Find, session: Session, now: datetime, starter: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was found, under the name that the diagram wants (`into`)."""
    person, post = given.get("person"), given.get("post")
    if person is None and post is None:
        person = starter
    found = find(session, now, person, post)
    into = given.get("into")
    return {into: next(iter(found.values()))} if into else dict(found)


def _post(session: Session, now: datetime, person: str | None, post: str | None) -> str:
    return post or structure.post_of_person(session, person or "", now)
