"""No sentence stays untranslated: every msgid of code, forms and templates has its Indonesian words."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po

from forms import catalogue
from kernel.render import environment
from kernel.settings import ROOT
from tests.house.reading import ROOMS

KEYWORDS = ("N_", "gettext", "_")
LOCALE = ROOT / "templates" / "locale" / "id"


def of_code() -> Iterator[tuple[str, str]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for _, _, text, _ in extract_python(BytesIO(path.read_bytes()), KEYWORDS, (), {}):
                if isinstance(text, str) and text:
                    yield str(path.relative_to(ROOT)), text


def of_templates() -> Iterator[tuple[str, str]]:
    made = environment("id")
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix not in (".html", ".txt"):
            continue
        found = made.extract_translations(path.read_text())  # type: ignore[attr-defined]
        for _, _, text in found:
            for one in text if isinstance(text, tuple) else (text,):
                if one:
                    yield str(path.relative_to(ROOT)), one


def of_forms() -> Iterator[tuple[str, str]]:
    for key in catalogue.files():
        form = json.loads((ROOT / "forms" / f"{key}.json").read_text())
        yield key, form["title"]
        for schema in form["schema"]["properties"].values():
            if schema.get("title"):
                yield key, schema["title"]
        for name, ui in form["ui"].items():
            if name == "ui:submit":
                yield key, ui
            elif name == "ui:deeds":
                yield from ((key, text) for words in ui.values() for text in words.values())
                continue
            if isinstance(ui, dict):
                yield from ((key, text) for text in (*ui.get("ui:enumNames", ()), ui.get("ui:help", "")) if text)


def known() -> set[str]:
    ids: set[str] = set()
    for path in LOCALE.glob("*.po"):
        with path.open("rb") as source:
            ids |= {message.id for message in read_po(source, locale="id") if message.string}  # type: ignore[misc]
    return ids


@pytest.mark.parametrize("of", [of_code, of_templates, of_forms])
def test_every_sentence_has_its_indonesian_words(of) -> None:  # type: ignore[no-untyped-def]
    translated = known()
    missing = sorted({f"{place}: {text}" for place, text in of() if text not in translated})
    assert missing == []


def test_catalogues_agree_where_they_repeat_each_other() -> None:
    said: dict[str, dict[str, str]] = {}
    for path in sorted(Path(LOCALE).glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale="id"):
                if message.id and isinstance(message.id, str):
                    said.setdefault(message.id, {})[str(message.string)] = path.name
    assert {text: ways for text, ways in said.items() if len(ways) > 1} == {}
