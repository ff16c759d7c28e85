"""The digest of the day: to whom, when, what it says and what it keeps quiet."""

import re

import pytest
from sqlalchemy import select

from jobs import digest, mail_words
from kernel.act import Act, system
from kernel.db import instant
from kernel.outbox import Job
from tests.people import BAMBANG, DEWI, FITRI, IRFAN, LESTARI, RATNA, RIZKI, VERONIKA
from tests.processes.letter_disposition.story import Story, at
from tests.rooms.told.post import Post, html_of, text_of
from workflows import mails
from workflows.mails import Mail, WishUnknown

SUBJECT = "Permintaan Bahan Evaluasi Capaian Kinerja"


def test_two_notices_between_digests_are_one_mail(post_everywhere: Post) -> None:
    post = post_everywhere
    post.address(RATNA)
    post.story.registers()
    post.story.registers(number="B-2", subject="Undangan rapat")
    assert post.waiting() == 0  # nothing is urgent
    assert post.makes("2026-11-03 07:30") == 1
    assert post.sends("2026-11-03 07:30") == 1
    (text,) = post.texts()
    assert f"Surat baru untuk didisposisikan, agenda 0001: {SUBJECT}" in text
    assert "Undangan rapat" in text
    assert "http://satupintu.test/letters/" in text


def test_a_second_run_of_the_morning_makes_and_sends_nothing_more(post_everywhere: Post) -> None:
    post = post_everywhere
    post.address(RATNA)
    post.story.registers()
    assert [post.makes("2026-11-03 07:30"), post.makes("2026-11-03 07:45")] == [1, 0]
    assert [post.sends("2026-11-03 07:30"), post.sends("2026-11-03 07:46")] == [1, 0]


def test_what_a_digest_told_the_next_one_does_not_tell_again(post: Post) -> None:
    post.address(LESTARI)
    post.story.registers(addressee="BL1")
    post.makes("2026-11-03 07:30")
    post.sends("2026-11-03 07:30")
    with post.story.database.read() as session:
        actor = post.story.actor(LESTARI)
        following = mails.digest_for(session, actor, post.story.calendar, at("2026-11-04 07:30"))
    assert following is None or following.notices == ()


def test_what_was_read_in_the_product_is_no_news(post: Post) -> None:
    post.address(RATNA)
    post.story.registers(urgency="biasa")
    post.story.opens_letter(RATNA)
    post.makes("2026-11-03 07:30")
    post.sends("2026-11-03 07:30")
    assert not any("YANG TERJADI" in text for text in post.texts())


@pytest.mark.parametrize(
    "day",
    [
        "2026-11-07 07:30",  # Saturday
        "2026-12-25 07:30",  # Christmas
        "2026-11-05 16:01",  # the errand comes late, after closing
        "2026-11-05 23:00",
    ],
)
def test_nothing_is_made_on_days_off_and_after_closing(post: Post, day: str) -> None:
    post.address(RATNA)
    post.story.registers()
    assert post.makes(day) == 0


def test_in_ramadan_the_digest_waits_for_the_opening(post: Post) -> None:
    post.address(RATNA)
    post.story.now = at("2026-02-24 09:00")
    post.story.registers(received_at="2026-02-24T08:40", dated_on="2026-02-20")
    post.makes("2026-02-25 07:30")
    assert instant(post.due_of(mails.DELIVER)[0]) == instant(at("2026-02-25 08:00"))
    assert post.sends("2026-02-25 07:30") == 0  # a worker that is early
    assert post.sends("2026-02-25 08:00") == 1


def test_a_digest_whose_day_is_over_is_told_by_the_next_one(post: Post) -> None:
    """The mail server was away all day: one mail the next morning, and nothing is lost."""
    post.address(RATNA)
    post.story.registers()
    post.makes("2026-11-05 07:30")
    assert post.sends("2026-11-05 16:30") == 0
    post.makes("2026-11-06 07:30")
    assert post.sends("2026-11-06 07:30") == 1
    (text,) = post.texts()
    assert SUBJECT in text


def test_who_has_nothing_new_and_nothing_due_gets_no_mail(post: Post) -> None:
    post.address(IRFAN, FITRI)
    assert post.makes("2026-11-03 07:30") == 0


def test_a_late_task_is_told_each_working_day(post: Post) -> None:
    post.address(RATNA)
    post.story.registers()
    for day in ("2026-11-04 07:30", "2026-11-05 07:30"):
        post.makes(day)
        post.sends(day)
    assert [text.count("TERLAMBAT (1)") for text in post.texts()] == [1, 1]
    assert "batas Sel 3 Nov 2026, 08.52" in post.texts()[0]


