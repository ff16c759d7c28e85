"""kill -9 just after the mail server has taken a digest, before anybody noted it: the same one goes once more."""

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from jobs import digest
from kernel import calendars, clock
from kernel.act import Act, system
from kernel.settings import ROOT
from tests.people import RIZKI
from tests.servers import ports, smtp
from workflows import notices
from workflows.installation import Installation
from workflows.mails import Mail
from workflows.notices import Words


@pytest.fixture
def opening(staffed: Installation) -> datetime:
    """The next instant at which the office is open, with a notice for an administrator from before it."""
    with staffed.database.write() as session:
        now = calendars.current(session).shift_to_open(clock.now())
        act = Act(session, system("t"), now - timedelta(minutes=1), "test")
        notices.put(act, f"person:{RIZKI}", Words("alarm.disk.low", "alarm:disk.low", {"count": 1}), key="k")
    return now


def test_a_digest_goes_twice_under_one_id_and_never_a_third_time(
    staffed: Installation, opening: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert digest.make_all(staffed.database, system("worker"), opening) == 1
    with staffed.database.read() as session:
        (made,) = session.scalars(select(Mail.id))
    port, victims = ports.free(1)[0], [True]
    say = smtp.Talk.say

    def say_or_kill(talk: smtp.Talk, words: str) -> None:
        if words == "250 kept" and victims.pop():
            os.kill(child.pid, signal.SIGKILL)
            child.wait(30)
            return
        say(talk, words)

    monkeypatch.setattr(smtp.Talk, "say", say_or_kill)
    with smtp.mailbox(port) as box:
        codes = []
        for _ in range(3):
            child = sends(staffed, port, made, opening)
            codes.append(child.wait(120))
            victims.append(False)
    assert codes == [-signal.SIGKILL, 0, 0]
    assert len(box.mails) == 2
    ids = {line for one in box.mails for line in one.splitlines() if line.startswith("Message-ID")}
    assert ids == {f"Message-ID: <{made}@satupintu>"}
    with staffed.database.read() as session:
        assert session.scalars(select(Mail.sent_at)).one() is not None
    assert digest.make_all(staffed.database, system("worker"), opening) == 0


def sends(house: Installation, port: int, mail_id: str, now: datetime) -> "subprocess.Popen[bytes]":
    chosen = house.settings
    told = (chosen.database_url, str(chosen.data_dir), str(port), mail_id, now.isoformat())
    return subprocess.Popen([sys.executable, "-m", "tests.faults.mailer", *told], cwd=ROOT)
