"""The product behind a real port with its worker, and people who look at it in real browsers.

A noise in a browser's console, a failed request or a broken page fails the test.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from api.app import create_app
from jobs.errands import build
from jobs.worker import Worker
from kernel import clock
from people import structure
from tests.offices import PASSWORD, opened
from tests.people import SIGN_IN
from tests.servers import ports
from workflows.installation import Installation

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1360, "height": 850}


@contextmanager
def served(installation: Installation) -> Iterator[Installation]:
    """The installation with the address under which it is served; its worker does errands as they come."""
    port = ports.free(1)[0]
    url = f"http://127.0.0.1:{port}"
    house = replace(installation, settings=replace(installation.settings, base_url=url, port=port))
    worker = Worker(house.database, build(house))
    server = uvicorn.Server(
        uvicorn.Config(create_app(house), port=port, log_level="warning", access_log=False, timeout_graceful_shutdown=2)
    )
    thread = threading.Thread(target=server.run, name="web", daemon=True)
    worker.start()
    thread.start()
    try:
        ports.wait_for(port, 20)
        yield house
    finally:
        server.should_exit = True
        thread.join(15)
        worker.stop()


@dataclass
class Visitors:
    """People before their screens; `noise` is what their browsers complained about."""

    browser: Browser
    house: Installation
    noise: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def come(self, person: str | None, **ways: Any) -> Page:
        """A fresh browser with one page; whoever it belongs to is signed in. Ways: phone, lang, scripts."""
        context = self.browser.new_context(
            base_url=self.house.settings.base_url,
            viewport=PHONE if ways.get("phone") else DESK,  # type: ignore[arg-type]
            has_touch=bool(ways.get("phone")),
            device_scale_factor=1,
            locale="en-GB" if ways.get("lang") == "en" else "id-ID",
            timezone_id="Asia/Jakarta",
            java_script_enabled=ways.get("scripts", True),
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        if "lang" in ways:
            context.add_cookies([{"name": "lang", "value": ways["lang"], "url": self.house.settings.base_url}])
        context.set_default_timeout(15_000)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.noise.append(f"script: {error.error}"))
        context.on("response", self._see)
        if person is not None:
            sent = context.request.post("/sign-in", form={"name": SIGN_IN[person], "password": PASSWORD})
            assert sent.ok, sent.text()
        return context.new_page()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.noise.append(f"{message.type}: {message.text} at {message.location.get('url')}")

    def _see(self, response: Response) -> None:
        if response.status >= 500:
            self.noise.append(f"{response.status} {response.url}")

    def leave(self) -> None:
        """Close all browsers."""
        for context in self.contexts:
            context.close()


def head_of(house: Installation) -> str:
    """Who serves the post of the head of the office now; some days that is an acting official."""
    with house.database.read() as session:
        holder = structure.holder_of(session, "KP", clock.now())
    assert holder is not None
    return holder.person_id


@pytest.fixture
def visitors(browser: Browser, tmp_path: Path) -> Iterator[Visitors]:
    """People of an office without letters, before their screens."""
    yield from _visitors("staffed", browser, tmp_path)


@pytest.fixture
def demo_visitors(browser: Browser, tmp_path: Path) -> Iterator[Visitors]:
    """People of the demo office, before their screens."""
    yield from _visitors("demo", browser, tmp_path)


def _visitors(name: str, browser: Browser, folder: Path) -> Iterator[Visitors]:
    for installation in opened("sqlite", name, folder):
        with served(installation) as house:
            came = Visitors(browser, house)
            yield came
            came.leave()
            assert came.noise == []
