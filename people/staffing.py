"""Who holds which post, and which roles are given: one definitive post per person, one holder per post."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kernel import history, ids
from kernel.act import Act
from people import directory, structure
from people.errors import PersonHasPost, PostHeld, RoleUnknown
from people.models import PostHoldingRow, RoleGrantRow
from people.roles import Role


def assign(act: Act, person_id: str, post: str, starts_on: date) -> None:
    """Give a post to a person from a day on. Raises PersonNotFound, PostNotFound, PostHeld, PersonHasPost."""
    head = history.take(act.session, f"post:{post}")
    directory.person(act.session, person_id)
    structure.post(act.session, post)
    for row in _standing(act.session, starts_on, person_id, post):
        if row.post_code == post:
            raise PostHeld(post=post)
        raise PersonHasPost(person=person_id, post=row.post_code)
    row = PostHoldingRow(
        id=ids.new_id(act.now), person_id=person_id, post_code=post, starts_on=starts_on, capacity="definitive"
    )
    act.session.add(row)
    act.session.flush()
    data = {"person": person_id, "starts_on": starts_on.isoformat()}
    history.append_at(act, head, "post.assigned", data, history.Note(record=f"person:{person_id}"))


def vacate(act: Act, post: str, ends_on: date) -> None:
    """End the holding of a post: `ends_on` is the first day it stands empty. Nothing happens when it is empty."""
    head_post = structure.post(act.session, post)
    chosen = select(PostHoldingRow).where(PostHoldingRow.post_code == head_post.code, PostHoldingRow.ends_on.is_(None))
    row = act.session.scalar(chosen)
    if row is None:
        return
    row.ends_on = ends_on
    act.session.flush()
    data = {"person": row.person_id, "ends_on": ends_on.isoformat()}
    history.append(act, f"post:{post}", "post.vacated", data, history.Note(record=f"person:{row.person_id}"))


def grant(act: Act, person_id: str, role: str) -> None:
    """Give a role; nothing happens when the person has it. Raises RoleUnknown, PersonNotFound."""
    wanted = _role(role)
    directory.person(act.session, person_id)
    if act.session.get(RoleGrantRow, (person_id, wanted.value)) is None:
        act.session.add(RoleGrantRow(person_id=person_id, role=wanted.value))
        act.session.flush()
        history.append(act, f"person:{person_id}", "role.granted", {"role": wanted.value})


def withdraw(act: Act, person_id: str, role: str) -> None:
    """Take a role away; nothing happens when the person has it not. Raises RoleUnknown."""
    wanted = _role(role)
    given = (RoleGrantRow.person_id == person_id) & (RoleGrantRow.role == wanted.value)
    if act.session.execute(delete(RoleGrantRow).where(given).returning(RoleGrantRow.role)).first() is not None:
        history.append(act, f"person:{person_id}", "role.withdrawn", {"role": wanted.value})


def _role(role: str) -> Role:
    try:
        return Role(role)
    except ValueError:
        raise RoleUnknown(role=role) from None


def _standing(session: Session, day: date, person_id: str, post: str) -> list[PostHoldingRow]:
    chosen = select(PostHoldingRow).where(
        (PostHoldingRow.person_id == person_id) | (PostHoldingRow.post_code == post),
        (PostHoldingRow.ends_on.is_(None)) | (PostHoldingRow.ends_on > day),
    )
    return list(session.scalars(chosen))
