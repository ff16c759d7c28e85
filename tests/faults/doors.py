"""Browsers and programs of the demo office's people, and what a request has left behind."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi.testclient import TestClient
from sqlalchemy import func, select, text

from api.app import create_app
from jobs.errands import build
from jobs.worker import Worker, drain
from kernel import clock
from kernel.act import Act
from kernel.db import Base
from people import tokens
from people.desks import actor_of
from people.tokens import Scope
from tests import files, people
from tests.offices import PASSWORD
from workflows.installation import Installation

PASSING = {"session", "failed_signin", "event", "stream", "account", "api_token"}  # signing in and refusals write here


class Doors:
    """The HTTP doors of one installation."""

    def __init__(self, office: Installation, tmp: Path) -> None:
        self.office, self.tmp = office, tmp
        self.app = create_app(office)
        self._browsers: dict[tuple[str, str], TestClient] = {}
        self._programs: dict[str, TestClient] = {}

    def close(self) -> None:
        for client in (*self._browsers.values(), *self._programs.values()):
            client.close()

    def fresh(self, lang: str = "id") -> TestClient:
        """A browser in which nobody is signed in."""
        client = TestClient(self.app, follow_redirects=False, headers={"accept-language": lang})
        client.cookies.set("lang", lang)
        return client

    def browser(self, person: str, lang: str = "id") -> TestClient:
        """A browser in which a person is signed in."""
        if (person, lang) not in self._browsers:
            client = self.fresh(lang)
            answer = client.post("/sign-in", data={"name": people.SIGN_IN[person], "password": PASSWORD})
            assert answer.status_code == 303, answer.text
            self._browsers[person, lang] = client
        return self._browsers[person, lang]

    def program(self, person: str) -> TestClient:
        """A program with a token of a person that may do everything."""
        if person not in self._programs:
            with self.office.database.write() as session:
                act = Act(session, actor_of(session, person, clock.now()), clock.now(), "test")
                _, token = tokens.issue(act, "test", [scope.value for scope in Scope], act.now + timedelta(days=1))
            headers = {"authorization": f"Bearer {token}", "accept-language": "id"}
            self._programs[person] = TestClient(self.app, follow_redirects=False, headers=headers)
        return self._programs[person]

    def work_off(self) -> None:
        """Everything that is due is done."""
        drain(Worker(self.office.database, build(self.office)))

    def traces(self) -> dict[str, int]:
        """Rows by table, events that are no refusals, blobs and temporary files."""
        found = {}
        with self.office.database.read() as session:
            for name, table in Base.metadata.tables.items():
                if name not in PASSING:
                    found[name] = session.scalar(select(func.count()).select_from(table)) or 0
            told = "SELECT count(*) FROM event WHERE stream NOT LIKE 'access:%' AND kind NOT LIKE 'person.%'"
            found["event"] = session.scalar(text(told)) or 0
        kept = self.office.settings.data_dir / "documents"
        found["blob files"] = sum(path.is_file() for path in kept.rglob("*")) if kept.exists() else 0
        found["temporary files"] = len(list(self.tmp.rglob("*")))
        return found

    def refusals(self, code: str) -> int:
        """How often a refusal of this code stands on the access streams."""
        with self.office.database.read() as session:
            told = "SELECT count(*) FROM event WHERE stream LIKE 'access:%' AND data LIKE :code"
            return session.scalar(text(told), {"code": f'%"{code}"%'}) or 0


def letter(**changes: Any) -> dict[str, Any]:
    """The answers of a sound registration."""
    received = (clock.now() - timedelta(hours=1)).astimezone(ZoneInfo("Asia/Jakarta"))
    return {
        "outcome": "accept",
        "sender": "Badan Contoh Nusantara",
        "number": "B-17/2026",
        "dated_on": (received - timedelta(days=3)).date().isoformat(),
        "received_at": received.strftime("%Y-%m-%dT%H:%M"),
        "kind": "surat_dinas",
        "security": "biasa",
        "urgency": "segera",
        "classification": "PK.02",
        "subject": "Undangan rapat koordinasi",
        **changes,
    }


def disposition(**changes: Any) -> dict[str, Any]:
    """The answers of a sound disposition, as a page sends them."""
    sound = {"decision": "dispose", "to": ["BL"], "as.BL": "responsible", "instructions": ["tindaklanjuti"]}
    return {**sound, **changes}


def register(client: TestClient, **changes: Any) -> str:
    """Register a letter by its page; gives the address of the letter."""
    sent = client.post("/letters", data=letter(**changes))
    assert sent.status_code == 303, sent.text
    return str(sent.headers["location"]).partition("?")[0]


def tasks_of(client: TestClient, query: str = "") -> list[str]:
    """The addresses of the tasks on the start page, without their lists."""
    rows = re.findall(r'class="row[^"]*" href="(/tasks/[^"]+)"', client.get(f"/{query}").text)
    return [unescape(url).partition("?")[0] for url in rows]


def only(found: list[str]) -> str:
    """The one thing that was found."""
    (one,) = found
    return one


def said(page: str) -> str:
    """A page as its reader has it: without marks, entities resolved."""
    return unescape(re.sub(r"<[^>]*>", " ", page))


def upload(client: TestClient, content: bytes, name: str = "surat.pdf") -> Any:
    """Send one file to the door that page scripts use."""
    return client.post("/documents", files={"document": (name, content, "application/pdf")})


def scan_of(client: TestClient) -> str:
    """Upload a sound scan; gives its id."""
    return str(upload(client, files.pdf()).json()["id"])
