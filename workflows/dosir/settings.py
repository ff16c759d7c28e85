"""Every figure of the personnel file that an office may set for itself; read once from settings.json."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("settings.json")


@dataclass(frozen=True, slots=True)
class DosirSettings:
    """Roles by code; limits in the units their names say."""

    hr_roles: tuple[str, ...]
    verify_role: str
    verify_role_for_hr: str
    verify_working_days: int
    file_mb: float
    media_types: tuple[str, ...]
    expiring_days: int
    shown_digits: int


@lru_cache(maxsize=1)
def dosir_settings() -> DosirSettings:
    """The settings of this office."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    lists = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
    return DosirSettings(**{**told, **lists})
