"""What a browser posted: names with their values, and files.

Reading a body is the one thing here that can't be synchronous.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from api.readable import without_nulls
from documents.intake import Part
from forms.catalogue import Form

OWN = frozenset({"_key", "_rev", "box"})
FILES = ".files"
ROLE = "as."
MOST_FIELDS, MOST_FILES, MOST_BYTES = 600, 100, 200_000  # fewer files are said by documents, in better words


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted form: `values` by field, as they were typed; `files` by field."""

    values: Mapping[str, list[str]]
    files: Mapping[str, list[Part]]
    key: str | None = None
    box: str = "mine"

    def one(self, name: str) -> str:
        """The last value of a field, or ''."""
        return (self.values.get(name) or [""])[-1]


async def read_posted(request: Request) -> AsyncIterator[Posted]:
    """The posted form; its files are closed afterwards."""
    form = await request.form(max_fields=MOST_FIELDS, max_files=MOST_FILES, max_part_size=MOST_BYTES)
    try:
        values: dict[str, list[str]] = {}
        files: dict[str, list[Part]] = {}
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                if value.filename:
                    files.setdefault(name.removesuffix(FILES), []).append(Part(value.filename, value.file))
            else:
                values.setdefault(without_nulls(name), []).append(without_nulls(value))
        key, box = (values.get("_key") or [""])[-1], (values.get("box") or ["mine"])[-1]
        typed = {name: several for name, several in values.items() if name not in OWN}
        yield Posted(typed, files, key[:80] or None, box)
    finally:
        await form.close()


def raw_answers(form: Form, values: Mapping[str, list[str]]) -> dict[str, Any]:
    """The answers as the form's rules read them: lists for lists, recipients with the role chosen for each."""
    raw: dict[str, Any] = {}
    for name, schema in form.properties.items():
        given = values.get(name)
        if given:
            raw[name] = list(given) if schema["type"] == "array" else given[-1]
    if "to" in raw and "responsible" in form.properties:
        roles = {code: (values.get(f"{ROLE}{code}") or ["copy"])[-1] for code in raw["to"]}
        chosen = [code for code, role in roles.items() if role == "responsible"]
        alone = raw["to"] if len(raw["to"]) == 1 else []
        raw["responsible"] = chosen[0] if len(chosen) == 1 else "".join(alone)  # two are none: the person chooses
        raw["joint"] = [code for code, role in roles.items() if role == "joint"]
    return raw


Sent = Annotated[Posted, Depends(read_posted)]
