"""The tree of posts and who serves each at an instant."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import sql
from kernel.db import instant
from people.days import day_of
from people.desks import ACTIVE, HELD
from people.errors import PersonWithoutPost, PostNotFound
from people.models import PostRow

SIGNS = {"plt": "Plt. ", "plh": "Plh. ", "an": "a.n. ", "definitive": ""}


@dataclass(frozen=True, slots=True)
class Post:
    """A place in the tree; `unit` and `parent` are codes, `level` a word of people.roles.Level."""

    code: str
    title: str
    short: str
    level: str
    unit: str
    parent: str | None
    sort: int = 0

    @property
    def desk(self) -> str:
        return f"post:{self.code}"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who serves a post: capacity `definitive`, `plt` or `plh`; `title_line` as printed under a signature."""

    person_id: str
    name: str
    capacity: str
    basis: str
    title_line: str


def post(session: Session, code: str) -> Post:
    """The post of a code. Raises PostNotFound."""
    found = find_post(session, code)
    if found is None:
        raise PostNotFound(post=code)
    return found


def find_post(session: Session, code: str) -> Post | None:
    """The post of a code, or None. Remembered for the life of the session."""
    known: dict[str, Post] = session.info.setdefault("posts", {})
    if code not in known:
        row = session.get(PostRow, code)
        if row is None:
            return None
        known[code] = _post(row)
    return known[code]


def forget(session: Session) -> None:
    """Forget the posts this session remembers; for operations that change the tree."""
    session.info.pop("posts", None)


def list_posts(session: Session) -> list[Post]:
    """All posts, in the order of the office."""
    return [_post(row) for row in session.scalars(select(PostRow).order_by(PostRow.sort, PostRow.code))]


def titles(session: Session, codes: Collection[str]) -> dict[str, Post]:
    """The posts of some codes in one statement; unknown codes are left out. Remembered as by `find_post`."""
    chosen = select(PostRow).where(PostRow.code.in_(set(codes)))
    found = {row.code: _post(row) for row in session.scalars(chosen)}
    session.info.setdefault("posts", {}).update(found)
    return found


def superior_of(session: Session, code: str) -> Post | None:
    """The post one step up; None above the head. Raises PostNotFound."""
    parent = post(session, code).parent
    return None if parent is None else post(session, parent)


def superiors_of(session: Session, code: str) -> list[Post]:
    """All posts above, the nearest first, in one statement. Raises PostNotFound."""
    above = select(PostRow.code, PostRow.parent_code).where(PostRow.code == code).cte(recursive=True)
    above = above.union(select(PostRow.code, PostRow.parent_code).join(above, PostRow.code == above.c.parent_code))
    found = {row.code: _post(row) for row in session.scalars(select(PostRow).join(above, PostRow.code == above.c.code))}
    if code not in found:
        raise PostNotFound(post=code)
    line, step = [], found[code].parent
    while step is not None:
        line.append(found[step])
        step = found[step].parent
    return line


def subordinates_of(session: Session, code: str) -> list[Post]:
    """The posts directly below, in the order of the office."""
    chosen = select(PostRow).where(PostRow.parent_code == code).order_by(PostRow.sort, PostRow.code)
    return [_post(row) for row in session.scalars(chosen)]


def branch_of(session: Session, code: str) -> set[str]:
    """The codes of all posts below, at any depth, in one statement; the post itself is not among them."""
    below = select(PostRow.code).where(PostRow.parent_code == code).cte(recursive=True)
    below = below.union(select(PostRow.code).join(below, PostRow.parent_code == below.c.code))
    return set(session.scalars(select(below.c.code)))


def holder_of(session: Session, code: str, now: datetime) -> Holder | None:
    """Who serves the post at an instant: the acting official before the definitive holder; None when vacant."""
    return holders_of(session, [code], now).get(code)


def holders_of(session: Session, codes: Collection[str], now: datetime) -> dict[str, Holder]:
    """Who serves each of some posts, in one statement; vacant posts are left out."""
    if not codes:
        return {}
    return {code: _first(candidates) for code, candidates in _candidates(session, codes, now).items()}


def definitive_holder_of(session: Session, code: str, now: datetime) -> Holder | None:
    """The definitive holder, whoever acts for him; None when the post is vacant."""
    candidates = _candidates(session, [code], now).get(code, [])
    return next((holder for holder in candidates if holder.capacity == "definitive"), None)


def people_at(session: Session, codes: Collection[str], now: datetime) -> set[str]:
    """Who holds some posts definitively, in one statement."""
    found = _candidates(session, codes, now) if codes else {}
    return {one.person_id for each in found.values() for one in each if one.capacity == "definitive"}


def post_of_person(session: Session, person_id: str, now: datetime) -> str:
    """The code of the post a person holds definitively. Raises PersonWithoutPost."""
    found = find_post_of_person(session, person_id, now)
    if found is None:
        raise PersonWithoutPost(person=person_id)
    return found


def find_post_of_person(session: Session, person_id: str, now: datetime) -> str | None:
    """The code of the post a person holds definitively, or None (an auditor from outside has none)."""
    return posts_of_people(session, [person_id], now).get(person_id)


def posts_of_people(session: Session, people: Collection[str], now: datetime) -> dict[str, str]:
    """The definitive post code of each of some persons, in one statement."""
    if not people:
        return {}
    day, marks = day_of(now).isoformat(), ", ".join("?" * len(people))
    statement = f"SELECT h.person_id, h.post_code FROM post_holding h WHERE h.person_id IN ({marks}) AND {HELD}"  # noqa: S608
    return dict(sql.run(session, statement, (*people, day, day)).fetchall())


def holding(session: Session, codes: Collection[str], now: datetime) -> dict[str, str]:
    """The definitive holders of some posts with their post, in one statement."""
    if not codes:
        return {}
    day, marks = day_of(now).isoformat(), ", ".join("?" * len(codes))
    statement = f"SELECT h.person_id, h.post_code FROM post_holding h WHERE h.post_code IN ({marks}) AND {HELD}"  # noqa: S608
    return dict(sql.run(session, statement, (*codes, day, day)).fetchall())


def _candidates(session: Session, codes: Collection[str], now: datetime) -> dict[str, list[Holder]]:
    day, marks = day_of(now).isoformat(), ", ".join("?" * len(codes))
    statement = f"""
    SELECT a.post_code, a.person_id, n.name, a.kind, a.basis, p.title FROM acting a
      JOIN person n ON n.id = a.person_id JOIN post p ON p.code = a.post_code
      WHERE a.post_code IN ({marks}) AND {ACTIVE}
    UNION ALL SELECT h.post_code, h.person_id, n.name, 'definitive', '', p.title FROM post_holding h
      JOIN person n ON n.id = h.person_id JOIN post p ON p.code = h.post_code
      WHERE h.post_code IN ({marks}) AND {HELD}
    """  # noqa: S608 - marks and constants only
    found: dict[str, list[Holder]] = {}
    for code, person, name, capacity, basis, title in sql.run(
        session, statement, (*codes, day, day, instant(now), *codes, day, day)
    ).fetchall():
        found.setdefault(code, []).append(Holder(person, name, capacity, basis, SIGNS[capacity] + title))
    return found


def _first(candidates: list[Holder]) -> Holder:
    return min(candidates, key=lambda holder: holder.capacity == "definitive")


def _post(row: PostRow) -> Post:
    return Post(row.code, row.title, row.short, row.level, row.unit_code, row.parent_code, row.sort)
