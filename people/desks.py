"""Whose tasks a person may do at this moment, and on what ground."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy.orm import Session

from kernel import sql
from kernel.act import Acting, Actor
from kernel.db import instant
from people.days import day_of
from people.errors import PersonNotFound
from people.roles import BY_LEVEL, Level

ACTIVE = "a.starts_on <= ? AND a.ends_on > ? AND (a.revoked_at IS NULL OR a.revoked_at > ?)"
HELD = "h.starts_on <= ? AND (h.ends_on IS NULL OR h.ends_on > ?)"
GROUNDS = f"""
SELECT 'person', id, '', '', '' FROM person WHERE id = ?
UNION ALL SELECT 'role', role, '', '', '' FROM role_grant WHERE person_id = ?
UNION ALL SELECT 'holds', h.post_code, p.level, 'definitive', '' FROM post_holding h
  JOIN post p ON p.code = h.post_code WHERE h.person_id = ? AND {HELD}
UNION ALL SELECT 'serves', a.post_code, p.level, a.kind, a.basis FROM acting a
  JOIN post p ON p.code = a.post_code WHERE a.person_id = ? AND {ACTIVE}
UNION ALL SELECT 'replaced', a.post_code, '', '', '' FROM acting a
  JOIN post_holding h ON h.post_code = a.post_code WHERE h.person_id = ? AND {HELD} AND {ACTIVE}
"""  # noqa: S608 - constants only


def actor_of(session: Session, person_id: str, now: datetime) -> Actor:
    """The person with the desks of this instant, in one statement. Raises PersonNotFound.

    While an acting official serves a post, its definitive holder only sees it.
    """
    day, at = day_of(now).isoformat(), instant(now)
    values = (person_id, person_id, person_id, day, day, person_id, day, day, at, person_id, day, day, day, day, at)
    found: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for sort, key, level, capacity, basis in sql.run(session, GROUNDS, values).fetchall():
        found[sort].append((key, level, capacity, basis))
    if not found["person"]:
        raise PersonNotFound(person=person_id)

    replaced = {post for post, *_ in found["replaced"]}
    served = [row for row in found["holds"] if row[0] not in replaced] + found["serves"]
    roles = {role for role, *_ in found["role"]}
    for _post, level, _capacity, _basis in served:
        roles |= BY_LEVEL.get(Level(level), frozenset())
    acting = {f"post:{post}": Acting(f"post:{post}", capacity, basis) for post, _, capacity, basis in served}
    return Actor(
        id=person_id,
        desks=frozenset({f"person:{person_id}", *acting, *(f"role:{role}" for role in roles)}),
        sees=frozenset(f"post:{post}" for post in replaced),
        roles=frozenset(str(role) for role in roles),
        acting=acting,
    )
