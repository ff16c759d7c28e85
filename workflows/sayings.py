"""What areas hand to the doors to be said: msgids with facts, dates, posts, persons. The doors put them into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from kernel.errors import InWords, N_

SECRET = N_("– secret –")
URGENCY: Mapping[str, str] = {
    "biasa": N_("Ordinary"),
    "segera": N_("Urgent"),
    "sangat_segera": N_("Very urgent"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A msgid with its facts."""

    sentence: str
    facts: Mapping[str, "Value"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfPost:
    """A post by its code, said by its title."""

    code: str


@dataclass(frozen=True, slots=True)
class OfPerson:
    """A person by id, said by name."""

    id: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Several values in one text; those that say nothing are left out. A bare tuple is joined by ` · `."""

    parts: tuple["Value", ...]
    by: str = " · "


@dataclass(frozen=True, slots=True)
class Way:
    """A door: the msgid on it and the page behind it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A short mark beside a text, as a msgid; tone '', `sec` (secrecy) or `fast` (haste)."""

    text: str
    tone: str = ""


# A `str` is a text that stands as it is, never a msgid; None says nothing.
Plain: TypeAlias = str | InWords | int | date | datetime | None
Value: TypeAlias = Plain | Said | OfPost | OfPerson | Joined | tuple["Value", ...]
