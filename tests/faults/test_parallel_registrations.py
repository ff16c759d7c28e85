"""Fifty registrations at once: fifty consecutive agenda numbers, through the operation and through the door."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from sqlalchemy import select

from kernel import clock, history
from kernel.act import Act
from people.desks import actor_of
from tests.faults.doors import Doors, letter
from tests.faults.server import Server
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


def test_fifty_browsers_at_once_get_consecutive_numbers(server: Server, doors_on_sqlite: Doors) -> None:
    cookie = server.sign_in()

    def post(number: int) -> int:
        sent = letter(number=f"B-{number}", _key=f"browser-{number:03d}")
        return server.post("/letters", urlencode(sent).encode(), cookie)[0]

    with ThreadPoolExecutor(MANY) as crowd:
        told = list(crowd.map(post, range(MANY)))
    assert set(told) == {303}
    assert serials(doors_on_sqlite) == list(range(1, MANY + 1))


def test_one_form_sent_ten_times_at_once_is_one_letter(server: Server, doors_on_sqlite: Doors) -> None:
    cookie, sent = server.sign_in(), urlencode(letter(_key="the-same-form")).encode()

    def post(_: int) -> tuple[int, str]:
        status, headers, _page = server.post("/letters", sent, cookie)
        return status, headers.get("location", "")

    with ThreadPoolExecutor(10) as crowd:
        told = set(crowd.map(post, range(10)))
    assert len(told) == 1
    assert serials(doors_on_sqlite) == [1]
