"""The forms that ship with the product, and forms as they were pinned with a process.

A form is one JSON file: `title`, `schema` (JSON Schema 2020-12, flat) and `ui` (RJSF names). Texts are English msgids.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from forms.errors import FormFaulty, FormUnknown

FOLDER = Path(__file__).parent
FORBIDDEN = frozenset({"typename", "data_objects"})
DEED = frozenset({"tab", "button", "next"})
KINDS = frozenset({"string", "integer", "number", "boolean", "array"})


@dataclass(frozen=True, slots=True)
class DeedWords:
    """The words of one decision: its tab, the button that names the deed, who gets it next. English msgids or ''."""

    tab: str
    button: str
    next: str


@dataclass(frozen=True, slots=True)
class Form:
    """One step's form. `fields()` gives names and JSON Schemas in the order in which they are shown."""

    key: str
    title: str
    schema: Mapping[str, Any]
    ui: Mapping[str, Any]

    @classmethod
    def from_bytes(cls, key: str, raw: bytes) -> "Form":
        """The form written in these bytes. Raises FormFaulty naming what is wrong with it."""
        try:
            told = json.loads(raw)
            form = cls(key, told["title"], told["schema"], told.get("ui", {}))
            properties = form.properties
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise FormFaulty(key=key, what=type(fault).__name__) from fault
        for name, schema in properties.items():
            _require_sound(key, name, schema)
        _require_words(key, form.ui.get("ui:deeds", {}))
        return form

    @property
    def properties(self) -> dict[str, Mapping[str, Any]]:
        """JSON Schemas of the fields by name."""
        return dict(self.schema["properties"])

    def fields(self) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
        """(name, JSON Schema, UI schema) of each field in the order in which it is shown."""
        properties = self.properties
        order = [name for name in self.ui.get("ui:order", ()) if name in properties]
        for name in [*order, *(name for name in properties if name not in order)]:
            yield name, properties[name], self.ui.get(name, {})

    def choices(self, name: str) -> list[tuple[str, str]]:
        """(value, label msgid) of a field's enumeration; empty for other fields."""
        schema, labels = self.properties[name], self.ui.get(name, {}).get("ui:enumNames")
        if schema["type"] == "boolean":
            return list(zip(("true", "false"), labels, strict=True)) if labels else []
        values = schema.get("items", schema).get("enum", [])
        return list(zip(values, labels or values, strict=True))

    def deed(self, value: str) -> DeedWords | None:
        """The words of a decision, or of the only deed of a form without one (value ''); None when it says nothing."""
        told = self.ui.get("ui:deeds", {}).get(value)
        return DeedWords(told.get("tab", ""), told.get("button", ""), told.get("next", "")) if told else None

    def private(self) -> frozenset[str]:
        """The fields whose texts never enter process data or events."""
        return frozenset(name for name, schema in self.properties.items() if schema.get("x-private"))


def get(key: str) -> Form:
    """A form that ships with the product, by `<process>/<step>`. Raises FormUnknown, FormFaulty."""
    return _read(key)


def files(process: str | None = None) -> dict[str, bytes]:
    """The shipped forms by key, as bytes to be bundled at publishing; of one process when it is named."""
    found = sorted(FOLDER.glob(f"{process or '*'}/*.json"))
    return {f"{path.parent.name}/{path.stem}": path.read_bytes() for path in found}


@lru_cache(maxsize=256)
def _read(key: str) -> Form:
    written = files().get(key)
    if written is None:
        raise FormUnknown(key=key)
    return Form.from_bytes(key, written)


def _require_words(key: str, deeds: Any) -> None:
    """Each decision has texts under names that we know."""
    sound = isinstance(deeds, dict) and all(
        isinstance(words, dict)
        and DEED.issuperset(words)
        and bool(words.get("button"))
        and all(isinstance(text, str) for text in words.values())
        for words in deeds.values()
    )
    if not sound:
        raise FormFaulty(key=key, what="ui:deeds")


def _require_sound(key: str, name: str, schema: Mapping[str, Any]) -> None:
    if name in FORBIDDEN or name.startswith("__"):
        raise FormFaulty(key=key, what=name)
    if schema.get("type") not in KINDS:
        raise FormFaulty(key=key, what=f"{name}: type")
    text = schema.get("items", schema)
    if text.get("type") == "string" and not ({"maxLength", "enum", "format"} & text.keys()):
        raise FormFaulty(key=key, what=f"{name}: maxLength")
