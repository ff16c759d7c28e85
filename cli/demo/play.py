"""Plays the script of the demo office: deeds and timers in the order of their times, all of them before now."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cli.demo.scans import scan_of
from documents import intake, pages
from engine import definitions, inbox, tasks
from forms import clean
from jobs import digest
from jobs.errands import build
from jobs.worker import Outside, Worker, drain
from kernel import clock, history
from kernel.act import Act, Actor, system
from people import desks, passwords, seed
from workflows import comments, mails, numbering
from workflows.assignment import errors as assignment_errors
from workflows.assignment import preparing as assignment
from workflows.assignment.settings import assignment_settings
from workflows.dosir import sample as dosir_sample
from workflows.installation import Installation
from workflows.leave import requests as leave
from workflows.leave import seed as leave_seed
from workflows.leave.counting import YearWithoutCalendar
from workflows.letters import corrections, register
from workflows.letters.settings import letter_settings
from workflows.permission import errors as permission_errors
from workflows.permission import requests as permission

PASSWORD = "lembayung-2026"  # noqa: S105 - printed at every start of the demo office
SCRIPTS = tuple(Path(__file__).parent / f"{name}.json" for name in ("letters", "personnel"))
LAST_AGENDA, LAST_ASSIGNMENT = 411, 76  # the script goes on after the paper registers
UNKNOWN = (YearWithoutCalendar, assignment_errors.YearNotKnown, permission_errors.YearNotKnown)
SECRET = ("rahasia", "sangat_rahasia")


@dataclass
class Play:
    """The office while the script is played: which case of the script became which record of ours."""

    installation: Installation
    shift: timedelta
    records: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        silent = dict.fromkeys((mails.DELIVER, digest.KIND), Outside(lambda *_: None))  # no mail about the past
        errands = {**build(self.installation), **silent}
        self.worker = Worker(self.installation.database, errands)

    def at(self, local: str) -> datetime:
        """The instant of a local time of the script, moved to this installation's days."""
        zone = ZoneInfo(self.installation.settings.timezone)
        return datetime.fromisoformat(local).replace(tzinfo=zone) + self.shift

    def moved(self, value: Any) -> Any:
        """A value of the script with its dates moved."""
        if isinstance(value, Mapping):
            return {name: self.moved(one) for name, one in value.items()}
        if isinstance(value, str) and len(value) in (10, 16) and value[:3] == "202":
            moved = datetime.fromisoformat(value) + self.shift
            return moved.date().isoformat() if len(value) == 10 else moved.isoformat(timespec="minutes")
        return value


def make(installation: Installation) -> str:
    """Load the people, play the script up to now; gives a line of counts. Raises OfficeExists."""
    now, deeds = clock.now(), _script()
    shift = _shift(deeds[-1]["at"], now, ZoneInfo(installation.settings.timezone))
    password_hash = passwords.hashed(PASSWORD)
    play = Play(installation, shift)
    with installation.database.write() as session:
        act = Act(session, system("setup"), play.at("2026-11-02T07:00"), "cli")
        office = seed.load(act, shift_days=shift.days, password_hash=password_hash)
        history.append(act, "demo:office", "demo.begun", {"shift_days": shift.days, "last_agenda": LAST_AGENDA})
        numbering.begin_at(session, letter_settings().agenda_series, act.now.year, LAST_AGENDA)
        numbering.begin_at(session, assignment_settings().series, act.now.year, LAST_ASSIGNMENT)
        leave_seed.load(act)
    database, blobs = installation.database, installation.blobs
    dosir_sample.furnish(database, blobs, play.at("2026-11-02T07:30"))
    for deed in deeds:
        at = play.at(deed["at"])
        drain(play.worker, at)
        _do(play, deed, at)
        drain(play.worker, at)
    dosir_sample.propose(database, blobs, play.at("2026-11-12T07:55"))
    drain(play.worker, now)
    letters = sum(record.startswith("letter:") for record in play.records.values())
    return f"{office.people} people, {letters} letters, {len(play.records) - letters} requests, {len(deeds)} deeds"


def _script() -> list[dict[str, Any]]:
    """All deeds in the order of their times."""
    deeds = [deed for script in SCRIPTS for deed in json.loads(script.read_text(encoding="utf-8"))]
    return sorted(deeds, key=lambda deed: str(deed["at"]))


