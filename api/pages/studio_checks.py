"""What the checks found, in words; a draft held against the newest version."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.pages.studio_pages import draft_view, url_of
from api.pages.studio_view import CheckView, ComparisonView, DifferenceRow, FindingRow
from api.pages.viewer import Viewer
from api.pages.words import Link
from engine import comparing, definitions, drawings, studio_drafts
from engine.errors import DiagramInvalid, Finding
from kernel.render import N_

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
            sentence=viewer.told(finding.sentence, _facts(viewer, finding)),
            remedy=remedy_of(viewer, finding),
            rule=finding.rule,
            tone="late" if finding.refuses else "today",
        )
        for finding in ordered
    )


def remedy_of(viewer: Viewer, finding: Finding) -> str:
    """What to do, where the rule says it apart from its sentence."""
    remedy = getattr(finding, "remedy", "")
    return viewer.told(remedy, _facts(viewer, finding)) if remedy else ""


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
    return DifferenceRow(viewer.say(HOW[one.how]), one.element, viewer.say(one.name) or one.kind, ", ".join(one.what))


def _facts(viewer: Viewer, finding: Finding) -> dict[str, Any]:
    reason = finding.facts.get("reason")
    return {**finding.facts, "reason": viewer.say(reason)} if isinstance(reason, str) else dict(finding.facts)
