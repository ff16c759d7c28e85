"""How the house stands: what is wrong is shown, told once, and ends by itself; mail waits for its server."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from engine import incidents
from jobs import mail
from jobs.errands import worker_of
from jobs.watching import look
from jobs.worker import drain
from kernel import clock, history, outbox
from kernel.act import Act, system
from kernel.outbox import Timing
from tests.people import RIZKI
from tests.servers import ports
from tests.servers.smtp import mailbox
from workflows import notices, watch
from workflows.installation import Installation
from workflows.notices import Words

Enter = Callable[[str], TestClient]
LATER = timedelta(days=30)


def leave(house: Installation, kind: str, minutes: int) -> None:
    with house.database.write() as session:
        due = clock.now() - timedelta(minutes=minutes)
        place = Timing(due=due, instance="none", ordinal=1) if kind == "timer.fire" else Timing(due=due)
        outbox.put(Act(session, system("t"), clock.now()), kind, {}, key=f"{kind}{minutes}", timing=place)


def raised(house: Installation) -> list[str]:
    with house.database.read() as session:
        return [f"{event.kind} {event.data['alarm']}" for event in history.read(session, watch.STREAM)]


def alarms_told(house: Installation) -> int:
    with house.database.read() as session:
        return session.execute(text("SELECT count(*) FROM notice WHERE kind LIKE 'alarm.%'")).scalar_one()


def test_a_house_in_order_says_so(installation: Installation, fresh: Any) -> None:
    answer = fresh().get("/health").json()
    assert answer["status"] == "ok"
    assert answer["queue"] == {"waiting": 0, "due": 0, "held": 0, "failing": 0, "dead": 0}


@pytest.mark.parametrize(("kind", "alarm"), [("test.work", "job.stuck"), ("timer.fire", "timer.late")])
def test_work_that_stands_still_is_alarmed_once_and_ends_by_itself(
    installation: Installation, signed_in: Enter, kind: str, alarm: str
) -> None:
    leave(installation, kind, 10)
    assert look(installation) == [alarm]
    assert look(installation) == []
    leave(installation, kind, 11)
    assert look(installation) == []
    assert alarms_told(installation) == 1
    admin = signed_in(RIZKI)
    assert admin.get("/health").json()["wrong"] == [alarm]
    assert "Yang bermasalah" in admin.get("/studio/health").text
    with installation.database.write() as session:
        session.execute(text("DELETE FROM job WHERE kind = :kind"), {"kind": kind})
    assert look(installation) == [alarm]
    assert raised(installation) == [f"alarm.raised {alarm}", f"alarm.ended {alarm}"]
    assert admin.get("/health").json()["status"] == "ok"


def test_a_disk_that_is_almost_full_is_alarmed(installation: Installation, signed_in: Enter) -> None:
    house = replace(installation, settings=replace(installation.settings, least_free_mb=10**9))
    assert look(house) == ["disk.low"]
    assert "Diska hampir penuh" in signed_in(RIZKI).get("/notices").text
    assert look(installation) == ["disk.low"]


def with_mail_server(house: Installation, port: int) -> Installation:
    return replace(house, settings=replace(house.settings, mail_url=f"smtp://127.0.0.1:{port}"))


def write_to_admin(house: Installation) -> None:
    with house.database.write() as session:
        act = Act(session, system("t"), clock.now(), "test")
        words = Words("alarm.timer.late", "alarm:timer.late", {"count": 1}, any_hour=True)
        notices.put(act, f"person:{RIZKI}", words, key="k")


def test_mail_waits_while_the_server_is_away_and_is_sent_later(installation: Installation) -> None:
    house = with_mail_server(installation, ports.free(1)[0])
    write_to_admin(house)
    for _ in range(20):  # far more often than other errands are tried
        worker_of(house).run_due(clock.now() + LATER)
    with house.database.read() as session:
        assert incidents.list_open(session) == []
    assert look(house) == ["mail.outage"]
    with mailbox(int(house.settings.mail_url.rpartition(":")[2])) as server:
        drain(worker_of(house), clock.now() + LATER)
        assert len(server.mails) == 2  # the notice, and the alarm about the outage
        assert "Message-ID: <" in server.mails[0]
    assert look(house) == ["mail.outage"]
    assert raised(house) == ["alarm.raised mail.outage", "alarm.ended mail.outage"]


def test_an_address_that_is_refused_for_good_is_an_incident(installation: Installation) -> None:
    house = with_mail_server(installation, ports.free(1)[0])
    write_to_admin(house)
    with mailbox(int(house.settings.mail_url.rpartition(":")[2])) as server:
        server.unknown.add("@")
        drain(worker_of(house), clock.now() + LATER)
    with house.database.read() as session:
        assert [one.code for one in incidents.list_open(session)] == [mail.MailRefused.code]
