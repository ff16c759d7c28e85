"""Builds the lists of the inbox from tasks and what their records say."""

from dataclasses import replace

from api.pages import given
from api.pages.asked import URGENCIES, Asked
from api.pages.headlines import headline, tags_of
from api.pages.inbox_view import BoxView, RowView
from api.pages.lamps import end_of_today, lamp
from api.pages.reasons import ask, why
from api.pages.shell import capped, serving
from api.pages.viewer import Viewer
from api.pages.walks import PAGE, TAGS, Found, find
from api.pages.words import Empty, Lamp, Link
from engine import inbox
from engine.inbox import Counts, TaskRow
from kernel.render import N_, clock_time, instant
from people import saved_filters
from workflows.areas import RowText

TITLES = {
    "mine": N_("My turn"),
    "late": N_("Late"),
    "today": N_("Due today"),
    "group": N_("My groups"),
    "acting": N_("As acting official or substitute"),
    "given": N_("Waiting for others"),
    "watch": N_("Served for me"),
    "done": N_("Done recently"),
}

COUNTED = frozenset({"mine", "late", "today", "acting"})  # the boxes that the counts of late and today are about


def box_of(viewer: Viewer, asked: Asked) -> BoxView:
    """A box with one page of its rows."""
    found = find(viewer, asked)
    rows = (
        given.rows(viewer, asked) if asked.box == "given" else tuple(row_of(viewer, asked, *one) for one in found.rows)
    )
    counts = inbox.counts(viewer.session, viewer.actor, viewer.now, end_of_today(viewer))
    return BoxView(
        key=asked.box,
        title=viewer.say(TITLES[asked.box]),
        summary=summary(viewer, counts) if asked.box in COUNTED else others(viewer, counts),
        here=asked.url(),
        place=asked.query or "mine",
        boxes=tuple(_boxes(viewer, asked, counts)),
        kinds=tuple(_kinds(viewer, asked, found)),
        urgencies=tuple(_urgencies(viewer, asked)),
        saved=tuple(_saved(viewer, asked)),
        query=replace(asked, after="").query,
        hidden=tuple((n, v) for n, v in (("box", asked.box), ("kind", asked.kind), ("urgency", asked.urgency)) if v),
        text=asked.q,
        rows=rows,
        older=asked.url(after=found.next) if found.next else "",
        empty=_empty(viewer, asked),
        hint=summary(viewer, counts).partition(" · ")[0],
    )


def row_of(viewer: Viewer, asked: Asked, task: TaskRow, said: RowText) -> RowView:
    """One task in a list."""
    claimable = task.state == "ready" and task.desk.startswith("role:") and viewer.actor.can_work_for(task.desk)
    return RowView(
        id=task.id,
        url=asked.url(f"/tasks/{task.id}"),
        ask=ask(viewer, task),
        lamp=_lamp(viewer, task),
        about=headline(viewer, said) or task.name,
        origin=" · ".join(part for part in (said.about, said.origin, why(viewer, task.desk)) if part),
        tags=tags_of(viewer, said),
        read=task.read_at is not None and asked.box != "done",
        secret=said.secret,
        claim_url=f"/tasks/{task.id}/claim" if claimable and asked.box == "group" else "",
    )


def summary(viewer: Viewer, counts: Counts) -> str:
    """`3 terlambat, 5 hari ini`: the first line of the place."""
    if not counts.late and not counts.today:
        return viewer.say(N_("nothing late, nothing due today · by office time left"))
    facts = {"late": capped(counts.late) or "0", "today": capped(counts.today) or "0"}
    return viewer.say(N_("%(late)s late, %(today)s due today · by office time left"), **facts)


def others(viewer: Viewer, counts: Counts) -> str:
    """Above a box whose tasks are not mine yet: how mine stand."""
    return viewer.say(N_("Your tasks: %(late)s late, %(today)s due today"), late=counts.late, today=counts.today)


def _lamp(viewer: Viewer, task: TaskRow) -> Lamp:
    if task.done_at is not None:
        return Lamp("done", instant(viewer.lang, task.done_at))
    if task.state == "suspended":
        return Lamp("none", viewer.say(N_("suspended")))
    return lamp(viewer, task.due_at, task.opened_at)


def _boxes(viewer: Viewer, asked: Asked, counts: Counts) -> list[Link]:
    shown = {"mine": counts.mine, "late": counts.late, "today": counts.today, "group": counts.group}
    if serving(viewer):
        shown["acting"] = counts.acting
    shown["given"] = given.count(viewer)
    if viewer.actor.sees or viewer.actor.ceded:
        shown["watch"] = 0
    shown["done"] = 0
    return [
        Link(viewer.say(TITLES[key]), Asked(key).url(), key == asked.box, capped(count), key == "late" and bool(count))
        for key, count in shown.items()
    ]


def _kinds(viewer: Viewer, asked: Asked, found: Found) -> list[Link]:
    plain = find(viewer, Asked(asked.box), PAGE * 4) if asked.kind or asked.q or asked.urgency or asked.after else found
    names = {task.form: ask(viewer, task) for task, _ in plain.rows if task.form}
    if len(names) < 2 and not asked.kind:
        return []
    every = Link(viewer.say(N_("All")), asked.url(kind=""), not asked.kind)
    return [every, *(Link(name, asked.url(kind=form), asked.kind == form) for form, name in sorted(names.items()))]


def _urgencies(viewer: Viewer, asked: Asked) -> list[Link]:
    every = Link(viewer.say(N_("All")), asked.url(urgency=""), not asked.urgency)
    links = (Link(viewer.say(TAGS[one]), asked.url(urgency=one), asked.urgency == one) for one in reversed(URGENCIES))
    return [every, *links]


def _saved(viewer: Viewer, asked: Asked) -> list[Link]:
    here = replace(asked, after="").query
    kept = saved_filters.list_of(viewer.session, viewer.actor.id)
    return [Link(one.name, f"/?{one.query}" if one.query else "/", one.query == here) for one in kept]


def _empty(viewer: Viewer, asked: Asked) -> Empty:
    if asked.kind or asked.q or asked.urgency:
        return Empty(
            viewer.say(N_("Nothing matches these filters.")), viewer.say(N_("Choose “All”, or search in Letters."))
        )
    last = inbox.page(viewer.session, viewer.actor, inbox.Box.DONE, limit=1).rows
    if not last or last[0].done_at is None:
        return Empty(viewer.say(N_("No tasks.")), viewer.say(N_("What is asked of you appears here by itself.")))
    facts = {"task": ask(viewer, last[0]), "at": clock_time(viewer.lang, last[0].done_at)}
    if viewer.calendar.date_of(last[0].done_at) != viewer.calendar.date_of(viewer.now):
        facts["at"] = instant(viewer.lang, last[0].done_at)
    return Empty(viewer.say(N_("No tasks.")), viewer.say(N_("The last one done: %(task)s, %(at)s."), **facts))
