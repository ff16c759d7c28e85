"""What a person may do to a leave request just now beside the tasks of its case: take it back, call somebody back."""

from datetime import date
from typing import NamedTuple

from kernel import calendars
from kernel.act import Act
from kernel.errors import AppError
from workflows.leave import ending, recall
from workflows.leave.models import LeaveRequest
from workflows.leave.states import LeaveState


class RecallDays(NamedTuple):
    """The days on which somebody who is called back may begin to work again, both included."""

    first: date
    last: date


def may_withdraw(act: Act, request: LeaveRequest) -> bool:
    """Whether the actor may take this request back."""
    try:
        ending.require_withdrawable(act, request)
    except AppError:
        return False
    return True


def recall_days(act: Act, request: LeaveRequest) -> RecallDays | None:
    """From when to when the actor may call the person back; None when he may not."""
    recallable = request.findings.get("limits", {}).get("recallable")
    if request.state != LeaveState.BERJALAN or not recallable:
        return None
    first = max(request.starts_on, calendars.current(act.session).date_of(act.now))
    if first > request.last_on or recall.desk_of(act.session, act.actor, request) is None:
        return None
    return RecallDays(first, request.last_on)
