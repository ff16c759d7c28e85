"""Builds the page of substitution, and its line on the page of a person."""

from collections.abc import Iterable, Mapping
from datetime import date

from api.pages.substitution_view import StandinLine, SubstitutionsView
from api.pages.viewer import Viewer
from api.pages.words import Option, Tag
from engine import definitions
from kernel.render import N_, day_text
from people import directory, standins, structure, substitution
from people.substitution import Scope, Standin

SCOPES = {
    Scope.ALL: N_("all tasks: of the post and those for the person by name"),
    Scope.POST: N_("tasks of the post only"),
    Scope.PERSON: N_("tasks for the person by name only"),
}
SHORT = {Scope.ALL: N_("all tasks"), Scope.POST: N_("tasks of the post"), Scope.PERSON: N_("tasks by name")}


def substitutions_of(viewer: Viewer, sought: str, chosen: Iterable[str] = ()) -> SubstitutionsView:
    """Everything this person may see; `chosen` are the processes ticked in a form that was refused."""
    me, ticked = viewer.actor.id, set(chosen)
    people = directory.list_people(viewer.session)
    names = {one.id: one.name for one in people}
    working = structure.posts_of_people(viewer.session, list(names), viewer.now)
    mine = substitution.list_for(viewer.session, me)
    overseen = standins.oversees(viewer.actor)
    below = names.keys() - {me} if overseen else standins.people_below(viewer.session, viewer.actor, viewer.now)
    others = [one for one in _standing(viewer) if one.absent in below and me not in (one.absent, one.substitute)]
    words = _Words(viewer, names, {*below, me})
    return SubstitutionsView(
        for_me=tuple(words.line(one) for one in mine if one.absent == me),
        by_me=tuple(words.line(one) for one in mine if one.substitute == me),
        others=tuple(words.line(one) for one in others if _matches(one, names, sought)),
        others_title=_others_title(viewer, overseen) if below else "",
        sought=sought,
        me=me,
        absent=tuple(Option(one.id, one.name) for one in people if one.id in below),
        people=tuple(Option(one.id, one.name) for one in people if one.id in working and (below or one.id != me)),
        processes=tuple(Option(key, name, key in ticked) for key, name in words.processes.items()),
        scopes=tuple(Option(scope.value, viewer.say(said)) for scope, said in SCOPES.items()),
        today=viewer.calendar.date_of(viewer.now).isoformat(),
    )


def lines_of(viewer: Viewer, person: str) -> tuple[str, ...]:
    """Who stands in for a person now or later, in one line each."""
    found = [one for one in substitution.list_for(viewer.session, person) if standins.is_standing(one, viewer.now)]
    names = directory.names(viewer.session, {who for one in found for who in (one.absent, one.substitute)})
    said = []
    for one in found:
        sentence = N_("%(who)s stands in, %(days)s") if one.absent == person else N_("stands in for %(who)s, %(days)s")
        who = names.get(one.substitute if one.absent == person else one.absent, "")
        said.append(viewer.say(sentence, who=who, days=days_text(viewer.lang, one.starts_on, one.last_on)))
    return tuple(said)


def days_text(lang: str, first: date, last: date) -> str:
    """`16 November 2026 – 18 November 2026`, or the one day."""
    return day_text(lang, first) if first == last else f"{day_text(lang, first)} – {day_text(lang, last)}"


class _Words:
    """Puts substitutions into words; `arranged` are the persons for whom this person arranges them."""

    def __init__(self, viewer: Viewer, names: Mapping[str, str], arranged: set[str]) -> None:
        self.viewer, self.names, self.arranged = viewer, names, arranged
        self.processes = {one.key: viewer.say(one.name) for one in definitions.list_latest(viewer.session)}
        self.today = viewer.calendar.date_of(viewer.now)

    def line(self, one: Standin) -> StandinLine:
        return StandinLine(
            id=one.id,
            absent=self.names.get(one.absent, one.absent),
            substitute=self.names.get(one.substitute, one.substitute),
            days=days_text(self.viewer.lang, one.starts_on, one.last_on),
            tasks=self._tasks(one),
            basis=one.basis,
            state=self._state(one),
            starts_on=one.starts_on.isoformat(),
            last_on=one.last_on.isoformat(),
            can_end=one.absent in self.arranged and standins.is_standing(one, self.viewer.now),
        )

    def _tasks(self, one: Standin) -> str:
        scope = self.viewer.say(SHORT[Scope(one.scope)])
        only = ", ".join(self.processes.get(key, key) for key in sorted(one.processes))
        return f"{scope} · {only}" if only else scope

    def _state(self, one: Standin) -> Tag:
        if one.revoked_at is not None:
            return Tag(self.viewer.say(N_("revoked")))
        if one.stands_on(self.today):
            return Tag(self.viewer.say(N_("now")))
        return Tag(self.viewer.say(N_("over") if one.last_on < self.today else N_("to come")))


def _standing(viewer: Viewer) -> list[Standin]:
    return substitution.list_standing(viewer.session, viewer.calendar.date_of(viewer.now))


def _matches(one: Standin, names: Mapping[str, str], sought: str) -> bool:
    words = sought.strip().lower()
    return not words or any(words in names.get(person, "").lower() for person in (one.absent, one.substitute))


def _others_title(viewer: Viewer, overseen: bool) -> str:
    return viewer.say(N_("In the whole office") if overseen else N_("Of those below me"))
