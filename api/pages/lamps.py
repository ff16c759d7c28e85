"""How much office time is left, as a lamp and in words."""

from datetime import datetime, timedelta

from api.pages.viewer import Viewer
from api.pages.words import Lamp
from kernel.render import N_, worktime

WORKING_DAY = timedelta(hours=7, minutes=30)
IN_DAYS = timedelta(hours=15)  # from two working days on, days are said instead of hours
NONE = Lamp("none", "")


def lamp(viewer: Viewer, due_at: datetime | None, since: datetime | None = None) -> Lamp:
    """Late, today or more than half of the time gone, or in time; without a limit nothing is lit."""
    if due_at is None:
        return Lamp("none", viewer.say(N_("no limit")))
    left = viewer.calendar.working_between(viewer.now, due_at)
    if due_at < viewer.now:
        return Lamp("late", viewer.say(N_("%(span)s late"), span=span(viewer, -left)))
    return Lamp(
        "today" if is_near(viewer, due_at, since) else "ok", viewer.say(N_("%(span)s left"), span=span(viewer, left))
    )


def is_near(viewer: Viewer, due_at: datetime, since: datetime | None) -> bool:
    """Whether it is due today, or half of its office time is gone."""
    calendar = viewer.calendar
    if calendar.date_of(due_at) <= calendar.date_of(viewer.now):
        return True
    if since is None:
        return False
    return calendar.working_between(since, viewer.now) * 2 >= calendar.working_between(since, due_at)


def span(viewer: Viewer, length: timedelta) -> str:
    """Office time in words: minutes, hours, from two days on working days."""
    length = abs(length)
    if length >= IN_DAYS:
        return viewer.say(N_("%(days)s days"), days=int(length / WORKING_DAY))
    return worktime(viewer.lang, length)


def end_of_today(viewer: Viewer) -> datetime:
    """When the office closes today; on a free day the end of the next opening's day."""
    calendar = viewer.calendar
    return calendar.closes_at(calendar.date_of(calendar.shift_to_open(viewer.now)))
