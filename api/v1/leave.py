"""My leave: the balance of a day with the movements behind it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.deps import Look, Who, require_scope
from kernel import calendars, clock
from people.tokens import Scope
from workflows.leave import balance as balances
from workflows.leave.balance import Balance

router = APIRouter(prefix="/api/v1/leave", tags=["leave"])


class LeaveMovement(BaseModel):
    """Days that came or went: kind, bucket (own, carry, deferred, bonus), the rule that says so, what is free after."""

    on: date
    kind: str
    bucket: str
    days: int
    rule: str
    request: str | None
    after: int


class LeaveBalance(BaseModel):
    """total = used + reserved + available; what is left, by bucket."""

    year: int
    on: date
    total: int
    used: int
    reserved: int
    available: int
    left: dict[str, int]
    movements: list[LeaveMovement]


@router.get("/balance", dependencies=[require_scope(Scope.LEAVE_READ)])
def get_balance(
    look: Look, who: Who, on: Annotated[date | None, Query(description="Today when it is not told")] = None
) -> LeaveBalance:
    """My annual leave as it stands on a day."""
    day = on or calendars.current(look).date_of(clock.now())
    return _told(balances.of(look, who.actor.id, day.year, day))


def _told(stood: Balance) -> LeaveBalance:
    return LeaveBalance(
        year=stood.year,
        on=stood.on,
        total=stood.total,
        used=stood.used,
        reserved=stood.reserved,
        available=stood.available,
        left={bucket.value: days for bucket, days in stood.left.items()},
        movements=[
            LeaveMovement(
                on=(move := line.movement.move).on,
                kind=move.kind.value,
                bucket=move.bucket.value,
                days=move.days,
                rule=move.rule,
                request=move.request_id,
                after=line.after,
            )
            for line in stood.lines
        ],
    )
