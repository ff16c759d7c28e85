"""Days of the office: an instant belongs to the day of the office's own time zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from kernel.settings import settings


def day_of(at: datetime) -> date:
    """The office's calendar day of an aware instant."""
    return at.astimezone(ZoneInfo(settings().timezone)).date()
