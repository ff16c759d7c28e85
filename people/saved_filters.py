"""Filters of the inbox that a person keeps under a name. A convenience of one person: no event, erasable."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kernel import sql
from kernel.act import Act
from kernel.errors import Conflict, Invalid, N_
from people.models import SavedFilterRow

MOST = 20
LONGEST = 40


class FilterNameless(Invalid):
    """A filter needs a short name. Facts: longest."""

    code = "filter.nameless"
    sentence = N_("Give the filter a name of at most %(longest)s characters.")


class TooManyFilters(Conflict):
    """A person keeps only so many. Facts: most."""

    code = "filter.too_many"
    sentence = N_("You already keep %(most)s filters. Remove one that you no longer need.")


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A name and the query string of the list it stands for."""

    name: str
    query: str


def save(act: Act, name: str, query: str) -> None:
    """Keep a filter; one of the same name is replaced. Raises FilterNameless, TooManyFilters."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST:
        raise FilterNameless(longest=LONGEST)
    own = {one.name for one in list_of(act.session, act.actor.id)}
    if name not in own and len(own) >= MOST:
        raise TooManyFilters(most=MOST)
    sql.run(
        act.session,
        "INSERT INTO saved_filter (person_id, name, query) VALUES (?, ?, ?)"
        " ON CONFLICT (person_id, name) DO UPDATE SET query = excluded.query",
        (act.actor.id, name, query),
    )


def remove(act: Act, name: str) -> None:
    """Forget a filter; one that is gone already is no fault."""
    own = (SavedFilterRow.person_id == act.actor.id) & (SavedFilterRow.name == name)
    act.session.execute(delete(SavedFilterRow).where(own))


def list_of(session: Session, person_id: str) -> list[SavedFilter]:
    """A person's filters by name."""
    rows = session.scalars(select(SavedFilterRow).where(SavedFilterRow.person_id == person_id))
    return sorted((SavedFilter(row.name, row.query) for row in rows), key=lambda one: one.name.casefold())
