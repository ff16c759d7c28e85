"""Leave under way in a house, so that its pages have something to show."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from engine import inbox
from kernel import calendars, clock
from people import absences
from people.days import day_of
from tests.people import GALIH, HENDRA, IMELDA, SARMILA, SLAMET, YOSEF, act_of
from workflows import answering
from workflows.installation import Installation
from workflows.leave import records, requests

ILL = (IMELDA, GALIH, YOSEF)


def ask_for_leave(house: Installation) -> str:
    """One request that waits for the superior, one that waits to be checked, one who is ill; gives the first."""
    with house.database.read() as session:
        first = free_monday(session, (SARMILA, SLAMET))
        today = day_of(clock.now())
        ill = next(one for one in ILL if not absences.list_between(session, [one], today, today))
    wish = {
        "kind": "CT",
        "starts_on": first.isoformat(),
        "last_on": (first + timedelta(days=2)).isoformat(),
        "reason": "Menengok orang tua di kampung",
        "address": "Jl. Kenanga 5, Kota Lembayung",
        "phone": "0812 0000 0000",
    }
    with house.database.write() as session:
        asked = requests.submit(act_of(session, SARMILA, clock.now()), wish).request_id
    with house.database.write() as session:
        act = act_of(session, HENDRA, clock.now())
        (task,) = inbox.open_of_instances(session, [records.get(session, asked).instance_id])
        answering.answer(act, task.id, {"verification": "forward", "remark": "Saldo sesuai, lengkap."})
    with house.database.write() as session:
        requests.submit(act_of(session, SLAMET, clock.now()), wish)
    with house.database.write() as session:
        requests.report_sick(act_of(session, ill, clock.now()))
    return asked


def free_monday(session: Session, people: tuple[str, ...]) -> date:
    """The next Monday with three working days in a row on which none of them is away."""
    calendar = calendars.current(session)
    day = day_of(clock.now()) + timedelta(days=7 - day_of(clock.now()).weekday())
    while not (
        all(calendar.is_working_day(day + timedelta(days=step)) for step in range(3))
        and not absences.list_between(session, people, day, day + timedelta(days=2))
    ):
        day += timedelta(days=7)
    return day
