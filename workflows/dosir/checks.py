"""What was typed into a profile as it is kept, or a sentence that says what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from forms import coerce
from forms.coerce import ABSENT, Unreadable
from kernel import canonical
from kernel.errors import FieldError, FormInvalid, N_
from people.directory import Person
from workflows.dosir.declarations import Field, Part

APART = re.compile(r"[\s.\-/]+")
WOMAN = 40  # added to the day of birth in a woman's NIK
Typed = Mapping[str, str]

NEEDED = N_("This is needed.")
TOO_LONG = N_("This is too long: at most %(limit)s characters.")
NOT_OFFERED = N_("Choose one of the values that are offered.")
NIK_LENGTH = N_("A NIK has 16 digits; these are %(count)s.")
NIK_PARTS = N_("Digits 7 to 12 of a NIK are a day of birth (for women the day plus 40); these are no day.")
NIK_BIRTH = N_(
    "Digits 7 to 12 of a NIK are the day of birth (for women the day plus 40); it is another in the register."
)


class Wrong(Exception):
    """A value that can't be kept; carries the sentence (msgid) and its facts."""

    def __init__(self, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.sentence, self.facts = sentence, facts


def read(one: Field, typed: Typed, person: Person) -> str:
    """The value as it is kept: a text, or for a list the parts of an entry as JSON text; '' for nothing.

    Raises FormInvalid naming each wrong part.
    """
    parts = one.parts or (one.part,)
    values, wrong = {}, []
    for part in parts:
        try:
            values[part.name] = value_of(part, typed.get(part.name, ""), person)
        except Wrong as fault:
            wrong.append(FieldError(part.name, fault.sentence, dict(fault.facts)))
    if wrong:
        raise FormInvalid(wrong)
    if one.is_list:
        return canonical.text({name: text for name, text in values.items() if text})
    return values[one.name]


def value_of(part: Part, raw: str, person: Person) -> str:
    """One value as it is kept. Raises Wrong."""
    text = coerce.tidy(raw, lines=part.kind == "lines")
    if part.digits:
        text = APART.sub("", text)
    if not text:
        if part.needed:
            raise Wrong(NEEDED)
        return ""
    if len(text) > part.longest:
        raise Wrong(TOO_LONG, limit=part.longest)
    if part.kind == "choice" and text not in part.options:
        raise Wrong(NOT_OFFERED)
    if part.kind == "date":
        return day_of(text)
    if part.pattern and not re.fullmatch(part.pattern, text):
        raise Wrong(part.sentence)
    if part.check:
        CHECKS[part.check](text, person)
    return text


def day_of(text: str) -> str:
    """A date as it is kept. Raises Wrong."""
    try:
        found = coerce.value({"type": "string", "format": "date"}, text, lines=False)
    except Unreadable as fault:
        raise Wrong(fault.sentence) from fault
    return "" if found is ABSENT else str(found)


def nik(text: str, person: Person) -> None:
    """Sixteen digits: region (6), day of birth ddmmyy (a woman's day plus 40), serial (4). Raises Wrong."""
    if not re.fullmatch(r"[0-9]{16}", text):
        raise Wrong(NIK_LENGTH, count=len(text))
    day, month, year = int(text[6:8]), int(text[8:10]), int(text[10:12])
    woman = day > WOMAN
    try:
        born = date(2000 + year, month, day - WOMAN if woman else day)
    except ValueError:
        raise Wrong(NIK_PARTS) from None
    known = person.born_on
    if known is not None and (born.day, born.month, year) != (known.day, known.month, known.year % 100):
        raise Wrong(NIK_BIRTH)
    if person.sex and woman != (person.sex == "P"):
        raise Wrong(NIK_BIRTH)


CHECKS: Mapping[str, Callable[[str, Person], None]] = {"nik": nik}
