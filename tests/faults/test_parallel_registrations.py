"""Fifty registrations at once: fifty consecutive agenda numbers, through the operation and through the door."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from kernel import clock, history
from kernel.act import Act
from people.desks import actor_of
from tests.faults.doors import Doors, letter
from tests.people import UJANG
from workflows.letters import register
from workflows.letters.models import Letter

MANY = 50


def serials(doors: Doors) -> list[int | None]:
    with doors.office.database.read() as session:
        return list(session.scalars(select(Letter.agenda_serial).order_by(Letter.agenda_serial)))


def are_whole(doors: Doors) -> bool:
    with doors.office.database.read() as session:
        return all(history.verify(session, stream) is None for stream in history.streams(session))


def test_fifty_operations_at_once_get_consecutive_numbers(doors: Doors) -> None:
    def deed(number: int) -> str:
        with doors.office.database.write() as session:
            act = Act(session, actor_of(session, UJANG, clock.now()), clock.now(), "test")
            return register.register(act, letter(number=f"B-{number}")).agenda_no

    with ThreadPoolExecutor(MANY) as crowd:
        told = list(crowd.map(deed, range(MANY)))
    assert sorted(told) == [f"{number:04d}" for number in range(1, MANY + 1)]
    assert serials(doors) == list(range(1, MANY + 1))
    assert are_whole(doors)


def test_fifty_browsers_at_once_get_consecutive_numbers(doors: Doors) -> None:
    client = doors.browser(UJANG)

    def post(number: int) -> int:
        return client.post("/letters", data=letter(number=f"B-{number}", _key=f"browser-{number:03d}")).status_code

    with ThreadPoolExecutor(MANY) as crowd:
        told = list(crowd.map(post, range(MANY)))
    assert set(told) == {303}
    assert serials(doors) == list(range(1, MANY + 1))


def test_one_form_sent_fifty_times_at_once_is_one_letter(doors: Doors) -> None:
    client, sent = doors.browser(UJANG), letter(_key="the-same-form")

    def post(_: int) -> tuple[int, str]:
        answer = client.post("/letters", data=sent)
        return answer.status_code, answer.headers.get("location", "")

    with ThreadPoolExecutor(MANY) as crowd:
        told = set(crowd.map(post, range(MANY)))
    assert len(told) == 1
    assert serials(doors) == [1]
