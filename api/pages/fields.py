"""Builds the fields of a form from its schema, what was typed, and what was wrong with it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from api.pages import recipients, staff
from api.pages.files import shown_files
from api.pages.form_view import FieldView
from api.pages.posted import ROLE
from api.pages.viewer import Viewer
from api.pages.words import Option
from forms.catalogue import Form
from kernel import canonical
from kernel.errors import FieldError
from people import structure

Values = Mapping[str, list[str]]
FEW, COMMON = 9, 8
WITHIN = frozenset({"responsible", "joint"})  # chosen in the row of the recipient
SHORT = frozenset({"date", "datetime", "number"})


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with what was typed; `giver` is the post that gives something to recipients."""

    form: Form
    values: Values = field(default_factory=dict)
    faults: tuple[FieldError, ...] = ()
    giver: str = ""
    hidden: frozenset[str] = frozenset()


def fields_of(viewer: Viewer, filled: Filled) -> Iterator[FieldView]:
    """The fields in the order in which they are shown."""
    decision = decision_of(filled.form)
    for name, schema, ui in filled.form.fields():
        widget = _widget(schema, ui)
        if widget in WITHIN or name in filled.hidden:
            continue
        made = BUILDERS.get(widget, _text)(viewer, filled, _plain(viewer, filled, name), widget)
        css, when = _ways(filled.form, schema, decision)
        yield replace(made, css=css, when=when)


def decision_of(form: Form) -> str:
    """The field that holds the decision, or ''."""
    return next((name for name, _, ui in form.fields() if ui.get("ui:widget") == "decision"), "")


def decisions(form: Form) -> list[tuple[str, str]]:
    """(value, label msgid) of each decision."""
    name = decision_of(form)
    return form.choices(name) if name else []


def _plain(viewer: Viewer, filled: Filled, name: str) -> FieldView:
    schema, ui = filled.form.properties[name], filled.form.ui.get(name, {})
    faults = [fault for fault in filled.faults if fault.field == name or (name == "to" and fault.field in WITHIN)]
    given = filled.values.get(name)
    return FieldView(
        name=name,
        kind="text",
        label=viewer.say(schema.get("title", name)),
        value=given[-1] if given else "" if schema["type"] == "array" else str(schema.get("default", "")),
        help=viewer.say(ui["ui:help"]) if ui.get("ui:help") else "",
        fault=" ".join(viewer.told(fault.sentence, fault.facts) for fault in faults),
        optional=_asks_something(filled.form) and not _is_required(filled.form, name),
        limit=int(schema.get("maxLength", 0)),
        rows=int(ui.get("ui:options", {}).get("rows", 3)),
        placeholder=viewer.say(ui["ui:placeholder"]) if ui.get("ui:placeholder") else "",
        many=schema["type"] == "array",
    )


def _asks_something(form: Form) -> bool:
    return any(_is_required(form, name) for name in form.properties)


def _is_required(form: Form, name: str) -> bool:
    return name in form.schema.get("required", ()) or bool(form.properties[name].get("x-required"))


def _widget(schema: Mapping[str, Any], ui: Mapping[str, Any]) -> str:
    if ui.get("ui:widget"):
        return str(ui["ui:widget"])
    if schema.get("format") in ("date", "local-date-time"):
        return "date" if schema["format"] == "date" else "datetime"
    choices = schema.get("items", schema).get("enum", ())
    if choices:
        return "chips" if schema["type"] == "array" or len(choices) < FEW - 4 else "select"
    return "check" if schema["type"] == "boolean" else "text"


def _ways(form: Form, schema: Mapping[str, Any], decision: str) -> tuple[str, str]:
    """CSS classes for the decisions that call for a field; JSON of all its conditions for the browser."""
    when = dict(schema.get("x-when", {}))
    if not when:
        return "", ""
    values = [value for value, _ in form.choices(decision)] if decision else []
    wanted = [str(one).lower() if isinstance(one, bool) else str(one) for one in when.get(decision, ())]
    css = " ".join(["way", *(f"way-{values.index(one) + 1}" for one in wanted if one in values)]) if wanted else ""
    return css, canonical.text(when)


