"""Every figure of permissions that an office may set for itself; read once from settings.json."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("settings.json")


@dataclass(frozen=True, slots=True)
class PermissionSettings:
    """Limits in the units their names say; `remind_part` lies between 0 and 1; roles and classification by code."""

    decide_working_hours: float
    escalate_working_hours: float
    remind_part: float
    past_working_days: int
    ahead_days: int
    series: str
    pattern: str
    classification: str
    informed_role: str
    reader_roles: tuple[str, ...]


@lru_cache(maxsize=1)
def permission_settings() -> PermissionSettings:
    """The settings of this office."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    return PermissionSettings(**{**told, "reader_roles": tuple(told["reader_roles"])})
