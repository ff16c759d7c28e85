"""Builds the pages of asking for leave: the kinds, the form of one kind, what sending would do."""

from collections.abc import Iterator
from datetime import timedelta

from api.pages.fields import Filled
from api.pages.leave_asking_view import AskingView, CountView, KindRow
from api.pages.registering import Tried, attempt_of
from api.pages.speech import Speech
from api.pages.task_pages import form_view
from api.pages.viewer import Viewer
from api.pages.words import Link
from engine import definitions
from forms.catalogue import Form
from kernel.act import Act
from kernel.render import N_, day_text
from people import directory, structure
from workflows.leave import balance, counting, ledger, requests, words
from workflows.leave.entitlement import rules_of
from workflows.leave.ledger_words import BUCKETS
from workflows.leave.requests import Preview
from workflows.leave.rules import PROCESS, LeaveRefused
from workflows.leave.settings import leave_settings

URL = "/leave/new"
ONE = timedelta(days=1)
ABOUT = {
    "CT": N_("Counted in working days; taken from your balance."),
    "CB": N_("Months at a time, after long service."),
    "CS": N_("With a doctor's note; from the first day on use “Report sick”."),
    "CM": N_("Three months around the birth."),
    "CAP": N_("Family in need, a wedding, a birth, a disaster: up to a month."),
    "CLTN": N_("Unpaid, for years; decided outside the unit."),
}
NAMED = {"libur_nasional": N_("holiday"), "libur_lokal": N_("holiday"), "cuti_bersama": N_("joint leave")}


def kinds_of(viewer: Viewer, act: Act) -> tuple[KindRow, ...]:
    """The kinds that are offered to the person. Raises NotEmployee."""
    return tuple(
        KindRow(viewer.say(words.KINDS[kind]), viewer.say(ABOUT[kind]), f"{URL}?kind={kind}")
        for kind in requests.kinds_for(act)
    )


def form_of(viewer: Viewer) -> Form:
    """The form of the newest version of the process."""
    return definitions.pinned_form(definitions.latest(viewer.session, PROCESS), requests.FORM)


def asking_of(viewer: Viewer, kind: str, tried: Tried, count: CountView | None = None) -> AskingView:
    """The form with what this kind of leave asks, first or after an attempt."""
    attempt = attempt_of(viewer, tried)
    form = form_of(viewer)
    hidden = {"kind", *(name for name, schema in form.properties.items() if not _asks(schema, kind))}
    filled = Filled(form, tried.values, attempt.faults, hidden=frozenset(hidden))
    return AskingView(
        title=viewer.say(words.KINDS[kind]),
        balance=balance_line(viewer),
        kind=kind,
        form=form_view(viewer, filled, URL, attempt),
        others=Link(viewer.say(N_("Another kind of leave")), URL),
        count=count,
    )


def balance_line(viewer: Viewer) -> str:
    """How many days of annual leave are free today."""
    today = viewer.calendar.date_of(viewer.now)
    free = balance.of(viewer.session, viewer.actor.id, today.year, today).available
    return viewer.say(N_("%(days)s days of annual leave are free in %(year)s"), days=free, year=str(today.year))


def count_of(viewer: Viewer, found: Preview) -> CountView:
    """What sending would do, in words."""
    dates = {"first": day_text(viewer.lang, found.starts_on), "last": day_text(viewer.lang, found.last_on)}
    span = viewer.say(N_("%(first)s to %(last)s"), **dates)
    days = sum(found.days.values())
    said = viewer.say(N_("%(days)s working days"), days=days) if found.kind == "CT" else ""
    calendar_days = viewer.say(N_("%(days)s calendar days"), days=found.calendar_days)
    return CountView(
        days=" · ".join(part for part in (said or calendar_days, span) if part),
        arithmetic=tuple(_arithmetic(viewer, found)) if found.kind == "CT" else (),
        buckets=tuple(_buckets(viewer, found)) if found.kind == "CT" else (),
        warnings=tuple(
            viewer.say(LeaveRefused.sentence, what=one.words, article=one.article) for one in found.warnings
        ),
        people=tuple(_people(viewer, found)),
        article=found.article,
    )


def _asks(schema: object, kind: str) -> bool:
    when = schema.get("x-when", {}) if isinstance(schema, dict) else {}
    return "kind" not in when or kind in when["kind"]


def _arithmetic(viewer: Viewer, found: Preview) -> Iterator[str]:
    """Calendar days, less weekends, less each named day, as this person works."""
    calendar, length = viewer.calendar, found.calendar_days
    years = range(found.starts_on.year, found.last_on.year + 1)
    works_on = ledger.works_on(viewer.session, viewer.actor.id, years)
    days = [found.starts_on + ONE * step for step in range(length)]
    free = [day for day in days if not counting.works(calendar, day, works_on)]
    named = [day for day in free if day in calendar.days]
    facts = {"all": length, "off": len(free) - len(named), "named": len(named), "left": length - len(free)}
    sentence = N_("%(all)s calendar days − %(off)s weekend days − %(named)s holidays = %(left)s working days")
    yield viewer.say(sentence, **facts)
    for day in named:
        kind = viewer.say(NAMED.get(calendar.days[day].kind, ""))
        text = viewer.say(N_("%(day)s: %(name)s"), day=day_text(viewer.lang, day), name=calendar.days[day].name)
        yield f"{text} ({kind})" if kind else text
    if len(found.days) > 1:
        for year, count in sorted(found.days.items()):
            yield viewer.say(N_("%(year)s: %(days)s working days"), year=year, days=count)


def _buckets(viewer: Viewer, found: Preview) -> Iterator[tuple[str, str]]:
    """From which days of each year they are taken, in the office's order, and what stays free."""
    person = directory.person(viewer.session, viewer.actor.id)
    order = rules_of(leave_settings(), person.employment).order
    for year, days in sorted(found.days.items()):
        left, wanted = balance.of(viewer.session, person.id, int(year), found.starts_on).left, days
        for bucket in order:
            taken = min(wanted, max(0, left[bucket]))
            wanted -= taken
            if taken:
                yield f"{viewer.say(BUCKETS[bucket])} {year}", viewer.say(N_("%(days)s days"), days=taken)
        free = viewer.say(N_("%(days)s days"), days=found.available.get(year, 0))
        yield viewer.say(N_("Free in %(year)s afterwards"), year=year), free


def _people(viewer: Viewer, found: Preview) -> Iterator[tuple[str, str]]:
    outside = words.OUTSIDE.get(found.outside)
    if found.superior and found.superior != found.decider:
        yield viewer.say(N_("Considers")), _serves(viewer, found.superior)
    if found.decider:
        yield viewer.say(N_("Decides")), _serves(viewer, found.decider)
    if outside:
        yield viewer.say(N_("Decides outside the unit")), viewer.say(outside)


def _serves(viewer: Viewer, post: str) -> str:
    holder = structure.holder_of(viewer.session, post, viewer.now)
    return f"{holder.name}, {holder.title_line}" if holder else Speech(viewer).post(post)
