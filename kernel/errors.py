"""Anticipated facts of the business, in four categories. Everything else is a bug and is not caught."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any


def N_(sentence: str) -> str:
    """Mark a sentence for translation; it is translated when it is shown."""
    return sentence


@dataclasses.dataclass(frozen=True, slots=True)
class InWords:
    """A fact that is a sentence which an office wrote itself, by language, with the facts that it names."""

    texts: Mapping[str, str]
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        return next(iter(self.texts.values()), "")


@dataclasses.dataclass(frozen=True, slots=True)
class OneOfEach:
    """A fact that lists msgids: one of each group is meant."""

    groups: Sequence[Sequence[str]]

    def __str__(self) -> str:
        return "; ".join(" / ".join(group) for group in self.groups)


class AppError(Exception):
    """A fact a person can understand: a stable code, a sentence with its facts."""

    code = "app.error"
    sentence = N_("This could not be done.")

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts

    def __str__(self) -> str:
        try:
            return f"{self.code}: {self.sentence % self.facts}"
        except (KeyError, TypeError, ValueError):
            return f"{self.code}: {self.sentence} {self.facts}"


class NotFound(AppError):
    """There is no such thing, or this person may not know of it."""

    code = "app.not_found"
    sentence = N_("This page does not exist, or it is not yours to see. Go back to your inbox.")


class Forbidden(AppError):
    """The thing is known, the deed is not allowed."""

    code = "app.forbidden"
    sentence = N_("You may not do this.")


class Conflict(AppError):
    """The deed was allowed, but the state of things no longer is what it was."""

    code = "app.conflict"
    sentence = N_("Somebody else was faster. Open the page again to see the present state.")


class Invalid(AppError):
    """What was sent can't be accepted as it is."""

    code = "app.invalid"
    sentence = N_("What you sent can't be accepted.")


@dataclasses.dataclass(frozen=True, slots=True)
class FieldError:
    """One field of a form and what is wrong with it."""

    field: str
    sentence: str
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)


class FormInvalid(Invalid):
    """A form with at least one wrong field; every wrong field is named."""

    code = "form.invalid"
    sentence = N_("Some fields need your attention. Nothing was sent yet; what you typed is kept.")

    def __init__(self, fields: Sequence[FieldError], **facts: Any) -> None:
        super().__init__(**facts)
        self.fields = tuple(fields)

    def __str__(self) -> str:
        return f"{self.code}: " + "; ".join(f"{e.field}: {e.sentence}" for e in self.fields)
