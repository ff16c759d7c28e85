"""Urgent notices: by mail of their own in office hours; a server that is away, a kill, people who want none."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from jobs import mail
from jobs.kinds import Later
from kernel.act import Act, system
from kernel.db import instant
from people.models import PersonRow
from tests.people import BAMBANG, DEWI, NINING, RATNA, RIZKI, UJANG
from tests.processes.letter_disposition.story import at
from tests.rooms.told.post import Post, html_of, text_of
from tests.servers import ports
from tests.servers.smtp import mailbox
from workflows import mails, notices
from workflows.mails import Mail
from workflows.notices import Words


def very_urgent(post: Post, local: str) -> None:
    """A very urgent letter comes in at a time of the office."""
    post.story.now = at(local)
    post.story.registers(urgency="sangat_segera")


@pytest.mark.parametrize(
    ("comes", "goes"),
    [
        ("2026-11-05 09:10", "2026-11-05 09:10"),
        ("2026-11-05 12:20", "2026-11-05 12:20"),  # the break is office time
        ("2026-11-05 17:30", "2026-11-06 07:30"),
        ("2026-11-06 16:45", "2026-11-09 07:30"),  # over the weekend
        ("2026-12-23 16:30", "2026-12-28 07:30"),  # Christmas, joint leave, weekend
        ("2026-02-24 16:00", "2026-02-25 08:00"),  # Ramadan
    ],
)
def test_an_urgent_notice_goes_in_office_hours(post: Post, comes: str, goes: str) -> None:
    post.address(RATNA)
    post.story.now = at(comes)
    with post.story.database.write() as session:
        act = Act(session, system("t"), at(comes), "test")
        notices.put(act, f"person:{RATNA}", Words("x", "letter:none", urgent=True), key="k")
    assert [instant(due) for due in post.due_of(notices.MAIL)] == [instant(at(goes))]


def test_an_urgent_mail_that_is_tried_outside_the_hours_waits_and_is_not_counted(post: Post) -> None:
    post.address(RATNA)
    very_urgent(post, "2026-11-05 15:50")
    with post.story.database.read() as session, pytest.raises(Later) as waits:
        mail.prepared(post.house, session, _only_mail(post), at("2026-11-05 16:01"))
    assert waits.value.due == at("2026-11-06 07:30")
    assert post.sends("2026-11-05 18:00") == 0
    assert post.sends("2026-11-06 07:30") == 1


def test_an_urgent_notice_is_one_mail_and_not_told_again_by_the_digest(post_everywhere: Post) -> None:
    post = post_everywhere
    post.address(RATNA)
    very_urgent(post, "2026-11-05 09:10")
    post.story.registers(number="B-2", subject="Undangan biasa", urgency="biasa")
    assert post.waiting() == 1
    assert post.sends("2026-11-05 09:11") == 1
    post.makes("2026-11-06 07:30")
    post.sends("2026-11-06 07:30")
    digest, urgent = sorted(post.letters(), key=lambda one: str(one["Message-ID"]), reverse=True)
    assert "Permintaan Bahan" in text_of(urgent)
    assert "MOHON SEGERA DILIHAT" in text_of(urgent)
    assert f"Message-ID: <digest.2026-11-06.{RATNA}@satupintu>" in str(digest)
    news = text_of(digest).partition("YANG TERJADI")[2]
    assert "Undangan biasa" in news
    assert "Surat baru untuk didisposisikan, agenda 0001: Permintaan" not in news


def test_who_wants_one_digest_only_finds_the_urgent_there(post: Post) -> None:
    post.address(RATNA)
    post.chooses(RATNA, "digest")
    very_urgent(post, "2026-11-05 09:10")
    assert post.sends("2026-11-05 09:11") == 0
    post.makes("2026-11-06 07:30")
    post.sends("2026-11-06 07:30")
    assert "Surat baru untuk didisposisikan" in post.texts()[0]


def test_an_alarm_goes_at_night_too_to_every_administrator_whatever_they_chose(post: Post) -> None:
    post.address(RIZKI)
    post.chooses(RIZKI, "none")
    post.story.now = at("2026-11-07 23:00")
    with post.story.database.write() as session:
        act = Act(session, system("t"), post.story.now, "test")
        words = Words("alarm.disk.low", "alarm:disk.low", {"count": 1}, any_hour=True)
        notices.put(act, "role:admin_sistem", words, key="k")
    assert post.waiting() == 1
    assert post.sends("2026-11-07 23:00") == 1
    assert "Diska hampir penuh" in post.texts()[0]


def test_each_person_of_a_desk_gets_his_own_and_who_has_no_address_is_counted(post: Post) -> None:
    post.address(UJANG, NINING)
    with post.story.database.write() as session:
        act = Act(session, system("t"), at("2026-11-05 09:00"), "test")
        words = Words("alarm.disk.low", "alarm:disk.low", {"count": 1}, urgent=True)
        for person in (UJANG, NINING, DEWI):
            notices.put(act, f"person:{person}", words, key="k")
        assert mails.count_unreachable(session) > 20
    post.story.now = at("2026-11-05 09:00")
    assert post.waiting() == 3
    post.sends("2026-11-05 09:01")
    assert sorted(one["To"] for one in post.letters()) == ["p03@kantor.test", "p06@kantor.test"]


def test_a_kill_between_sending_and_noting_sends_it_again_under_the_same_id_and_words(post: Post) -> None:
    """The worker died after the server took the mail: the next one sends the same mail once more, then never again."""
    post.address(RATNA)
    post.story.registers()
    post.makes("2026-11-03 07:30")
    server = ports.free(1)[0]
    house = replace(post.house, settings=replace(post.house.settings, mail_url=f"smtp://127.0.0.1:{server}"))
    with mailbox(server) as box:
        with post.story.database.read() as session:  # all that the killed one did
            message = mail.prepared(house, session, _only_mail(post), at("2026-11-03 07:31"))
        assert message is not None
        mail.deliver(house.settings.mail_url, [message])
        post.story.registers(number="B-2", subject="Kemudian")
        assert post.sends("2026-11-03 07:40", house) == 1
        assert post.sends("2026-11-03 07:50", house) == 0
        ids = {line for one in box.mails for line in one.splitlines() if line.startswith("Message-ID")}
        assert (len(box.mails), len(ids)) == (2, 1)
        assert "Surat baru untuk didisposisikan, agenda 0002" not in box.mails[1]
        post.makes("2026-11-04 07:30")
        assert post.sends("2026-11-04 07:30", house) == 1
        assert "agenda 0002: Kemudian" in box.mails[2]


def test_a_server_that_is_away_leaves_the_mail_for_the_next_try(post: Post) -> None:
    post.address(RATNA)
    post.story.registers()
    post.makes("2026-11-03 07:30")
    server = ports.free(1)[0]
    house = replace(post.house, settings=replace(post.house.settings, mail_url=f"smtp://127.0.0.1:{server}"))
    with pytest.raises(OSError, match="refused"):
        post.sends("2026-11-03 07:30", house)
    with mailbox(server) as box:
        assert post.sends("2026-11-03 09:00", house) == 1
        assert len(box.mails) == 1


def test_an_address_that_can_not_be_written_is_refused_for_good(post: Post) -> None:
    post.address(RATNA)
    post.story.registers()
    post.makes("2026-11-03 07:30")
    with post.story.database.write() as session:
        session.execute(update(PersonRow).values(email="a@b.test\nBcc: semua@kantor.test"))
    with pytest.raises(mail.MailRefused):
        post.sends("2026-11-03 07:30")


def test_escalations_are_urgent_reminders_are_not(post: Post) -> None:
    post.address(BAMBANG, RATNA)
    post.story.registers(urgency="biasa")
    post.story.it_is("2026-11-03 15:00")
    assert post.waiting() == 0
    post.story.it_is("2026-11-04 15:59")
    assert post.waiting() == 2  # to the head, and to the head of administration


def test_an_urgent_mail_has_simple_html_too(post: Post) -> None:
    post.address(RATNA)
    very_urgent(post, "2026-11-05 09:10")
    post.sends("2026-11-05 09:11")
    (letter,) = post.letters()
    assert '<a href="http://satupintu.test/letters/' in html_of(letter)


def _only_mail(post: Post) -> str:
    with post.story.database.read() as session:
        found: str = session.scalars(select(Mail.id)).one()
        return found
