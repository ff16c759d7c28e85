"""Moving running cases to another version of their process: rehearsal, migration, reversal."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.deps import Deed, Look, require_role, require_scope
from api.v1.interventions import Why
from engine import migrating
from engine.interventions import Reason
from engine.migrating import Migrated, Route
from people.roles import Role
from people.tokens import Scope

MOST = 10_000
router = APIRouter(
    prefix="/api/v1/migrations",
    tags=["migrations"],
    dependencies=[require_scope(Scope.PROCESSES_INTERVENE), require_role(Role.ADMIN_SISTEM)],
)


class Way(BaseModel):
    """From which version of a process to which; without `instances` all that run on the first."""

    process: str = Field(max_length=100)
    start: int = Field(alias="from")
    goal: int = Field(alias="to")
    instances: list[str] | None = Field(default=None, max_length=MOST)


class Migration(Way, Why):
    """The same with the reason."""


class Reversal(Why):
    """Cases to take back to the version they came from."""

    instances: list[str] = Field(max_length=MOST)


class Foreseen(BaseModel):
    """One case: whether it can be moved safely, and why not."""

    instance_id: str
    safe: bool
    why: str | None


class Moved(BaseModel):
    """One case that was moved: its event, the digests of its state."""

    instance_id: str
    number: int
    before: str
    after: str


@router.post("/rehearsals")
def rehearse(look: Look, way: Way) -> list[Foreseen]:
    """What would become of each case; nothing is changed."""
    found = migrating.rehearse(look, _route(way), way.instances)
    return [
        Foreseen(instance_id=one.instance_id, safe=one.why is None, why=None if one.why is None else str(one.why))
        for one in found
    ]


@router.post("")
def migrate(act: Deed, migration: Migration) -> list[Moved]:
    """Move all of them or the chosen ones; none when one can't be moved safely."""
    reason = Reason(migration.reason, migration.text)
    return _moved(migrating.migrate(act, _route(migration), reason, migration.instances))


@router.post("/reversals")
def undo(act: Deed, reversal: Reversal) -> list[Moved]:
    """Take cases back, as long as nothing has moved in them since."""
    return _moved(migrating.undo(act, reversal.instances, Reason(reversal.reason, reversal.text)))


def _route(way: Way) -> Route:
    return Route(way.process, way.start, way.goal)


def _moved(done: list[Migrated]) -> list[Moved]:
    return [Moved(instance_id=one.instance_id, number=one.number, before=one.before, after=one.after) for one in done]
