"""Days, hours and changes of the office calendar in a person's words."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from babel.dates import get_day_names, get_month_names

from api.pages.calendar_view import HoursField, NamedLine, PeriodView
from api.pages.viewer import Viewer
from kernel.calendar import WEEKDAYS, Calendar, Hours, NamedDay, Period, Week
from kernel.errors import AppError
from kernel.render import N_, day_text
from workflows.office_calendar.comparing import Changes
from workflows.office_calendar.editing import KINDS
from workflows.office_calendar.errors import Remark

TONES = {"libur_nasional": "holiday", "cuti_bersama": "joint", "libur_lokal": "local", "kerja_khusus": "extra"}
SHIPPED = {"ramadan": N_("Ramadan")}  # names that the calendar that ships has as codes


def weekday(viewer: Viewer, number: int) -> str:
    """`Senin`."""
    return str(get_day_names("wide", "stand-alone", viewer.lang)[number])


def weekdays(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """Short and long names from Monday on."""
    short = get_day_names("abbreviated", "stand-alone", viewer.lang)
    return tuple((str(short[number]), weekday(viewer, number)) for number in range(7))


def month(viewer: Viewer, number: int) -> str:
    """`Maret`."""
    return str(get_month_names("wide", "stand-alone", viewer.lang)[number])


def full_day(viewer: Viewer, on: date) -> str:
    """`Senin, 17 Agustus 2026`."""
    return f"{weekday(viewer, on.weekday())}, {day_text(viewer.lang, on)}"


def named(viewer: Viewer, day: NamedDay) -> NamedLine:
    """A named day as a line."""
    kind = viewer.say(KINDS[day.kind]) if day.kind in KINDS else day.kind
    tone = TONES.get(day.kind, "holiday")
    return NamedLine(day.on.isoformat(), full_day(viewer, day.on), kind, day.kind, tone, day.name, day.basis)


def named_of(viewer: Viewer, calendar: Calendar, year: int) -> tuple[NamedLine, ...]:
    """The named days of a year in order."""
    return tuple(named(viewer, day) for on, day in sorted(calendar.days.items()) if on.year == year)


def week(viewer: Viewer, hours: Week) -> tuple[HoursField, ...]:
    """The seven days with their hours."""
    return tuple(_hours(viewer, number, hours.get(number)) for number in range(7))


def period(viewer: Viewer, one: Period) -> PeriodView:
    """Days with hours of their own."""
    days = viewer.say(N_("%(first)s to %(last)s"), first=one.first, last=one.last)
    return PeriodView(
        period_name(viewer, one), days, one.first.isoformat(), one.last.isoformat(), week(viewer, one.hours)
    )


def period_name(viewer: Viewer, one: Period) -> str:
    """The name of a period."""
    return viewer.say(SHIPPED[one.name]) if one.name in SHIPPED else one.name


def changes(viewer: Viewer, found: Changes) -> tuple[str, ...]:
    """What is different, one sentence each."""
    return tuple(_changes(viewer, found))


def remark(viewer: Viewer, one: Remark) -> str:
    """A remark; one about a line of a list names the line."""
    said = viewer.told(one.sentence, facts_of(viewer, one.facts))
    return viewer.say(N_("Line %(line)s: %(said)s"), line=one.facts["line"], said=said) if "line" in one.facts else said


def refusal(viewer: Viewer, fault: AppError) -> str:
    """The sentence of a refusal, weekdays by their names."""
    return viewer.told(fault.sentence, facts_of(viewer, fault.facts))


def facts_of(viewer: Viewer, facts: Mapping[str, object]) -> dict[str, object]:
    """The same facts with weekdays by their names."""
    code = facts.get("weekday")
    return {**facts, "weekday": weekday(viewer, WEEKDAYS.index(code))} if isinstance(code, str) else dict(facts)


def _hours(viewer: Viewer, number: int, hours: Hours | None) -> HoursField:
    blank = HoursField(WEEKDAYS[number], weekday(viewer, number), viewer.say(N_("no work")))
    if hours is None:
        return blank
    opens, break_from, break_to, closes = (
        f"{clock:%H:%M}" for clock in (hours.opens, hours.break_from, hours.break_to, hours.closes)
    )
    mark = "." if viewer.lang == "id" else ":"
    said = viewer.say(
        N_("%(opens)s–%(closes)s, break %(since)s–%(until)s"),
        opens=opens,
        closes=closes,
        since=break_from,
        until=break_to,
    )
    filled = replace(blank, said=said.replace(":", mark), opens=opens, break_from=break_from, break_to=break_to)
    return replace(filled, closes=closes)


def _changes(viewer: Viewer, found: Changes) -> Iterator[str]:
    for one in found.days:
        facts = {"day": full_day(viewer, one.on)}
        if one.before is None and one.after is not None:
            yield viewer.say(N_("%(day)s is new: %(what)s"), **facts, what=_what(viewer, one.after))
        elif one.after is None and one.before is not None:
            yield viewer.say(N_("%(day)s is named no more: %(what)s"), **facts, what=_what(viewer, one.before))
        elif one.after is not None and one.before is not None:
            both = {"before": _what(viewer, one.before), "after": _what(viewer, one.after)}
            yield viewer.say(N_("%(day)s: %(before)s → %(after)s"), **facts, **both)
    for number in found.weekdays:
        yield viewer.say(N_("The regular hours of %(weekday)s change."), weekday=weekday(viewer, number))
    for changed in found.periods:
        one_period = changed.after or changed.before
        if one_period is not None:
            sentence = N_("The period %(name)s changes.")
            if changed.before is None:
                sentence = N_("The period %(name)s is new.")
            elif changed.after is None:
                sentence = N_("The period %(name)s is taken out.")
            yield viewer.say(sentence, name=period_name(viewer, one_period))
    for year in found.completed:
        yield viewer.say(N_("The list of %(year)s is complete."), year=year)
    for year in found.opened:
        yield viewer.say(N_("The list of %(year)s is no longer called complete."), year=year)


def _what(viewer: Viewer, day: NamedDay) -> str:
    kind = viewer.say(KINDS[day.kind]) if day.kind in KINDS else day.kind
    return f"{day.name} ({kind}; {day.basis})" if day.basis else f"{day.name} ({kind})"
