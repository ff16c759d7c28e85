"""What was answered in a step, in the words of the form that asked for it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from api.pages.speech import Speech
from api.pages.viewer import Viewer
from engine import definitions
from engine.audit import Replay
from engine.frames import Frame
from forms.catalogue import Form
from kernel.render import N_, day_text, instant

POSTS = frozenset({"post", "recipients", "responsible", "joint"})
PEOPLE = frozenset({"person", "people"})
FILES = "scan"
OUTSIDE = {"result": N_("Answer"), "error": N_("Failure")}  # what a service outside gives back


def answers_of(viewer: Viewer, replay: Replay, frame: Frame, speech: Speech) -> list[str]:
    """One line for each answer that is kept with the step; texts of persons are not."""
    element = replay.process.elements.get(frame.element or "")
    form = definitions.pinned_form(replay.definition, element.form) if element and element.form else None
    hidden = viewer.offices.hides(replay.definition.key)
    given = {name: value for name, value in frame.answers.items() if name not in hidden and value not in ("", [], None)}
    return [
        f"{_label(viewer, form, name)}: {_said(viewer, form, (name, value), speech)}"
        for name, value in given.items()
        if _widget(form, name) != FILES
    ]


def _widget(form: Form | None, name: str) -> str:
    return str(form.ui.get(name, {}).get("ui:widget", "")) if form else ""


def _label(viewer: Viewer, form: Form | None, name: str) -> str:
    schema = form.properties.get(name) if form else None
    return viewer.say(schema["title"]) if schema and schema.get("title") else viewer.say(OUTSIDE.get(name, name))


def _said(viewer: Viewer, form: Form | None, answer: tuple[str, Any], speech: Speech) -> str:
    name, value = answer
    schema = form.properties.get(name) if form else None
    labels = dict(form.choices(name)) if form and schema else {}
    widget = _widget(form, name)
    if widget in POSTS:
        return ", ".join(speech.post(str(one)) for one in _several(value))
    if widget in PEOPLE:
        return ", ".join(speech.person(str(one)) for one in _several(value))
    return ", ".join(_one(viewer, one, labels, schema or {}) for one in _several(value))


def _one(viewer: Viewer, value: Any, labels: Mapping[str, str], schema: Mapping[str, Any]) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if text in labels:
        return viewer.say(labels[text])
    if isinstance(value, Mapping):
        return ", ".join(f"{key} = {_one(viewer, part, {}, {})}" for key, part in value.items()) or "–"
    if isinstance(value, bool):
        return viewer.say(N_("yes")) if value else viewer.say(N_("no"))
    if schema.get("format") == "date":
        return day_text(viewer.lang, date.fromisoformat(text))
    if schema.get("format") == "local-date-time":
        return instant(viewer.lang, datetime.fromisoformat(text).replace(tzinfo=viewer.calendar.timezone))
    return text


def _several(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, list) else (value,)
