"""Every page of the demo office that people see, and how one gets there."""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.leaves import ask_for_leave
from tests.journeys.proposals import waiting_change
from tests.journeys.troubles import LETTERS, arrange_something, break_something, draft_something, publish_a_holiday
from tests.people import BAMBANG, FITRI, HENDRA, NINING, RIZKI, SARMILA, UJANG, VERONIKA, WISNU
from tests.serving import Visitors, head_of

KNOWN_LETTER = "Permohonan Pemetaan Kompetensi 60 Pejabat Administrator"


@dataclass(frozen=True)
class Place:
    """A page: its name, whose browser shows it, its address; `main` ones are pictured in all four ways."""

    name: str
    person: str | None
    url: str
    main: bool = False
    press: str = ""


def first(page: Page, url: str, selector: str) -> str:
    """The address of the first link of a page that the selector finds."""
    page.goto(url)
    found = page.locator(selector).first.get_attribute("href")
    assert found, f"{selector} at {url}"
    return found


def places(visitors: Visitors) -> Iterator[Place]:
    """All of them; grouped by person, so that each signs in once."""
    head = head_of(visitors.house)
    page = visitors.come(head)
    letter = first(page, f"/letters?q={KNOWN_LETTER.split()[-2]}", f"td a.main:has-text('{KNOWN_LETTER}')")
    page.goto("/letters?security=sangat_rahasia")
    secret = page.locator("td a.main").first.get_attribute("href") or ""
    replay = first(page, letter, "a[href$='/replay']")
    task = first(page, "/", ".list a.row:not(.secret):has-text('disposisikan')")
    page.context.close()
    yield Place("signin", None, "/sign-in", main=True)
    yield Place("inbox", head, "/", main=True)
    yield Place("inbox-given", head, "/?box=given")
    yield Place("inbox-done", head, "/?box=done")
    yield Place("inbox-nothing", head, "/?q=tidakadayangbegini")
    yield Place("task-dispose", head, task, main=True)
    yield Place("letter", head, letter, main=True)
    yield Place("replay", head, replay, main=True)
    yield Place("letters", head, "/letters", main=True)
    yield Place("letters-nothing", head, "/letters?q=tidakadayangbegini")
    yield Place("agenda", head, "/letters/agenda")
    yield Place("search", head, "/search?q=Lembayung")
    yield Place("notices", head, "/notices")
    yield Place("services", head, "/services", main=True)
    yield Place("permission-new", head, "/permissions/new")
    yield Place("assignment-new", head, "/assignments/new")
    yield Place("check-ask", None, "/verifikasi")
    yield Place("requests", UJANG, "/requests", main=True)
    yield Place("requests-none", RIZKI, "/requests")
    yield Place("account", head, "/account")
    yield Place("leave-balance", head, "/leave/balance", main=True)
    yield Place("leave-balances-branch", head, "/leave/balances")
    yield Place("not-found", head, "/letters/tidak-ada")
    yield Place("forbidden", head, "/letters/new")
    arrange_something(visitors.house)
    yield Place("substitutions", NINING, "/substitutions", main=True)
    yield Place("letter-new", UJANG, "/letters/new", main=True)
    yield Place("issued-papers", FITRI, "/papers")
    yield Place("inbox-group", FITRI, "/?box=group")
    filing = first(visitors.come(FITRI), "/?box=group", ".list a.row")
    yield Place("task-group", FITRI, filing)
    following = first(visitors.come(VERONIKA), "/", ".list a.row")
    yield Place("task-follow-up", VERONIKA, following, main=True)
    reading = first(visitors.come(BAMBANG), "/?kind=disposition_branch%2Fread", ".list a.row")
    yield Place("task-read", BAMBANG, reading)
    yield Place("office", RIZKI, "/office", main=True)
    yield Place("office-post", RIZKI, "/office/posts/KP", main=True)
    yield Place("office-person", RIZKI, f"/office/people/{BAMBANG}", main=True)
    yield Place("office-screen", RIZKI, f"/office/people/{head}/screen")
    yield Place("leave-balances", NINING, "/leave/balances", main=True)
    yield Place("leave-balance-of", NINING, f"/leave/balances/{BAMBANG}", main=True)
    yield Place("leave-balances-nobody", NINING, "/leave/balances?q=tidakadayangbegini")
    yield Place("audit", WISNU, "/audit?q=0412", main=True)
    yield Place("audit-anchors", WISNU, "/audit/anchors")
    yield Place("audit-refusals", WISNU, "/audit/refusals")
    yield Place("letter-secret", WISNU, secret)
    yield Place("audit-verdict", WISNU, "/audit?q=0412", press=".doors form button")
    draft_something(visitors.house)
    for name in ("studio", "studio/new", f"studio/{LETTERS}", f"studio/{LETTERS}/versions/1"):
        yield Place(name.replace("/", "-"), RIZKI, f"/{name}")
    for name in ("check", "comparison"):
        yield Place(f"studio-{name}", RIZKI, f"/studio/{LETTERS}/{name}")
    yield Place("cases", RIZKI, "/instances")
    yield Place("case", RIZKI, first(visitors.come(RIZKI), "/instances", "td a.btn.small"))
    yield Place("migrations", RIZKI, f"/migrations?process={LETTERS}&from=1&to=1")
    # profiles and personnel files
    yield Place("profile", SARMILA, "/me/profile", main=True)
    yield Place("file", SARMILA, "/me/file", main=True)
    yield Place("profile-of", HENDRA, f"/people/{SARMILA}/profile")
    yield Place("file-of", HENDRA, f"/people/{SARMILA}/file", main=True)
    yield Place("files", HENDRA, "/people/files", main=True)
    yield Place("files-nobody", HENDRA, "/people/files?q=tidakadayangbegini")
    yield Place("change", HENDRA, waiting_change(visitors.house), main=True)
    yield Place("file-closed", RIZKI, f"/people/{SARMILA}/file")
    # leave
    leave = ask_for_leave(visitors.house)
    yield Place("leave-kinds", SARMILA, "/leave/new", main=True)
    yield Place("leave-new", SARMILA, "/leave/new?kind=CT", main=True)
    yield Place("leave-new-unpaid", VERONIKA, "/leave/new?kind=CLTN")
    yield Place("leave-sick", SARMILA, "/leave/sick")
    yield Place("leave-request", SARMILA, f"/leave/{leave}", main=True)
    yield Place("leave-request-decider", head, f"/leave/{leave}")
    yield Place("leave-desk", HENDRA, "/leave/desk", main=True)
    yield Place("leave-calendar", HENDRA, "/leave/calendar?unit=BL1", main=True)
    yield Place("leave-my-requests", SARMILA, "/requests")
    # the office calendar
    yield Place("calendar", HENDRA, "/calendar?year=2026", main=True)
    yield Place("calendar-draft", HENDRA, "/calendar/draft?year=2026", main=True)
    moving = publish_a_holiday(visitors.house, HENDRA)
    yield Place("calendar-version", HENDRA, f"/calendar/versions/{moving}")
    yield Place("calendar-preview", HENDRA, "/calendar/preview", main=True)
    broken = break_something(visitors.house)
    yield Place("incidents", RIZKI, "/studio/incidents", main=True)
    yield Place("incident", RIZKI, f"/studio/incidents/{broken}", main=True)
    yield Place("health", RIZKI, "/studio/health", main=True)
