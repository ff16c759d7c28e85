"""How much lies on desks: counts of open tasks."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from engine.models import OPEN
from kernel import sql


def open_by_desk(session: Session, desks: Collection[str]) -> dict[str, int]:
    """The number of open tasks of each desk that has any."""
    if not desks:
        return {}
    marks = ", ".join("?" * len(desks))
    statement = (
        f"SELECT desk, COUNT(*) FROM task WHERE desk IN ({marks})"  # noqa: S608 - marks only
        f" AND {OPEN} GROUP BY desk"
    )
    return dict(sql.run(session, statement, tuple(desks)).fetchall())
