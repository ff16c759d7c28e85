"""How a paper speaks: sentences, dates and instants in its language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kernel import render


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a language for a paper."""

    lang: str = "id"

    def say(self, sentence: str, facts: Mapping[str, Any] | None = None) -> str:
        """A msgid in words, with its facts."""
        return render.text(self.lang, sentence, facts)

    def day(self, on: date | None) -> str:
        """`12 November 2026`, or nothing."""
        return "" if on is None else render.day_text(self.lang, on)

    def weekday(self, on: date | None) -> str:
        """`Kamis, 12 November 2026`, or nothing."""
        return "" if on is None else f"{render.weekday(self.lang, on)}, {self.day(on)}"

    def at(self, at: datetime | None) -> str:
        """An instant in the office's time, or nothing."""
        return "" if at is None else render.instant(self.lang, at)
