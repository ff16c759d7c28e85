"""What the checks found, in words; a draft held against the newest version."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from api.pages.studio_pages import draft_view, url_of
from api.pages.studio_view import CheckView, ComparisonView, DifferenceRow, FindingRow
from api.pages.viewer import Viewer
from api.pages.words import Link
from engine import comparing, definitions, drawings, studio_drafts
from engine.errors import DiagramInvalid, Finding
from kernel.render import N_

PARTS = {
    "name": N_("Name"),
    "documentation": N_("Explanation"),
    "task": N_("Who and what"),
    "service": N_("Operation"),
    "decision": N_("Decision"),
    "script": N_("Assignments"),
    "conditionExpression": N_("Condition"),
    "default": N_("Default flow"),
    "sourceRef": N_("Where it comes from"),
    "targetRef": N_("Where it leads"),
    "timerEventDefinition": N_("When"),
    "messageEventDefinition": N_("Message"),
    "messageRef": N_("Message"),
    "signalEventDefinition": N_("Signal"),
    "errorEventDefinition": N_("Error"),
    "escalationEventDefinition": N_("Escalation"),
    "correlation": N_("Recognised by"),
    "calledElement": N_("Called process"),
    "multiInstanceLoopCharacteristics": N_("Several times"),
    "cancelActivity": N_("ends what it is attached to"),
    "isInterrupting": N_("ends what is under way"),
    "attachedToRef": N_("What it is attached to"),
}
HOW = {"added": N_("new"), "removed": N_("gone"), "changed": N_("changed")}


def check_of(
    viewer: Viewer, key: str, findings: Sequence[Finding] | None = None, trouble: str = "", typed: str = ""
) -> CheckView:
    """The page that checks a draft and publishes it. Raises DraftUnknown."""
    draft = studio_drafts.get(viewer.session, viewer.actor.id, key)
    if findings is None:
        findings = definitions.findings_of(draft.files, key, viewer.offices.handlers.names)
    names = names_of(draft.files)
    return CheckView(
        key=key,
        name=viewer.say(names.get(key, "")) or key,
        draft=draft_view(viewer, draft),
        findings=rows_of(viewer, findings, names),
        refused=any(finding.refuses for finding in findings),
        trouble=trouble,
        typed=typed,
    )


def rows_of(viewer: Viewer, findings: Sequence[Finding], names: Mapping[str, str]) -> tuple[FindingRow, ...]:
    """Findings in words, those that refuse first."""
    ordered = sorted(findings, key=lambda finding: not finding.refuses)
    return tuple(
        FindingRow(
            element=finding.element,
            name=viewer.say(names.get(finding.element, "")) or finding.element,
            sentence=viewer.told(finding.sentence, finding.facts),
            remedy=remedy_of(viewer, finding),
            rule=finding.rule,
            tone="late" if finding.refuses else "today",
        )
        for finding in ordered
    )


def remedy_of(viewer: Viewer, finding: Finding) -> str:
    """What to do, where the rule says it apart from its sentence."""
    remedy = getattr(finding, "remedy", "")
    return viewer.told(remedy, finding.facts) if remedy else ""


def told_of(rows: Sequence[FindingRow]) -> list[dict[str, Any]]:
    """Findings for the editor."""
    return [
        {"element": row.element, "name": row.name, "sentence": row.sentence, "remedy": row.remedy, "tone": row.tone}
        for row in rows
    ]


def names_of(files: Mapping[str, str]) -> dict[str, str]:
    """The names of what some files draw, by id; drawings that can't be read have none."""
    found: dict[str, str] = {}
    for name, text in files.items():
        if name.endswith(".bpmn"):
            try:
                nodes = comparing.elements(text)
            except DiagramInvalid:
                continue
            found |= {identity: node.get("name") or "" for identity, node in nodes.items()}
    return found


def comparison_of(viewer: Viewer, key: str) -> ComparisonView:
    """What the draft changes against the newest version. Raises DraftUnknown, DefinitionUnknown."""
    draft = studio_drafts.get(viewer.session, viewer.actor.id, key)
    newest = definitions.latest(viewer.session, key)
    files = {**newest.files, **draft.changed}
    before, after = newest.files.get(draft.diagram, drawings.empty(key, key, "")), files[draft.diagram]
    url, number = url_of(key), newest.version
    return ComparisonView(
        key=key,
        name=viewer.say(newest.name),
        based_on=draft.based_on,
        newest=number,
        rows=tuple(_difference(viewer, one) for one in comparing.differences(before, after)),
        files=tuple(name for name, text in sorted(draft.changed.items()) if newest.files.get(name) != text),
        doors=(
            Link(viewer.say(N_("Download my draft")), f"{url}/draft/files/{draft.diagram}"),
            Link(viewer.say(N_("Look at version %(n)s"), n=number), f"{url}/versions/{number}"),
        ),
    )


def _difference(viewer: Viewer, one: comparing.Difference) -> DifferenceRow:
    what = ", ".join(viewer.say(PARTS.get(part, part)) for part in one.what)
    return DifferenceRow(
        viewer.say(HOW[one.how]), one.element, viewer.say(one.name) or kind_in_words(viewer, one), what
    )


def kind_in_words(viewer: Viewer, one: comparing.Difference) -> str:
    """A kind of element as the editor names it: `userTask` is a user task."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", one.kind).lower().capitalize()
    return viewer.say(words)
