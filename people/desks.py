"""Whose tasks a person may do at this moment, and on what ground."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from kernel import sql
from kernel.act import Acting, Actor, Processes
from kernel.db import instant
from people.days import day_of
from people.errors import PersonNotFound
from people.roles import BY_LEVEL, Level

ACTIVE = "a.starts_on <= ? AND a.ends_on > ? AND (a.revoked_at IS NULL OR a.revoked_at > ?)"
HELD = "h.starts_on <= ? AND (h.ends_on IS NULL OR h.ends_on > ?)"
STANDS = "s.starts_on <= ? AND s.ends_on > ? AND (s.revoked_at IS NULL OR s.revoked_at > ?)"
GROUNDS = f"""
SELECT 'person', id, '', '', '', '' FROM person WHERE id = ?
UNION ALL SELECT 'role', role, '', '', '', '' FROM role_grant WHERE person_id = ?
UNION ALL SELECT 'holds', h.post_code, p.level, 'definitive', '', '' FROM post_holding h
  JOIN post p ON p.code = h.post_code WHERE h.person_id = ? AND {HELD}
UNION ALL SELECT 'serves', a.post_code, p.level, a.kind, a.basis, '' FROM acting a
  JOIN post p ON p.code = a.post_code WHERE a.person_id = ? AND {ACTIVE}
UNION ALL SELECT 'replaced', a.post_code, '', '', '', '' FROM acting a
  JOIN post_holding h ON h.post_code = a.post_code WHERE h.person_id = ? AND {HELD} AND {ACTIVE}
UNION ALL SELECT 'stands', s.absent_id, s.processes, s.scope,
  COALESCE(NULLIF(s.basis, ''), s.record, 'substitution:' || s.id),
  CASE WHEN a.id IS NULL THEN COALESCE(h.post_code, '') ELSE '' END FROM substitution s
  LEFT JOIN post_holding h ON h.person_id = s.absent_id AND {HELD}
  LEFT JOIN acting a ON a.post_code = h.post_code AND {ACTIVE}
  WHERE s.substitute_id = ? AND {STANDS}
UNION ALL SELECT 'cedes', s.substitute_id, s.processes, s.scope, '', '' FROM substitution s
  WHERE s.absent_id = ? AND {STANDS}
"""  # noqa: S608 - constants only
Row = tuple[str, str, str, str, str]


def actor_of(session: Session, person_id: str, now: datetime) -> Actor:
    """The person with the desks of this instant, in one statement. Raises PersonNotFound.

    While an acting official or a substitute serves a post, its definitive holder only sees it; the acting official
    goes before the substitute. What is for a person by name stays his to do, and his substitute may do it too.
    """
    found = _grounds(session, person_id, now)
    if not found["person"]:
        raise PersonNotFound(person=person_id)
    replaced = {post for post, *_ in found["replaced"]}
    held = [row for row in found["holds"] if row[0] not in replaced]
    served = held + found["serves"]
    roles = {role for role, *_ in found["role"]}
    for _post, level, *_ in served:
        roles |= BY_LEVEL.get(Level(level), frozenset())
    acting = {f"post:{post}": Acting(f"post:{post}", capacity, basis) for post, _, capacity, basis, _ in served}
    stands = _stands(found["stands"], acting)
    gone, ceded = _ceded(found["cedes"], {f"post:{post}" for post, *_ in held})
    own = frozenset({f"person:{person_id}", *acting, *(f"role:{role}" for role in roles)})
    return Actor(
        id=person_id,
        desks=(own - gone) | stands.desks,
        sees=frozenset(f"post:{post}" for post in replaced) | gone,
        roles=frozenset(str(role) for role in roles),
        acting={desk: ground for desk, ground in acting.items() if desk not in gone} | stands.acting,
        within=stands.within,
        ceded=ceded,
        stands_for=stands.persons,
    )


def _grounds(session: Session, person_id: str, now: datetime) -> Mapping[str, list[Row]]:
    day, at = day_of(now).isoformat(), instant(now)
    held, active = (day, day), (day, day, at)
    values = (
        *(person_id, person_id),
        *(person_id, *held),
        *(person_id, *active),
        *(person_id, *held, *active),
        *(*held, *active, person_id, *active),
        *(person_id, *active),
    )
    found: dict[str, list[Row]] = defaultdict(list)
    for sort, *row in sql.run(session, GROUNDS, values).fetchall():
        found[sort].append(tuple(row))
    return found


@dataclass(slots=True)
class _Stands:
    """What substitutions give: whole desks, desks for some processes, the ground of each, the persons."""

    desks: frozenset[str] = frozenset()
    within: dict[str, Processes] = field(default_factory=dict)
    acting: dict[str, Acting] = field(default_factory=dict)
    persons: dict[str, Processes] = field(default_factory=dict)


def _stands(rows: Iterable[Row], own: Mapping[str, Acting]) -> _Stands:
    found = _Stands()
    for absent, processes, scope, basis, post in sorted(rows):
        desks = _desks(scope, absent, post) - own.keys()
        only = frozenset(processes.split())
        known = found.persons.get(absent, only)
        found.persons[absent] = known | only if known and only else frozenset()
        for desk in desks:
            before = found.acting.get(desk)
            both = basis if before is None or before.basis == basis else f"{before.basis}; {basis}"
            found.acting[desk] = Acting(desk, "an", both, absent)
            if only:
                found.within[desk] = found.within.get(desk, frozenset()) | only
        found.desks |= frozenset() if only else desks
    return found


def _ceded(rows: Iterable[Row], held: Iterable[str]) -> tuple[frozenset[str], dict[str, Processes]]:
    """The posts that a substitute serves for the holder, and those he serves for some processes."""
    gone: set[str] = set()
    ceded: dict[str, Processes] = {}
    for _substitute, processes, scope, *_ in rows:
        for desk in held if scope != "person" else ():
            only = frozenset(processes.split())
            gone |= set() if only else {desk}
            ceded[desk] = ceded.get(desk, frozenset()) | only
    return frozenset(gone), {desk: only for desk, only in ceded.items() if desk not in gone}


def _desks(scope: str, absent: str, post: str) -> frozenset[str]:
    desks = {f"person:{absent}"} if scope != "post" else set()
    return frozenset(desks | ({f"post:{post}"} if post and scope != "person" else set()))
