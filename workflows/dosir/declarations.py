"""The fields of a profile and the kinds of documents, as this office declares them in fields.json and kinds.json.

Titles, options and sentences are Indonesian msgids; English stands in the catalogue.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
SCALARS = frozenset({"text", "lines", "date", "choice"})
LONGEST = 200


class Edit(StrEnum):
    """Who changes a field: the owner at once, the owner after a check, personnel only, or the office's own pages."""

    SELF = "self"
    PROPOSE = "propose"
    HR = "hr"
    OFFICE = "office"


class Validity(StrEnum):
    """Whether a kind of document has a last day."""

    NONE = "none"
    POSSIBLE = "possible"
    NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked in one place: a field with one value, or one column of a list.

    `digits`: blanks, dots and hyphens are dropped before `pattern` (a whole match, else `sentence`) is asked.
    """

    name: str
    title: str
    kind: str = "text"
    options: Mapping[str, str] = field(default_factory=dict)
    longest: int = LONGEST
    digits: bool = False
    pattern: str = ""
    sentence: str = ""
    check: str = ""
    needed: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the profile. `upload` is the kind of document that must prove a change and is filed with it."""

    part: Part
    group: str
    edit: Edit
    masked: bool = False
    upload: str = ""
    restricted: bool = False
    parts: tuple[Part, ...] = ()

    @property
    def name(self) -> str:
        return self.part.name

    @property
    def title(self) -> str:
        return self.part.title

    @property
    def is_list(self) -> bool:
        """Whether it holds several entries, each with parts."""
        return bool(self.parts)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document. `needed`: for which employments; `needed_when`: only with these values of the profile.

    `many`: several are in force at once; `restricted`: its being there is told to owner and personnel only.
    """

    code: str
    title: str
    needed: frozenset[str] = frozenset()
    needed_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    valid_until: Validity = Validity.NONE
    many: bool = False
    restricted: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """All fields by name in their order, the groups with their titles, the kinds of documents by code."""

    fields: Mapping[str, Field]
    groups: Mapping[str, str]
    kinds: Mapping[str, Kind]


@lru_cache(maxsize=1)
def declared() -> Declared:
    """The declarations of this office. Raises ValueError for one that can't be."""
    told = _read("fields.json")
    groups = {group["name"]: group["title"] for group in told["groups"]}
    kinds = {one["code"]: _kind(one) for one in _read("kinds.json")}
    fields = {one["name"]: _field(one) for one in told["fields"]}
    for one in fields.values():
        _require_sound(one, groups, kinds)
    return Declared(fields, groups, kinds)


def sentences() -> Iterator[str]:
    """Every msgid of the declarations."""
    known = declared()
    yield from known.groups.values()
    yield from (kind.title for kind in known.kinds.values())
    for one in known.fields.values():
        for part in (one.part, *one.parts):
            yield from (text for text in (part.title, part.sentence, part.help, *part.options.values()) if text)


def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _field(told: Mapping[str, Any]) -> Field:
    parts = tuple(_part(one) for one in told.get("parts", ()))
    more = {name: told[name] for name in ("masked", "upload", "restricted") if name in told}
    return Field(_part(told), told["group"], Edit(told["edit"]), parts=parts, **more)


def _part(told: Mapping[str, Any]) -> Part:
    names = ("name", "title", "kind", "options", "longest", "digits", "pattern", "sentence", "check", "needed", "help")
    return Part(**{name: told[name] for name in names if name in told})


def _kind(told: Mapping[str, Any]) -> Kind:
    when = {name: tuple(values) for name, values in told.get("needed_when", {}).items()}
    more = {name: told[name] for name in ("many", "restricted", "by") if name in told}
    validity = Validity(told.get("valid_until", Validity.NONE))
    return Kind(told["code"], told["title"], frozenset(told.get("needed", ())), when, validity, **more)


def _require_sound(one: Field, groups: Mapping[str, str], kinds: Mapping[str, Kind]) -> None:
    if one.group not in groups or (one.upload and one.upload not in kinds):
        raise ValueError(f"the field {one.name} names a group or a kind of document that is not declared")
    if one.is_list != (one.part.kind == "list"):
        raise ValueError(f"the field {one.name} is a list exactly when it has parts")
    for part in one.parts or (one.part,):
        if part.kind not in SCALARS or (part.kind == "choice" and not part.options):
            raise ValueError(f"the field {one.name} has a kind that can't be asked")
        if part.pattern:
            re.compile(part.pattern)
