"""Who stands above whom today: what the organisation chart answers when a diagram asks for a desk."""

from datetime import datetime

from sqlalchemy.orm import Session

from people import structure
from people.errors import NobodyAbove
from people.structure import Post


def superior(session: Session, code: str, now: datetime, *, but: str | None = None) -> Post:
    """The nearest post above that somebody serves, other than the person `but`. Raises PostNotFound, NobodyAbove."""
    line = structure.superiors_of(session, code)
    served = structure.holders_of(session, [post.code for post in line], now)
    found = next((post for post in line if post.code in served and served[post.code].person_id != but), None)
    if found is None:
        raise NobodyAbove(post=structure.post(session, code).title)
    return found


def unit_head(session: Session, code: str, now: datetime) -> Post:
    """The post that leads the unit of a post; while nobody serves it, the next served one above.

    Raises PostNotFound, NobodyAbove.
    """
    line = [structure.post(session, code), *structure.superiors_of(session, code)]
    inside = [post for post in line if post.unit == line[0].unit]
    head = inside[-1]
    served = structure.holder_of(session, head.code, now)
    return head if served else superior(session, head.code, now)


def head(session: Session) -> Post:
    """The post at the top of the office. Raises PostNotFound in an office without posts."""
    top = next((post for post in structure.list_posts(session) if post.parent is None), None)
    return top or structure.post(session, "")
