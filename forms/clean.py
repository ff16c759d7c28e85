"""Raw answers to typed ones: only fields of the form pass, and every wrong field is named in words.

Personal texts are kept apart from what may enter process data and events.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from forms import coerce
from forms.catalogue import Form
from forms.coerce import ABSENT, Unreadable
from kernel import canonical
from kernel.errors import FieldError, FormInvalid, N_
from kernel.history import commitment

MANY_LINES = frozenset({"textarea"})


@dataclass(frozen=True, slots=True)
class Answers:
    """Typed answers: `public` may enter process data and events, `private` only erasable rows."""

    public: dict[str, Any] = field(default_factory=dict)
    private: dict[str, Any] = field(default_factory=dict)

    @property
    def all(self) -> dict[str, Any]:
        """Both together."""
        return {**self.public, **self.private}

    def commitments(self, salt: str) -> dict[str, str]:
        """What an event holds of the private answers: field to SHA-256 of salt and text."""
        return {
            name: commitment(text if isinstance(text, str) else canonical.text(text), salt)
            for name, text in self.private.items()
        }


def clean(form: Form, raw: Mapping[str, Any]) -> Answers:
    """Answers as the form wants them; what it does not know is dropped. Raises FormInvalid naming each wrong field."""
    values, wrong = _read(form, raw)
    wrong = {**_violations(form, values, wrong), **wrong}
    if wrong:
        raise FormInvalid([wrong[name] for name in form.properties if name in wrong])
    private = form.private()
    return Answers(
        public={name: value for name, value in values.items() if name not in private},
        private={name: value for name, value in values.items() if name in private},
    )


def is_shown(schema: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Whether a field is asked for, given the answers so far (`x-when`: field to the values that call for it)."""
    return all(_meets(values.get(name), wanted) for name, wanted in schema.get("x-when", {}).items())


def _meets(value: Any, wanted: Iterable[Any]) -> bool:
    given = value if isinstance(value, list) else [value]
    return any(one in wanted for one in given)


def _read(form: Form, raw: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, FieldError]]:
    values: dict[str, Any] = {}
    wrong: dict[str, FieldError] = {}
    required = frozenset(form.schema.get("required", ()))
    for name, schema in form.properties.items():
        if not is_shown(schema, values):
            continue
        lines = form.ui.get(name, {}).get("ui:widget") in MANY_LINES
        try:
            value = coerce.value(schema, raw.get(name), lines=lines)
        except Unreadable as fault:
            wrong[name] = _error(name, schema, fault.sentence)
            continue
        if value is not ABSENT:
            values[name] = value
        elif name in required or schema.get("x-required"):
            wrong[name] = _error(name, schema, _missing(schema))
    return values, wrong


def _missing(schema: Mapping[str, Any]) -> str:
    if schema["type"] in ("boolean", "array") or "enum" in schema:
        return N_("Choose at least one.") if schema["type"] == "array" else N_("Choose one.")
    return N_("This is needed.")


def _violations(form: Form, values: Mapping[str, Any], known: Mapping[str, FieldError]) -> dict[str, FieldError]:
    found: dict[str, FieldError] = {}
    for error in _validator(form).iter_errors(dict(values)):
        for name, sentence, facts in _said(error):
            if name in form.properties and name not in known:
                found.setdefault(name, _error(name, form.properties[name], sentence, facts))
    return found


@lru_cache(maxsize=512)
def _validator_of(text: str) -> Draft202012Validator:
    return Draft202012Validator(canonical.parse(text))


def _validator(form: Form) -> Draft202012Validator:
    return _validator_of(canonical.text({**form.schema, "required": []}))


def _said(error: ValidationError) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(field, sentence, facts) of what the schema does not like; a rule of the whole form names each field it wants."""
    if error.validator == "required":
        for name in error.validator_value:
            if name not in error.instance:
                yield name, N_("This is needed."), {}
    elif error.path:
        sentence = SENTENCES.get(str(error.validator), N_("This can't be accepted as it is."))
        yield str(error.path[0]), sentence, {"limit": error.validator_value}


SENTENCES = {
    "maxLength": N_("This is too long: at most %(limit)s characters."),
    "minLength": N_("This is too short: at least %(limit)s characters."),
    "pattern": N_("This is not written as expected."),
    "enum": N_("Choose one of the values that are offered."),
    "minimum": N_("The smallest possible value is %(limit)s."),
    "maximum": N_("The largest possible value is %(limit)s."),
    "exclusiveMinimum": N_("The value must be larger than %(limit)s."),
    "exclusiveMaximum": N_("The value must be smaller than %(limit)s."),
    "multipleOf": N_("The value must be a multiple of %(limit)s."),
    "minItems": N_("Choose at least %(limit)s."),
    "maxItems": N_("Choose at most %(limit)s."),
    "uniqueItems": N_("Nothing may be chosen twice."),
}


def _error(name: str, schema: Mapping[str, Any], sentence: str, facts: Mapping[str, Any] | None = None) -> FieldError:
    limit = {} if facts is None or isinstance(facts.get("limit"), list | dict | bool) else dict(facts)
    return FieldError(name, sentence, {"title": schema.get("title", name), **limit})
