"""What is secret, asked for by every way in by whoever is not named: neither words nor bytes come out."""

import email
import email.policy
import json
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select, text

from documents.models import Document
from engine.models import Instance, Task
from jobs import digest, mail
from kernel import calendars, clock
from kernel.act import system
from tests import files, people
from tests.faults.conftest import Open
from tests.faults.doors import Doors, letter, said
from tests.people import BAMBANG, DEWI, FITRI, IRFAN, RATNA, RIZKI, SARMILA, UJANG, WISNU
from workflows.installation import Installation
from workflows.letters.models import Letter
from workflows.mails import Draft, Kind, Mail
from workflows.notices import Notice

R_WORDS = (
    "Inspektorat BPAN",
    "R-23/IT/PW.03",
    "Audit Tujuan Tertentu",
    "Hanya untuk Kabag",
    "sudah disiapkan untuk tim",
)
SR_WORDS = ("Deputi Bidang Kompetensi", "SR-05/D2")
STRANGERS = (SARMILA, RIZKI, IRFAN)
CONTENT = files.pdf(3)


class Secrets:
    """The two secret letters of the demo office, with everything that hangs on them."""

    def __init__(self, doors: Doors) -> None:
        self.doors = doors
        with doors.office.database.read() as session:
            letters = {one.agenda_no: one.id for one in session.scalars(select(Letter))}
            self.letters = [letters[number] for number in ("0415", "0426") if number in letters]
            records = [f"letter:{one}" for one in self.letters]
            self.instances = list(session.scalars(select(Instance.id).where(Instance.record.in_(records))))
            self.tasks = list(session.scalars(select(Task.id).where(Task.record.in_(records))))
            self.documents = list(session.scalars(select(Document.id).where(Document.record.in_(records))))
            self.hashes = list(session.scalars(select(Document.sha256).where(Document.record.in_(records))))
            self.names = list(session.scalars(select(Document.name).where(Document.record.in_(records))))

    def words(self) -> tuple[str, ...]:
        return (*R_WORDS, *SR_WORDS)


@pytest.fixture
def secrets(demo_office: Installation, doors_of: Open) -> Secrets:
    found = Secrets(doors_of(demo_office))
    assert found.documents
    assert len(found.tasks) > 3
    return found


def leaks(secrets: Secrets, body: bytes) -> list[str]:
    """Which secret words stand in an answer."""
    plain = body.decode("utf-8", errors="replace")
    readable = said(plain)
    return [word for word in secrets.words() if word in plain or word in readable]


def lists() -> Iterator[str]:
    """Every place that lists, searches or exports."""
    yield from ("/", "/?box=late", "/?box=group", "/?box=given", "/?box=watch", "/?box=done", "/?q=audit")
    for word in ("0415", "0426", "Inspektorat", "R-23", "audit", "BMN", "Deputi", "SR-05", "disposisi"):
        yield f"/letters?q={word}"
        yield f"/search?q={word}"
        yield f"/api/v1/letters?q={word}"
    yield from ("/letters", "/letters?security=rahasia", "/letters?security=sangat_rahasia", "/letters?state=late")
    yield from (
        "/notices",
        "/letters/new",
        "/account",
        "/api/v1/me",
        "/api/v1/letters?limit=100",
        "/api/v1/definitions",
    )
    yield from (f"/api/v1/tasks?box={box}" for box in ("mine", "group", "acting", "watch", "done"))
    for kind in ("", ".csv", ".pdf"):
        yield f"/letters/agenda{kind}?from=2026-01-01&to=2027-12-31"
    yield from ("/audit", "/audit?q=Inspektorat", "/audit/refusals", "/api/v1/instances")


