"""The one Jinja environment: pages, mails, papers; filters; translations."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from kernel import reasons
from kernel.errors import InWords, N_, OneOfEach
from kernel.settings import ROOT, settings

__all__ = ["LANGUAGES", "N_", "environment", "page", "text"]

LANGUAGES = ("id", "en")
TEMPLATES = ROOT / "templates"
NAMED = re.compile(r"%\((\w+)\)s")


def text(lang: str, sentence: str, facts: Mapping[str, Any] | None = None) -> str:
    """A sentence in a person's language, with its facts filled in."""
    said = translations(lang).gettext(sentence) if sentence else ""
    return said % {name: _fact(lang, value, name) for name, value in facts.items()} if facts else said


def page(name: str, lang: str, **words: Any) -> str:
    """A template filled with finished words."""
    return environment(lang).get_template(name).render(lang=lang, **words)


@lru_cache(maxsize=len(LANGUAGES))
def environment(lang: str) -> Environment:
    """The Jinja environment of a language; undefined names are errors."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(translations(lang), newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(
        instant=lambda at: instant(lang, at),
        clock=lambda at: clock_time(lang, at),
        date=lambda day: day_text(lang, day),
        num=lambda value: number(lang, value),
        said=lambda sentence, facts=None: text(lang, sentence, facts),
        worktime=lambda span: worktime(lang, span),
    )
    return made


@lru_cache(maxsize=len(LANGUAGES))
def translations(lang: str) -> Translations:
    """All catalogues of a language, one per room, read from their text form.

    Sentences of the code are English; diagrams and what else an office writes are Indonesian: both have a catalogue.
    """
    whole = Translations()
    for path in sorted((TEMPLATES / "locale" / lang).glob("*.po")):
        whole.merge(_catalogue(path, lang))
    return whole


def _catalogue(path: Path, lang: str) -> Translations:
    with path.open("rb") as source:
        catalogue = read_po(source, locale=lang)
    written = BytesIO()
    write_mo(written, catalogue)
    written.seek(0)
    return Translations(written)


def zone() -> ZoneInfo:
    """The office's time zone."""
    return ZoneInfo(settings().timezone)


def instant(lang: str, at: datetime) -> str:
    """`Kam 12 Nov 2026, 10.14` in the office's time zone."""
    local = at.astimezone(zone())
    mark = "." if lang == "id" else ":"
    return f"{format_datetime(local, 'EEE d MMM y', locale=lang)}, {local:%H}{mark}{local:%M}"


def clock_time(lang: str, at: datetime) -> str:
    """`10.14` in the office's time zone."""
    local = at.astimezone(zone())
    return f"{local:%H}{'.' if lang == 'id' else ':'}{local:%M}"


def day_text(lang: str, day: date) -> str:
    """`12 November 2026`."""
    if isinstance(day, datetime):
        day = day.astimezone(zone()).date()
    return format_date(day, "d MMMM y", locale=lang)


def weekday(lang: str, day: date) -> str:
    """`Kamis`."""
    return format_date(day, "EEEE", locale=lang)


def month_short(lang: str, day: date) -> str:
    """`Nov`."""
    return format_date(day, "LLL", locale=lang)


def worktime(lang: str, span: timedelta) -> str:
    """A span of office time in its two largest units: `2 jam 35 menit`."""
    minutes = int(abs(span).total_seconds() // 60)
    hours, minutes = divmod(minutes, 60)
    if hours and minutes and hours < 8:
        return text(lang, N_("%(hours)s h %(minutes)s min"), {"hours": hours, "minutes": minutes})
    if hours:
        return text(lang, N_("%(hours)s h"), {"hours": hours})
    return text(lang, N_("%(minutes)s min"), {"minutes": minutes})


def number(lang: str, value: float) -> str:
    """`1.250` or `37,4`: a number as the language writes it."""
    return str(format_decimal(value, locale=lang))


def _fact(lang: str, value: Any, name: str = "") -> Any:
    if name == "reason" and isinstance(value, str):
        return reasons.in_words(value, translations(lang).gettext)
    if isinstance(value, datetime):
        return instant(lang, value)
    if isinstance(value, date):
        return day_text(lang, value)
    if isinstance(value, InWords):
        return in_words(lang, value)
    if isinstance(value, OneOfEach):
        return "; ".join(" / ".join(text(lang, one) for one in group) for group in value.groups)
    return value


def in_words(lang: str, said: InWords) -> str:
    """A sentence of the office's own in a language, else in the first it has; what can't be filled in stays."""
    facts = {name: _fact(lang, value, name) for name, value in said.facts.items()}
    whole = said.texts.get(lang) or str(said)
    return NAMED.sub(lambda found: str(facts.get(found.group(1), found.group(0))), whole)