def test_speaks_the_language_of_the_person_in_text_and_in_html(post: Post) -> None:
    post.address(RATNA, lang="en")
    post.story.registers()
    post.makes("2026-11-03 07:30")
    post.sends("2026-11-03 07:30")
    (letter,) = post.letters()
    assert letter["Subject"] == "Satu Pintu, 3 November 2026: 1 tasks, 1 notices"
    assert "WHAT HAPPENED (1)" in text_of(letter)
    page = html_of(letter)
    assert '<html lang="en">' in page
    assert "limit Tue 3 Nov 2026" in page


def test_html_fetches_nothing_and_escapes_what_was_typed(post: Post) -> None:
    post.address(RATNA)
    post.story.registers(subject='<img src="http://jahat.test/x.png"> & rapat')
    post.makes("2026-11-03 07:30")
    post.sends("2026-11-03 07:30")
    (letter,) = post.letters()
    page = html_of(letter)
    assert "&lt;img" in page
    assert not re.search(r"<(img|link|script|style|iframe)|src=|url\(", page.replace("&lt;img src=", ""))
    assert '<img src="http://jahat.test/x.png"> & rapat' in text_of(letter)


def test_of_a_secret_letter_only_that_there_is_one(post: Post) -> None:
    post.address(RATNA, VERONIKA, DEWI, FITRI)
    story = post.story
    story.registers(security="sangat_rahasia", addressee="KP", subject="Operasi Lembayung", sender="Deputi Contoh")
    story.does("dispose", RATNA, decision="dispose", to=["BP"], instructions=["teliti"], note="jangan bocor")
    post.makes("2026-11-05 07:30")
    assert post.sends("2026-11-05 07:30") >= 1
    for letter in post.letters():
        whole = text_of(letter) + html_of(letter) + letter["Subject"]
        for word in ("Lembayung", "Deputi", "bocor", "0001", "B-1187", "teliti", "ahasia"):
            assert word not in whole
    texts = post.texts()
    assert any("Ada surat baru." in text for text in texts)


def test_a_restricted_letter_is_not_told_to_a_desk_it_does_not_name(post: Post) -> None:
    post.address(BAMBANG)
    post.story.registers(security="terbatas", urgency="segera")
    post.story.it_is("2026-11-03 16:00")
    post.makes("2026-11-04 07:30")
    post.sends("2026-11-04 07:30")
    assert len(post.texts()) == 2  # the escalation, and the digest
    for text in post.texts():
        assert SUBJECT not in text
    assert "Ada surat baru." in post.texts()[0]


def test_each_person_at_a_desk_gets_his_own(post: Post) -> None:
    post.address(RATNA, RIZKI)
    post.story.registers()
    post.makes("2026-11-03 07:30")
    post.sends("2026-11-03 07:30")
    assert [letter["To"] for letter in post.letters()] == ["p01@kantor.test"]


def test_a_choice_holds_from_then_on_and_a_wrong_one_is_refused(post_everywhere: Post) -> None:
    post = post_everywhere
    post.address(RATNA)
    post.story.registers()
    post.chooses(RATNA, "digest")
    post.chooses(RATNA, "none")
    assert post.makes("2026-11-03 07:30") == 0
    post.chooses(RATNA, "digest")
    assert post.makes("2026-11-03 07:30") == 1
    with pytest.raises(WishUnknown):
        post.chooses(RATNA, "always")


def test_long_lists_are_cut_and_say_so_and_nothing_is_told_twice(post: Post) -> None:
    post.address(RATNA)
    for number in range(17):
        post.story.registers(number=f"B-{number}")
    post.makes("2026-11-03 07:30")
    post.sends("2026-11-03 07:30")
    (text,) = post.texts()
    assert text.count("Surat baru untuk didisposisikan") == 15
    assert "Masih ada lagi" in text
    with post.story.database.read() as session:
        assert len(session.scalars(select(Mail.notices)).one()) == 17


def test_the_errand_is_ordered_once_for_each_morning(story: Story) -> None:
    for _ in range(2):
        with story.database.write() as session:
            digest.order(Act(session, system("setup"), at("2026-11-02 09:00"), "test"))
    with story.database.read() as session:
        (due,) = session.scalars(select(Job.due_at).where(Job.kind == digest.KIND))
    assert instant(due) == instant(at("2026-11-03 07:30"))


def test_a_subject_holds_counts_only(post: Post) -> None:
    post.address(RATNA)
    post.story.registers(security="sangat_rahasia", addressee="KP", subject="")
    post.makes("2026-11-03 07:30")
    post.sends("2026-11-03 07:30")
    (letter,) = post.letters()
    assert letter["Subject"] == "Satu Pintu, 3 November 2026: 1 tugas, 1 pemberitahuan"
    assert mail_words.SUBJECT
