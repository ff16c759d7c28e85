"""Builds the editor of a draft and the preview of what publishing it would do."""

from collections.abc import Sequence

from api.pages import calendar_words as words
from api.pages.calendar_view import DraftView, MoveLine, PeriodView, PreviewView
from api.pages.viewer import Viewer
from api.pages.words import Option
from engine import calendar_changes, runtime
from kernel import calendars
from kernel.render import N_, instant, number
from workflows.office_calendar import comparing, drafts, moving, publishing
from workflows.office_calendar.comparing import Changes
from workflows.office_calendar.drafts import Draft
from workflows.office_calendar.editing import KINDS
from workflows.office_calendar.errors import Remark
from workflows.office_calendar.moving import Foreseen

PAGE = 100  # cases looked at for one page
COUNTED = 400  # so many cases are looked at for the exact counts
EFFECTS = 100


def draft_of(viewer: Viewer, year: int) -> DraftView:
    """The editor with one year of days."""
    draft, current = drafts.find(viewer.session, viewer.actor.id), viewer.calendar
    calendar = current if draft is None else draft.calendar
    remarks = [] if draft is None else publishing.remarks_of(viewer.session, draft, viewer.now)
    told: tuple[str, ...] = ()
    if draft is not None:
        told = words.changes(viewer, comparing.changes(calendars.know(viewer.session, draft.based_on), calendar))
    now = calendar.date_of(viewer.now).year
    offered = sorted({*(on.year for on in calendar.days), *calendar.full_years, *range(now, now + 3), year})
    return DraftView(
        summary=_summary(viewer, draft),
        exists=draft is not None,
        overtaken=draft is not None and draft.based_on != current.version,
        stops=_said(viewer, remarks, stops=True),
        hints=_said(viewer, remarks, stops=False),
        changes=told,
        year=year,
        complete=calendar.has_full_year(year),
        years=tuple(Option(str(one), str(one), one == year) for one in offered),
        named=words.named_of(viewer, calendar, year),
        kinds=tuple(Option(code, viewer.say(label)) for code, label in KINDS.items()),
        hours=words.week(viewer, calendar.hours),
        periods=tuple(words.period(viewer, one) for one in sorted(calendar.periods, key=lambda one: one.first)),
        blank=PeriodView("", "", "", "", words.week(viewer, calendar.hours)),
    )


def preview_of(viewer: Viewer, after: str) -> PreviewView:
    """What publishing the draft would do, from behind one case on. Raises DraftMissing."""
    draft = drafts.get(viewer.session, viewer.actor.id)
    base = calendars.know(viewer.session, draft.based_on)
    changed = comparing.changes(base, draft.calendar)
    remarks = publishing.remarks_of(viewer.session, draft, viewer.now)
    ids = calendar_changes.list_affected(viewer.session, drafts.NAME, after=after, limit=PAGE)
    seen = moving.foresee(viewer.session, viewer.offices, draft.calendar, ids)
    first = not after
    effects = _effects(viewer, draft) if first else ()
    return PreviewView(
        base=draft.based_on,
        counts=_counts(viewer, draft, changed, seen, len(effects)) if first else (),
        changes=words.changes(viewer, changed),
        stops=_said(viewer, remarks, stops=True),
        hints=_said(viewer, remarks, stops=False),
        moves=_moves(viewer, seen),
        effects=effects[:EFFECTS],
        more=f"/calendar/preview?after={ids[-1]}" if len(ids) == PAGE else "",
        first=first,
        overtaken=draft.based_on != viewer.calendar.version,
    )


def _summary(viewer: Viewer, draft: Draft | None) -> str:
    if draft is None:
        return viewer.say(N_("Nothing is changed yet. The first change begins your draft; nobody else sees it."))
    sentence = N_("Your draft of %(at)s, begun from version %(version)s. It is kept until you publish or discard it.")
    return viewer.say(sentence, at=draft.saved_at, version=draft.based_on)


def _said(viewer: Viewer, remarks: Sequence[Remark], *, stops: bool) -> tuple[str, ...]:
    return tuple(words.remark(viewer, one) for one in remarks if one.stops == stops)


def _counts(viewer: Viewer, draft: Draft, changed: Changes, seen: list[Foreseen], effects: int) -> tuple[str, ...]:
    total = calendar_changes.count_affected(viewer.session, drafts.NAME)

    def say(sentence: str, **counts: int) -> str:
        return viewer.say(sentence, **{name: number(viewer.lang, count) for name, count in counts.items()})

    lines = [say(N_("%(days)s days change."), days=len(changed.days))]
    if total <= COUNTED:
        if total > PAGE:
            ids = calendar_changes.list_affected(viewer.session, drafts.NAME, limit=COUNTED)
            seen = moving.foresee(viewer.session, viewer.offices, draft.calendar, ids)
        facts = {"cases": len(seen), "total": total, "deadlines": sum(len(one.moves) for one in seen)}
        lines.append(say(N_("%(deadlines)s open deadlines of %(cases)s cases move; %(total)s cases run."), **facts))
    else:
        sentence = N_("%(total)s cases run; their deadlines are shown %(page)s cases at a time.")
        lines.append(say(sentence, total=total, page=PAGE))
    if effects:
        lines.append(say(N_("%(count)s records change beside them."), count=effects))
    return tuple(lines)


def _moves(viewer: Viewer, seen: list[Foreseen]) -> tuple[MoveLine, ...]:
    records = {one.record for one in seen if one.record}
    texts = viewer.offices.describe(viewer.session, viewer.actor, records)
    lines = []
    for one in seen:
        process = runtime.of(viewer.session).process(viewer.session, one.definition_id)
        text = texts.get(one.record or "")
        title = text.title if text and text.title else viewer.say(N_("Case %(id)s"), id=one.instance_id[-12:])
        url = viewer.offices.record_url(one.record) if text else None
        for move in one.moves:
            element = process.elements.get(move.element)
            lines.append(
                MoveLine(
                    title=title,
                    url=url or "",
                    process=viewer.say(process.name),
                    place=viewer.say(element.name) if element and element.name else move.element,
                    before=instant(viewer.lang, move.before) if move.before else "–",
                    after=instant(viewer.lang, move.after) if move.after else "–",
                )
            )
    return tuple(lines)


def _effects(viewer: Viewer, draft: Draft) -> tuple[MoveLine, ...]:
    found = moving.effects(viewer.session, viewer.offices, draft.calendar)
    texts = viewer.offices.describe(viewer.session, viewer.actor, {one.record for one in found})
    lines = []
    for one in found:
        text = texts.get(one.record)
        title = text.title if text and text.title else viewer.say(N_("A record that is not yours to see"))
        url = viewer.offices.record_url(one.record) if text else None
        lines.append(MoveLine(title, url or "", "", viewer.told(one.about, one.facts), "", ""))
    return tuple(lines)
