"""The real browser: Debian's Chromium driven by playwright, and the accessibility check axe."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.servers.fixtures import give_up
from tests.servers.shared import Missing

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).resolve().parent.parent / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How playwright starts the browser that the system has."""
    given = os.environ.get("SATUPINTU_TEST_CHROMIUM")
    program = given or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        give_up(Missing("Chromium: as root `apt install chromium`, or its path in SATUPINTU_TEST_CHROMIUM"))
    return {"executable_path": program, "headless": True, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The office's language and clock."""
    return {**browser_context_args, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}


@pytest.fixture(scope="session")
def faults_of_access() -> Callable[[Page], list[str]]:
    """A function giving one sentence per violation of the accessibility rules on a page; empty when there are none."""
    if not AXE.is_file():
        give_up(Missing("axe-core: `make setup` brings it"))
    source = AXE.read_text()

    def faults(page: Page) -> list[str]:
        page.evaluate(source)  # not a script tag: the pages' own policy refuses those
        answer = page.evaluate("rules => axe.run(document, rules)", RULES)
        return [
            f"{found['id']}: {found['help']} at {[node['target'] for node in found['nodes']]}"
            for found in answer["violations"]
        ]

    return faults
