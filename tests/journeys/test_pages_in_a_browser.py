"""Every page of the demo office: nothing scrolls sideways, everybody can use it, it speaks one language. With pictures.

Pictures go to tests/pictures: by default a light phone and a dark desk. SATUPINTU_PICTURES=all makes all four of the
main pages; SATUPINTU_PICTURES=docs writes the picture of the README.
"""

import os
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from lxml import html
from PIL import Image
from playwright.sync_api import Page

from kernel.settings import ROOT
from tests.journeys.places import Place, places
from tests.people import SIGN_IN
from tests.serving import DESK, PHONE, Visitors, head_of

pytestmark = pytest.mark.browser
PICTURES = ROOT / "tests" / "pictures"
WISHED = os.environ.get("SATUPINTU_PICTURES", "")
SIZES = {"360": PHONE, "desktop": DESK}
LOOKED_AT = (("360", "light"), ("desktop", "dark"))
REST = (("360", "dark"), ("desktop", "light"))
REFUSED = {
    "not-found",
    "forbidden",
    "letter-secret",
    "file-closed",
}  # Chromium tells the console of every answer that says no
WIDE = "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
MENDED = "Failed to load resource: the server responded with a status of 40"


def visit(page: Page, place: Place) -> None:
    """Go there, and press what is to be pressed there."""
    page.goto(place.url)
    if place.press:
        page.locator(place.press).first.click()
        page.wait_for_load_state()
    if place.url.startswith("/studio/") and "/versions/" in place.url:
        page.wait_for_selector("[data-drawing][data-ready]")
    if place.name == "replay":
        page.wait_for_selector(".djs-container svg")
        page.wait_for_selector(".drawing .passed")


def take(page: Page, name: str, size: str, scheme: str) -> None:
    """A picture; a phone's as long as the page is, up to three screens."""
    if size == "360":
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({**PHONE, "height": max(PHONE["height"], min(height, 2400))})
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}-{size}-{scheme}.png")


def test_no_page_scrolls_sideways_and_everybody_can_use_it(
    demo_visitors: Visitors, faults_of_access: Callable[[Page], list[str]]
) -> None:
    pages: dict[str | None, Page] = {}
    faults: list[str] = []
    for place in places(demo_visitors):
        if place.person not in pages:
            pages[place.person] = demo_visitors.come(place.person)
        page = pages[place.person]
        visit(page, place)
        for size, scheme in (*LOOKED_AT, *(REST if place.main and WISHED == "all" else ())):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
            where = f"{place.name} {size} {scheme}"
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append(f"{where} scrolls sideways: {page.evaluate(f'{WIDE}.map(e => e.className)')}")
            if (size, scheme) in LOOKED_AT:
                faults += [f"{where} {fault}" for fault in faults_of_access(page)]
            take(page, place.name, size, scheme)
    refusals = [one for one in demo_visitors.noise if MENDED in one]
    assert len(refusals) <= len(REFUSED), refusals
    demo_visitors.noise[:] = [one for one in demo_visitors.noise if MENDED not in one]
    assert faults == []


def test_no_page_mixes_indonesian_and_english(demo_visitors: Visitors) -> None:
    mixed = []
    foreign = {"id": sentences("id", other="msgid"), "en": sentences("id", other="msgstr")}
    foreign["en"] |= sentences("en", other="msgid")
    whole = {lang: re.compile("|".join(f"(?:{one})" for one in sorted(said))) for lang, said in foreign.items()}
    readers: dict[str | None, Page] = {}
    for place in places(demo_visitors):
        if place.person not in readers:
            readers[place.person] = demo_visitors.come(place.person)
        for lang, pattern in whole.items():
            answer = readers[place.person].context.request.get(place.url, headers={"accept-language": lang})
            shown = html.fromstring(answer.text())
            assert shown.get("lang") == lang
            mixed += [f"{lang} {place.name}: {text}" for text in texts(shown) if pattern.fullmatch(text)]
    assert sorted(set(mixed)) == []


def sentences(lang: str, other: str) -> set[str]:
    """Patterns of the sentences that a page in one language must not show."""
    found = set()
    for path in sorted((ROOT / "templates" / "locale" / lang).glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale=lang):
                said = str(message.id if other == "msgid" else message.string)
                literal = re.sub(r"%\(\w+\)s|\{\w+\}", "", said)
                if message.id and message.id != message.string and re.search(r"[a-zA-Z]{3}", literal):
                    pattern = re.escape(said.replace("{", "%(").replace("}", ")s"))
                    found.add(re.sub(r"%\\\(\w+\\\)s", ".{1,80}", pattern))
    return found


def texts(page: html.HtmlElement) -> Iterator[str]:
    """What a page says, piece by piece, in texts and in names of things."""
    for gone in page.xpath("//script|//style|//datalist|//*[@lang and not(self::html)]"):
        gone.drop_tree()
    said = page.xpath("//text()|//@aria-label|//@placeholder|//@title|//@alt")
    for text in said:
        for piece in re.split(r" · |\s*[:,]\s+", " ".join(str(text).split())):
            if piece:
                yield piece


def test_makes_the_picture_of_the_readme(demo_visitors: Visitors) -> None:
    head = head_of(demo_visitors.house)
    assert head in SIGN_IN
    page = demo_visitors.come(head)
    page.goto("/")
    page.locator(".list a.row:not(.secret)", has_text="disposisikan").first.click()
    page.wait_for_load_state("networkidle")
    page.locator(".pick label").first.click()
    page.locator(".body").evaluate("body => body.scrollTop = 0")
    picture = Image.open(BytesIO(page.screenshot()))
    target = ROOT / "docs" / "pictures" / "inbox.png" if WISHED == "docs" else PICTURES / "inbox-readme.png"
    save(picture, target)
    assert target.stat().st_size < 150_000


def save(picture: Image.Image, target: Path) -> None:
    """A small PNG: few colours, no noise."""
    target.parent.mkdir(parents=True, exist_ok=True)
    picture.convert("RGB").quantize(192, dither=Image.Dither.NONE).save(target, optimize=True)
