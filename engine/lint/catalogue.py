"""All rules of the package, found by name, and the one way to ask them: every finding, sorted, bounded."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Protocol, cast

from engine.errors import DiagramInvalid, Finding
from engine.lint import engine_rules, rehearsal, rules
from engine.lint.bundle import Bundle, read
from engine.lint.known import Known
from engine.lint.remedies import remedy_for

LIMIT = 200


class Rule(Protocol):
    """A module of the package `rules`: its name, what to do about its findings, and the check itself."""

    NAME: str
    REMEDY: str

    @staticmethod
    def check(bundle: Bundle) -> Iterator[Finding]: ...


@cache
def catalogue() -> tuple[Rule, ...]:
    """All rules, by name of their file."""
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    return tuple(cast(Rule, importlib.import_module(f"{rules.__name__}.{name}")) for name in names)


def check(files: Mapping[str, bytes], key: str, known: Known) -> list[Finding]:
    """Everything the rules find in a bundle whose process `key` is to be published, errors before warnings."""
    try:
        bundle = read(files, key, known)
    except DiagramInvalid as fault:
        return [replace(one, remedy=one.remedy or remedy_for(one.rule)) for one in fault.findings]
    findings = [finding for rule in catalogue() for finding in signed(rule, bundle)]
    findings += engine_rules.refused(bundle, findings)
    if not errors(findings):
        findings += rehearsal.check(bundle)
    return ordered(findings)


def signed(rule: Rule, bundle: Bundle) -> Iterator[Finding]:
    """The findings of one rule, under its name and with its remedy; it is asked no further after LIMIT errors."""
    left = LIMIT
    for finding in rule.check(bundle):
        yield replace(finding, rule=finding.rule or rule.NAME, remedy=finding.remedy or rule.REMEDY)
        left -= finding.severity == "error"
        if not left:
            return


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """Errors first, then by element and rule; each said once; at most LIMIT."""
    said = {(one.severity, one.element, one.rule, one.sentence, repr(one.facts)): one for one in findings}
    return [said[place] for place in sorted(said)][:LIMIT]


def errors(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that forbid to publish."""
    return [finding for finding in findings if finding.refuses]
