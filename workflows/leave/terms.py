"""Every figure of the leave process that an office may set for itself; read once from terms.json.

What the law or the delegation says stands in the decision tables, what concerns balances in settings.json.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("terms.json")


@dataclass(frozen=True, slots=True)
class LeaveTerms:
    """Limits in the units their names say; posts, roles and series by code."""

    verify_working_days: int
    verify_urgent_working_hours: int
    consider_working_days: int
    decide_working_days: int
    late_after_working_days: int
    without_opinion_after_working_days: int
    document_working_days: int
    external_remind_after_working_days: int
    report_after_unpaid_months: int
    sick_window_months: int
    remote_days_most: int
    plan_ahead_days: int
    long_leave_rest_months: int
    urgent_kinds: tuple[str, ...]
    keeper_role: str
    escalation_role: str
    decider_absence_post: str
    number_series: str
    number_pattern: str
    number_unit: str
    number_classification: str


@lru_cache(maxsize=1)
def leave_terms() -> LeaveTerms:
    """The terms of this office."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    return LeaveTerms(**{**told, "urgent_kinds": tuple(told["urgent_kinds"])})
