"""The reasons that calculations give, in the reader's words: one sentence each, recognised with what stands in it."""

import re
from collections.abc import Callable
from functools import lru_cache

from kernel.errors import N_

Translate = Callable[[str], str]
KINDS = (N_("text"), N_("a list"), N_("nothing"), N_("a day"), N_("an instant"), N_("a mapping"))
PYTHON = {"bool": N_("true or false"), "int": N_("a number"), "Decimal": N_("a number"), "float": N_("a number")}
SENTENCES = (
    N_("not an expression"),
    N_("it belongs to another engine"),
    N_("a script line is written: name = expression"),
    N_("longer than %(limit)s characters"),
    N_("%(reason)s; written here: %(offer)s"),
    N_("a backslash stands only before a backslash, a quote, n, r or t"),
    N_("a number is written like 12, 2.5 or 1e6, with a space behind it"),
    N_("too long or too deeply nested"),
    N_("a comprehension inside a comprehension is not part of the language"),
    N_("a constant of this kind is not part of the language: %(text)s"),
    N_("%(what)s is not part of the language"),
    N_("names beginning with _ are reserved: %(text)s"),
    N_("%(text)s is written %(offer)s here"),
    N_("this number is too large"),
    N_("this number is not finite"),
    N_("this text is too long for a number"),
    N_("keys of a mapping are written as texts"),
    N_("a value has no operations of its own, so .%(text)s() can't be called"),
    N_("only these functions can be called: %(text)s"),
    N_("functions take no named arguments"),
    N_("a comprehension has exactly one for"),
    N_("the for of a comprehension takes one plain name"),
    N_("is can only be used with None"),
    N_("%(text)s is not in the data"),
    N_("more steps than an expression may take"),
    N_("a text or list grew too long"),
    N_("the value is too large or too deeply nested"),
    N_("the text would grow too long"),
    N_("an empty text can't be replaced"),
    N_("a number is rounded to 0 to 12 decimals"),
    N_("a count lies between 0 and 5,000"),
    N_("an empty list has no smallest and no largest"),
    N_("the instant %(text)s has no time zone"),
    N_("%(text)s is not a whole number of days, so it can't be added to a day"),
    N_("%(text)s is not an ISO text"),
    N_("%(text)s is not an instant like %(like)s"),
    N_("%(text)s is not a duration like P1D or PT30M"),
    N_("the duration %(text)s is too long"),
    N_("%(text)s is not a repetition like %(like)s"),
    N_("the repetition %(text)s has no length"),
    N_("the repetition %(text)s never happens"),
    N_("%(text)s is not a length of office time like P2D, PT4H or P1DT2H"),
    N_("%(text)s is not a part like 50 %% or 0.5"),
    N_("%(text)s is not an allowed value"),
    N_("%(text)s is not among %(like)s"),
    N_("%(text)s is not of the type %(what)s"),
    N_("%(text)s is not a whole number"),
    N_("it is not a list"),
    N_("it is below zero"),
    N_("a correlation has a value"),
    N_("%(kind)s is not a number"),
    N_("%(kind)s is not a list"),
    N_("%(kind)s is not a mapping"),
    N_("%(kind)s is not text"),
    N_("%(kind)s has no text; use join"),
    N_("%(kind)s has no items"),
    N_("%(text)s can't be read from %(kind)s"),
    N_("%(kind)s can't be added to %(other)s"),
    N_("%(kind)s and %(other)s have no order"),
    N_("nothing can be in %(kind)s"),
)


def in_words(reason: str, translate: Translate) -> str:
    """The reason in the words of `translate`; one that is not known stays as it is."""
    for sentence in SENTENCES:
        found = pattern(sentence).fullmatch(reason)
        if found:
            facts = {name: part(text, translate) for name, text in found.groupdict().items()}
            return translate(sentence) % facts if facts or "%" in sentence else translate(sentence)
    return reason


def part(text: str, translate: Translate) -> str:
    """What stands in a reason: the name of a kind is said in words, a reason inside a reason as well."""
    known = PYTHON.get(text, text)
    return translate(known) if known in KINDS or text in PYTHON else in_words(text, translate)


@lru_cache(maxsize=len(SENTENCES))
def pattern(sentence: str) -> re.Pattern[str]:
    """What a reason looks like that was made from a sentence."""
    literal = re.escape(sentence).replace("%%", "%")
    return re.compile(re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>.+?)", literal), re.DOTALL)