def _options(viewer: Viewer, filled: Filled, made: FieldView) -> tuple[Option, ...]:
    chosen = set(filled.values.get(made.name) or ([made.value] if made.value else []))
    if not filled.values:
        chosen.update(_first(filled.form, made.name))
    choices = filled.form.choices(made.name)
    folds = len(choices) > FEW
    return tuple(
        Option(str(value), viewer.say(label), str(value) in chosen, folds and place >= COMMON)
        for place, (value, label) in enumerate(choices)
    )


def _first(form: Form, name: str) -> list[str]:
    """What is chosen before anybody chose."""
    default = form.properties[name].get("default", [])
    return [str(one) for one in default] if isinstance(default, list) else []


def _decision(viewer: Viewer, filled: Filled, made: FieldView, _widget: str) -> FieldView:
    options = _options(viewer, filled, made)
    if not any(option.chosen for option in options):
        options = (replace(options[0], chosen=True), *options[1:])
    tabs = [filled.form.deed(option.value) for option in options]
    named = (
        replace(o, label=viewer.say(tab.tab)) if tab and tab.tab else o for o, tab in zip(options, tabs, strict=True)
    )
    return replace(made, kind="ways", options=tuple(named))


def _chips(viewer: Viewer, filled: Filled, made: FieldView, _widget: str) -> FieldView:
    options = _options(viewer, filled, made)
    return replace(made, kind="chips", options=options, open=any(o.chosen and o.rare for o in options))


def _select(viewer: Viewer, filled: Filled, made: FieldView, _widget: str) -> FieldView:
    return replace(made, kind="select", options=_options(viewer, filled, made))


def _text(viewer: Viewer, _filled: Filled, made: FieldView, widget: str) -> FieldView:
    kind = {"textarea": "area", "date": "date", "datetime": "datetime", "check": "check"}.get(widget, "text")
    known = viewer.offices.suggestions(widget)
    suggested = tuple(Option(value, name) for value, name in known.items())
    return replace(made, kind=kind, short=widget in SHORT or bool(known), suggestions=suggested)


def _post(viewer: Viewer, _filled: Filled, made: FieldView, _widget: str) -> FieldView:
    posts = structure.list_posts(viewer.session)
    return replace(made, kind="select", options=tuple(Option(p.code, p.title, p.code == made.value) for p in posts))


def _person(viewer: Viewer, _filled: Filled, made: FieldView, _widget: str) -> FieldView:
    return replace(made, kind="select", options=staff.options(viewer, {made.value}))


def _people(viewer: Viewer, filled: Filled, made: FieldView, _widget: str) -> FieldView:
    chosen = set(filled.values.get(made.name, ()))
    return replace(made, kind="people", many=True, options=staff.options(viewer, chosen), open=not chosen)


def _scan(viewer: Viewer, filled: Filled, made: FieldView, _widget: str) -> FieldView:
    return replace(made, kind="scan", files=shown_files(viewer, filled.values.get(made.name, ())))


def _recipients(viewer: Viewer, filled: Filled, made: FieldView, _widget: str) -> FieldView:
    chosen = {code: (filled.values.get(f"{ROLE}{code}") or ["copy"])[-1] for code in filled.values.get(made.name, ())}
    near, groups = recipients.offered(viewer, filled.giver, chosen)
    return replace(made, kind="recipients", roles=recipients.roles(viewer), near=near, groups=groups)


Builder = Callable[[Viewer, Filled, FieldView, str], FieldView]
BUILDERS: Mapping[str, Builder] = {
    "decision": _decision,
    "chips": _chips,
    "select": _select,
    "post": _post,
    "person": _person,
    "people": _people,
    "scan": _scan,
    "recipients": _recipients,
}