def _shift(last: str, now: datetime, zone: ZoneInfo) -> timedelta:
    """By how many whole weeks the script moves, so that its last deed is done and no more than a week old."""
    return timedelta(weeks=(now - datetime.fromisoformat(last).replace(tzinfo=zone)).days // 7)


def _do(play: Play, deed: Mapping[str, Any], at: datetime) -> None:
    if "begin" in deed:
        _begin(play, deed, at)
    elif deed["case"] not in play.records:
        return  # it could not be begun
    elif "attach" in deed:
        _attach(play, deed, at)
    elif "say" in deed:
        _say(play, deed, at)
    else:
        _work(play, deed, at)


def _begin(play: Play, deed: Mapping[str, Any], at: datetime) -> None:
    """Begin a case of the script; days of a year whose holidays are not known yet are left out."""
    with suppress(*UNKNOWN), play.installation.database.write() as session:
        act = _act(session, deed, at)
        answers = {name: _answer(play, act, value) for name, value in play.moved(deed["answers"]).items()}
        play.records[deed["case"]] = BEGINNINGS[deed["begin"]](play, act, answers)


def _register(play: Play, act: Act, answers: dict[str, Any]) -> str:
    if answers["security"] not in SECRET and answers.get("outcome") != "return":
        answers["document"] = _scan(play, act, answers)
    return f"letter:{register.register(act, answers).letter_id}"


BEGINNINGS: Mapping[str, Callable[[Play, Act, dict[str, Any]], str]] = {
    "letter": _register,
    "leave": lambda _play, act, answers: f"leave:{leave.submit(act, answers).request_id}",
    "assignment": lambda _play, act, answers: f"assignment:{assignment.prepare(act, answers).assignment_id}",
    "permission": lambda _play, act, answers: f"permission:{permission.apply(act, answers).request_id}",
}


def _answer(play: Play, act: Act, value: Any) -> Any:
    """An answer of the script; `{"scan": …}` stands for a paper with that subject."""
    if isinstance(value, Mapping):
        return _scan(play, act, {"sender": "Klinik Contoh Lembayung", "number": "–", "subject": value["scan"]})
    return value


def _attach(play: Play, deed: Mapping[str, Any], at: datetime) -> None:
    letter_id = play.records[deed["case"]].removeprefix("letter:")
    with play.installation.database.write() as session:
        act = _act(session, deed, at)
        document = _scan(play, act, {"sender": "Inspektorat BPAN", "number": "–", **deed["attach"]})
        corrections.attach_content(act, letter_id, document=document, subject=deed["attach"]["subject"])


def _say(play: Play, deed: Mapping[str, Any], at: datetime) -> None:
    with play.installation.database.write() as session:
        said = comments.Said(play.records[deed["case"]], deed["say"]["text"], mentions=deed["say"]["mentions"])
        comments.add(_act(session, deed, at), play.installation.offices, said)


def _work(play: Play, deed: Mapping[str, Any], at: datetime) -> None:
    with play.installation.database.write() as session:
        act = _act(session, deed, at)
        task_id = _task_of(act, play.records[deed["case"]], deed["task"])
        tasks.mark_read(act, task_id)
        if "answers" in deed:
            task = tasks.get_task(session, act.actor, task_id)
            form = definitions.form_of(session, task.definition_id, task.form or "")
            answers = clean.clean(form, play.moved(deed["answers"]))
            tasks.complete(act, task_id, tasks.Answers(answers.public, answers.private))


def _task_of(act: Act, record: str, element: str) -> str:
    for box in (inbox.Box.MINE, inbox.Box.ACTING, inbox.Box.GROUP):
        for row in inbox.page(act.session, act.actor, box, limit=500).rows:
            if row.record == record and row.element == element:
                return row.id
    raise LookupError(f"{act.actor.id} has no task {element} of {record} at {act.now}")


def _scan(play: Play, act: Act, answers: Mapping[str, Any]) -> str:
    part = intake.Part("pindaian.pdf", BytesIO(scan_of(answers)))
    document = intake.receive(act, play.installation.blobs, [part])
    pages.order(act, document.id)
    return document.id


def _act(session: Any, deed: Mapping[str, Any], at: datetime) -> Act:
    actor: Actor = desks.actor_of(session, deed["by"], at)
    return Act(session, actor, at, "cli")
