"""Every figure of assignments that an office may set for itself; read once from settings.json."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("settings.json")


@dataclass(frozen=True, slots=True)
class AssignmentSettings:
    """Limits in the units their names say; roles, the head's post and the classification by code."""

    preparer_roles: tuple[str, ...]
    checker_role: str
    head_post: str
    check_working_days: int
    sign_working_days: int
    report_working_days: int
    longest_days: int
    most_assignees: int
    series: str
    pattern: str
    classification: str
    reader_roles: tuple[str, ...]

    @property
    def checker_desk(self) -> str:
        return f"role:{self.checker_role}"


@lru_cache(maxsize=1)
def assignment_settings() -> AssignmentSettings:
    """The settings of this office."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    lists = {name: tuple(told[name]) for name in ("preparer_roles", "reader_roles")}
    return AssignmentSettings(**{**told, **lists})
