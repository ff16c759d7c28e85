"""The forms that ship with the product."""

import json

import pytest
from babel.messages.pofile import read_po
from jsonschema import Draft202012Validator

from forms import catalogue
from forms.errors import FormFaulty, FormUnknown
from kernel.settings import ROOT

KEYS = sorted(catalogue.files())


@pytest.mark.parametrize("key", KEYS)
def test_every_form_is_a_sound_schema(key: str) -> None:
    form = catalogue.get(key)
    Draft202012Validator.check_schema(dict(form.schema))
    assert form.title
    assert {name for name, _, _ in form.fields()} == set(form.properties)
    assert set(form.ui.get("ui:order", ())) == set(form.properties)


@pytest.mark.parametrize("key", KEYS)
def test_every_label_has_its_indonesian_words(key: str) -> None:
    known: set[object] = set()
    for path in (ROOT / "templates" / "locale" / "id").glob("*.po"):
        with path.open("rb") as source:
            known |= {message.id for message in read_po(source, locale="id") if message.string}
    form = catalogue.get(key)
    said = {form.title, form.ui.get("ui:submit"), form.ui.get("ui:help")}
    for name, schema, ui in form.fields():
        said |= {schema["title"], ui.get("ui:help"), ui.get("ui:placeholder")}
        said |= {label for _, label in form.choices(name)}
    said |= {text for words in form.ui.get("ui:deeds", {}).values() for text in words.values()}
    assert {text for text in said if text} - known == set()


@pytest.mark.parametrize("key", KEYS)
def test_every_decision_that_has_words_exists(key: str) -> None:
    form = catalogue.get(key)
    decision = next((name for name, _, ui in form.fields() if ui.get("ui:widget") == "decision"), None)
    values = {str(value) for value, _ in form.choices(decision)} if decision else {""}
    assert set(form.ui.get("ui:deeds", {})) <= values


def deeds(told: object) -> bytes:
    form = {"title": "T", "schema": {"type": "object", "properties": {}}, "ui": {"ui:deeds": told}}
    return json.dumps(form).encode()


def test_a_decision_has_the_words_of_its_form() -> None:
    form = catalogue.Form.from_bytes("a/b", deeds({"yes": {"button": "Do it", "next": "the head"}}))
    assert form.deed("yes") == catalogue.DeedWords("", "Do it", "the head")
    assert form.deed("no") is None


@pytest.mark.parametrize("told", [[], "x", {"": "x"}, {"": {}}, {"": {"button": 1}}, {"": {"button": "x", "on": "y"}}])
def test_refuses_words_of_decisions_that_are_none(told: object) -> None:
    with pytest.raises(FormFaulty):
        catalogue.Form.from_bytes("a/b", deeds(told))


@pytest.mark.parametrize("key", KEYS)
def test_conditions_name_fields_that_come_before(key: str) -> None:
    seen: set[str] = set()
    for name, schema in catalogue.get(key).properties.items():
        assert set(schema.get("x-when", ())) <= seen
        seen.add(name)


def test_names_a_form_that_does_not_exist() -> None:
    with pytest.raises(FormUnknown):
        catalogue.get("letter_disposition/nothing")


@pytest.mark.parametrize(
    "properties",
    [
        {"typename": {"type": "string", "maxLength": 5}},
        {"__class__": {"type": "string", "maxLength": 5}},
        {"data_objects": {"type": "boolean"}},
        {"a": {"type": "object"}},
        {"a": {"type": "string"}},
        {"a": {"type": "array", "items": {"type": "string"}}},
    ],
)
def test_refuses_a_form_that_could_harm(properties: dict[str, object]) -> None:
    told = {"title": "T", "schema": {"type": "object", "properties": properties}}
    with pytest.raises(FormFaulty):
        catalogue.Form.from_bytes("a/b", json.dumps(told).encode())


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"title": "T"}', b'{"title": "T", "schema": []}', b"\xff"])
def test_refuses_what_is_no_form(raw: bytes) -> None:
    with pytest.raises(FormFaulty):
        catalogue.Form.from_bytes("a/b", raw)