def things(secrets: Secrets) -> Iterator[tuple[str, str]]:
    """Every address of a thing of a secret letter, with the sort of the thing."""
    for one in secrets.letters:
        yield from (("letter", path.format(one)) for path in ("/letters/{}", "/letters/{}/sheet.pdf"))
        yield from (("letter", path.format(one)) for path in ("/api/v1/letters/{}", "/api/v1/letters/{}/tree"))
        yield "letter", f"/letters/{one}?done=registered"
    for one in secrets.documents:
        for root in ("/documents", "/api/v1/documents"):
            yield "document", f"{root}/{one}"
            yield "document", f"{root}/{one}/pages/1"
            yield "document", f"{root}/{one}/pages/1?width=160"
        yield "document", f"/api/v1/documents/{one}/content"
    for one in secrets.tasks:
        yield "task", f"/tasks/{one}"
        yield "task", f"/?done={one}"
        yield "task", f"/api/v1/tasks/{one}"
    for one in secrets.instances:
        yield from (("case", f"/instances/{one}/{what}") for what in ("replay", "frames.json", "diagram.bpmn"))
        yield from (("case", f"/api/v1/instances/{one}{what}") for what in ("", "/events"))


@pytest.mark.parametrize("person", STRANGERS)
def test_a_stranger_reads_nothing_by_any_way(person: str, secrets: Secrets) -> None:
    doors, wrong = secrets.doors, []
    client = doors.browser(person)
    before = doors.refusals("letter.secret")
    refused = 0
    for path in lists():
        answer = client.get(path)
        if answer.status_code >= 500 or leaks(secrets, answer.content):
            wrong.append((path, answer.status_code, leaks(secrets, answer.content)))
    for sort, path in things(secrets):
        answer = client.get(path)
        refused += answer.status_code == 403 and sort in ("letter", "document")
        expected = {"letter": {403}, "document": {403}, "task": {404, 200}, "case": {404, 403}}[sort]
        if path.startswith("/api/v1/instances/") and person == RIZKI:
            expected = {200, 403}  # the administrator sees that a case runs, in ids and states
        is_task_page = sort == "task" and not path.startswith("/?")
        if (
            answer.status_code not in expected
            or leaks(secrets, answer.content)
            or (is_task_page and answer.status_code != 404)
        ):
            wrong.append((path, answer.status_code, leaks(secrets, answer.content)))
        if any(digest in answer.text for digest in secrets.hashes) or CONTENT[:200] in answer.content:
            wrong.append((path, "bytes", []))
    assert wrong == []
    assert refused > 10
    assert doors.refusals("letter.secret") - before == refused


@pytest.mark.parametrize("person", STRANGERS)
def test_a_stranger_changes_nothing_and_learns_nothing_by_trying(person: str, secrets: Secrets) -> None:
    doors, client = secrets.doors, secrets.doors.browser(person)
    before = doors.traces()
    for task in secrets.tasks:
        for deed in ("completion", "draft", "claim", "release"):
            answer = client.post(f"/tasks/{task}/{deed}", data={"note": "x", "decision": "dispose"})
            assert (answer.status_code, leaks(secrets, answer.content)) == (404, [])
    for one in secrets.letters:
        assert client.post(f"/letters/{one}/opening", data={"reason": "Ingin tahu"}).status_code == 403
        assert client.get(f"/api/v1/letters/{one}?reason=Ingin").status_code == 403
    assert doors.traces() == before


def test_a_list_shows_number_and_the_word_for_secret(secrets: Secrets) -> None:
    page = said(secrets.doors.browser(SARMILA).get("/letters?q=0415").text)
    assert "0415" in page
    assert "– rahasia –" in page


@pytest.mark.parametrize("person", [UJANG, DEWI, FITRI])
def test_registry_and_archive_never_see_the_content(person: str, secrets: Secrets) -> None:
    doors, client, wrong = secrets.doors, secrets.doors.browser(person), []
    content = ("Audit Tujuan Tertentu", "Hanya untuk Kabag", "sudah disiapkan untuk tim")
    for path in lists():
        answer = client.get(path)
        if answer.status_code >= 500 or leaks(secrets, answer.content):
            wrong.append((path, leaks(secrets, answer.content)))
    for sort, path in things(secrets):
        answer = client.get(path)
        found = [word for word in leaks(secrets, answer.content) if word in content]
        if answer.status_code >= 500 or found or (sort == "document" and answer.status_code != 403):
            wrong.append((path, answer.status_code, found))
    assert wrong == []
    assert doors.refusals("letter.secret") >= len(secrets.documents)


