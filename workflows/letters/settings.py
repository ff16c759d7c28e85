"""Every figure of the letter process that an office may set for itself; read once from settings.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("settings.json")


@dataclass(frozen=True, slots=True)
class LetterSettings:
    """Limits in the units their names say; parts lie between 0 and 1; posts and roles by code."""

    letter_limits: Mapping[str, int]
    dispose_limits: Mapping[str, int]
    accept_working_days: int
    file_working_days: int
    child_part: float
    remind_part: float
    escalate_working_days: int
    overdue_grace_working_hours: int
    agenda_pattern: str
    agenda_series: str
    head_post: str
    absence_alert_post: str
    filing_escalation_role: str
    head_reminder_role: str
    classifications: Mapping[str, str]


@lru_cache(maxsize=1)
def letter_settings() -> LetterSettings:
    """The settings of this office."""
    return LetterSettings(**json.loads(FILE.read_text(encoding="utf-8")))
