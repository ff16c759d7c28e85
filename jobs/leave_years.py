"""`leave.open_years`: after midnight the leave year is opened for all for whom it is not. Twice is harmless.

On 1 January that is the whole office; on other days those who came to it, or whose first year of service is complete.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jobs import daily
from kernel import calendars
from kernel.act import Act, Actor
from kernel.db import Database
from workflows.leave import opening

KIND = "leave.open_years"
HOUR = 0  # o'clock, office time
FEW = 50  # people in one transaction


def order(act: Act) -> None:
    """Leave the errand for the coming night; there is one for each night."""
    daily.order(act, KIND, HOUR)


def open_years(database: Database, actor: Actor, payload: Mapping[str, Any]) -> None:
    """Open the year for all who wait for it, a few in each transaction, then order the next night."""
    now, after = datetime.fromisoformat(payload["due"]), ""
    while True:
        with database.read() as session:
            year = calendars.current(session).date_of(now).year
            waiting = opening.waiting_for(session, year, after=after, limit=FEW)
        if not waiting:
            break
        with database.write() as session:
            act = Act(session, actor, now, "worker")
            for person_id in waiting:
                opening.open_year(act, person_id, year)
        after = waiting[-1]
    with database.write() as session:
        order(Act(session, actor, now, "worker"))
