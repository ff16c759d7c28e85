"""How a desk is called: by the title of its post, or by the name of its person."""

from sqlalchemy.orm import Session

from people import structure
from people.models import PersonRow
from people.structure import SIGNS


def of_desk(session: Session, desk: str) -> str:
    """The title of a post, the name of a person; the desk itself when there is neither. Remembered by the session."""
    sort, _, key = desk.partition(":")
    if sort == "post":
        post = structure.find_post(session, key)
        return post.title if post else key
    person = session.get(PersonRow, key) if sort == "person" else None
    return person.name if person else desk


def of_ground(session: Session, capacity: str | None, desk: str | None) -> str:
    """In whose stead something was done: `a.n. Kepala Bidang Pelatihan`; '' by a definitive holder."""
    sign = SIGNS.get(capacity or "", "")
    return f"{sign}{of_desk(session, desk)}" if sign and desk else ""