def test_an_auditor_opens_top_secret_ones_only_with_a_reason(secrets: Secrets) -> None:
    client = secrets.doors.browser(WISNU)
    for path in lists():
        answer = client.get(path)
        assert (path, leaks(secrets, answer.content)) == (path, [])
    if len(secrets.letters) > 1:
        top = secrets.letters[1]
        for path in (f"/letters/{top}", f"/letters/{top}/sheet.pdf", f"/api/v1/letters/{top}"):
            answer = client.get(path)
            assert (answer.status_code, leaks(secrets, answer.content)) == (403, [])
        assert secrets.doors.refusals("letter.reason_needed") >= 2
        opened = client.post(f"/letters/{top}/opening", data={"reason": "Pemeriksaan khusus 17"})
        assert opened.status_code == 200
        with secrets.doors.office.database.read() as session:
            told = "SELECT count(*) FROM event WHERE kind = 'letter.opened' AND data LIKE '%\"opening\"%'"
            assert session.scalar(text(told)) == 1
            assert not session.scalar(text("SELECT count(*) FROM event WHERE data LIKE '%Pemeriksaan khusus%'"))


def test_no_notice_mail_event_or_log_holds_a_secret_word(secrets: Secrets, caplog: pytest.LogCaptureFixture) -> None:
    office, folder = secrets.doors.office, secrets.doors.office.settings.data_dir / "mail"
    with office.database.read() as session:
        records = [f"letter:{one}" for one in secrets.letters]
        notices = list(session.scalars(select(Notice.id).where(Notice.record.in_(records))))
        tables = ["event", "instance", "task", "job", "message_wait", "idempotency", "incident", "notice", "mail"]
        for table in tables:
            rows = session.execute(text(f"SELECT * FROM {table}")).all()
            assert leaks(secrets, str(rows).encode()) == [], table
    assert notices
    for person in people.SIGN_IN:  # one mail to each, of everything at once
        with office.database.write() as session:
            draft = Draft(f"all.{person}", person, Kind.ALARM, tuple(notices))
            digest.order_delivery(people.act_of(session, person, clock.now()), [draft], clock.now())
        mail.hand_over(office, office.database, draft.id, clock.now())
    with office.database.write() as session:
        calendar = calendars.current(session)
        opening = calendar.shift_to_open(clock.now())
    digest.make_all(office.database, system("worker"), opening)
    with office.database.read() as session:
        made = list(session.scalars(select(Mail.id).where(Mail.sent_at.is_(None))))
    assert made
    for one in made:
        mail.hand_over(office, office.database, one, opening)
    letters = list(folder.glob("*.eml"))
    assert len(letters) > len(people.SIGN_IN)
    for letter_of in letters:
        whole = email.message_from_bytes(letter_of.read_bytes(), policy=email.policy.default)
        assert all(leaks(secrets, part.get_payload(decode=True) or b"") == [] for part in whole.walk())
        assert leaks(secrets, str(whole["Subject"]).encode()) == []
    for person in (RATNA, BAMBANG, *STRANGERS):
        page = secrets.doors.browser(person).get("/notices")
        assert leaks(secrets, page.content) == []
    assert not any(word in caplog.text for word in secrets.words())


def test_those_who_are_named_do_read_it_and_leave_an_event(secrets: Secrets) -> None:
    doors, one = secrets.doors, secrets.letters[0]
    page = doors.browser(BAMBANG).get(f"/letters/{one}")
    assert page.status_code == 200
    assert "Audit Tujuan Tertentu" in page.text
    given = doors.browser(BAMBANG).get(f"/documents/{secrets.documents[0]}")
    assert given.status_code == 200
    assert doors.browser(BAMBANG).get(f"/documents/{secrets.documents[0]}/pages/1").status_code == 403
    assert doors.browser(SARMILA).get(f"/letters/{one}").status_code == 403


def test_a_secret_registered_twice_tells_a_stranger_nothing(secrets: Secrets) -> None:
    """Who is not the registry is refused before anything is compared."""
    doors = secrets.doors
    sent = letter(sender="Inspektorat BPAN", number="R-23/IT/PW.03/11/2026", security="rahasia", addressee="KP")
    answer = doors.browser(SARMILA).post("/letters", data=sent)
    assert answer.status_code == 403
    assert "0415" not in answer.text
    names = json.dumps(secrets.names)
    assert not re.search(r"audit|inspektorat", names, re.IGNORECASE), "file names tell no subject"
    assert people.SIGN_IN[SARMILA] == "wa.ode"
