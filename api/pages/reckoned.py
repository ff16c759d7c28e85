"""What a step calculated, in words: decisions with their inputs and rules, deadlines with the days they count."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from api.pages.viewer import Viewer
from engine.frames import Frame
from kernel.render import N_, day_text, instant

REASONS = {
    "weekend": N_("weekend"),
    "libur_nasional": N_("holiday"),
    "cuti_bersama": N_("joint leave"),
    "libur_lokal": N_("local holiday"),
    "more": N_("and so on"),
}


def reckoned(viewer: Viewer, frame: Frame) -> list[str]:
    """One line for each decision and one for each deadline on office time."""
    return [*(_decided(viewer, one) for one in frame.decisions), *(_due(viewer, timer) for timer in frame.timers)]


def _decided(viewer: Viewer, one: Mapping[str, Any]) -> str:
    inputs = ", ".join(f"{asked['name']} = {_value(viewer, asked['value'])}" for asked in one["inputs"])
    rules = ", ".join(str(rule["number"]) for rule in one["rules"])
    by = viewer.say(N_("rule %(rules)s"), rules=rules) if rules else viewer.say(N_("no rule"))
    facts = " · ".join(filter(None, (inputs, by if one["inputs"] else "")))
    return f"{one['decision']}: {facts} → {_value(viewer, one['output'])}" if facts else _plain(viewer, one)


def _plain(viewer: Viewer, one: Mapping[str, Any]) -> str:
    return f"{one['decision']} → {_value(viewer, one['output'])}"


def _due(viewer: Viewer, timer: Mapping[str, Any]) -> str:
    runs = "; ".join(_run(viewer, run) for run in timer["arithmetic"])
    due = instant(viewer.lang, datetime.fromisoformat(timer["due"]))
    return viewer.say(N_("Due %(due)s on office time: %(days)s"), due=due, days=runs or viewer.say(N_("the same day")))


def _run(viewer: Viewer, run: list[Any]) -> str:
    first, last, reason, name, counted = run
    days = day_text(viewer.lang, date.fromisoformat(first))
    if last != first:
        days = f"{days} – {day_text(viewer.lang, date.fromisoformat(last))}"
    working = viewer.say(N_("working day %(n)s"), n=counted)
    return f"{days}: {working if reason == 'working' else name or viewer.say(REASONS.get(reason, reason))}"


def _value(viewer: Viewer, value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return viewer.say(N_("yes")) if value else viewer.say(N_("no"))
    if isinstance(value, list):
        return ", ".join(_value(viewer, one) for one in value) or "–"
    if isinstance(value, dict):
        return ", ".join(f"{name} = {_value(viewer, one)}" for name, one in value.items())
    return str(value)
