"""Builds the administrator's pages of cases: where the tokens stand, what can be ordered, what it would lead to."""

import json
from collections.abc import Mapping
from typing import Any

from api.pages.audits import found_by
from api.pages.headlines import headline
from api.pages.intervention_view import CaseLine, CasesView, Choice, Foresight, InterventionView
from api.pages.posted import Posted
from api.pages.replays import may_see, said_of
from api.pages.states import STATES
from api.pages.viewer import Viewer
from api.pages.words import Link
from engine import audit, commands, definitions, instances, interventions
from engine.interventions import REASONS, Done, Reason
from engine.models import Instance
from engine.orders import Deed, Order
from engine.spiff.parse import Process
from engine.spiff.places import PLACES
from engine.states import ALIVE
from kernel.errors import AppError
from kernel.render import N_, instant

MOST = 50
LONGEST = 200
FIELDS = ("deed", "token", "to", "key", "value", "remove", "reason", "text")
DEEDS = {
    Deed.SUSPEND: N_("Suspend: nothing happens until it is resumed"),
    Deed.RESUME: N_("Resume"),
    Deed.MOVE: N_("Move a token to another element"),
    Deed.SKIP: N_("Skip: pass the task without it being done"),
    Deed.REPEAT: N_("Repeat: open again what was done"),
    Deed.CORRECT: N_("Correct process data"),
    Deed.CANCEL: N_("Cancel the whole case"),
}
MISSING = {"deed": N_("What is to be done"), "token": N_("At which token"), "to": N_("To which element")}
POSSIBLE = {
    "running": (Deed.SUSPEND, Deed.MOVE, Deed.SKIP, Deed.REPEAT, Deed.CORRECT, Deed.CANCEL),
    "suspended": (Deed.RESUME, Deed.CORRECT, Deed.CANCEL),
}


def cases_of(viewer: Viewer, sought: str, after: str) -> CasesView:
    """The newest cases, or those that were looked for by a number or by words of their letters."""
    if sought:
        rows = found_by(viewer, sought)
    else:
        rows = instances.list_newest(viewer.session, after=after or None, limit=MOST)
    older = f"/instances?after={rows[-1].id}" if not sought and len(rows) == MOST else ""
    said = viewer.offices.describe(viewer.session, viewer.actor, {one.record for one in rows if one.record})
    names = {record: headline(viewer, row) for record, row in said.items()}
    return CasesView(tuple(_line(viewer, row, names.get(row.record or "", "")) for row in rows), older)


def view_of(
    viewer: Viewer, instance_id: str, typed: Mapping[str, str], trouble: str = "", foreseen: Done | None = None
) -> InterventionView:
    """One case, with the order as far as it is typed. Raises InstanceUnknown."""
    one = instances.get(viewer.session, instance_id)
    replay = audit.replay_of(viewer.session, instance_id)
    alive = one.state in ALIVE
    held = interventions.tokens(viewer.session, instance_id) if alive else []
    data = interventions.data_of(viewer.session, instance_id) if alive else {}
    process = replay.process
    return InterventionView(
        id=instance_id,
        over=_over(viewer, one, replay),
        title=viewer.say(N_("Intervene in case %(id)s"), id=instance_id[-12:]),
        state=viewer.say(STATES[one.state]),
        standing=tuple(dict.fromkeys(name_of(viewer, process, token.element) for token in held)),
        data=tuple((key, _short(value)) for key, value in sorted(data.items())),
        deeds=_choices(viewer, {deed: DEEDS[deed] for deed in POSSIBLE.get(one.state, ())}, typed.get("deed", "")),
        tokens=tuple(
            Choice(
                str(it.ordinal),
                f"{name_of(viewer, process, it.element)} ({it.ordinal})",
                _is(typed, "token", it.ordinal),
            )
            for it in held
        ),
        elements=_elements(viewer, process, typed.get("to", "")),
        reasons=_choices(viewer, REASONS, typed.get("reason", "")),
        typed={**dict.fromkeys(FIELDS, ""), **typed},
        past=_past(viewer, instance_id, replay),
        doors=_doors(viewer, one),
        trouble=trouble,
        foresight=None if foreseen is None else _foresight(viewer, process, (typed, data), foreseen),
        kept=() if foreseen is None else tuple((name, typed[name]) for name in FIELDS if typed.get(name)),
    )


def order_of(instance_id: str, sent: Posted) -> Order:
    """What a browser posted, as an order; a value that is no JSON is text."""
    key, token = sent.one("key").strip(), sent.one("token")
    remove = bool(sent.one("remove"))
    return Order(
        instance_id,
        sent.one("deed"),
        Reason(sent.one("reason"), sent.one("text")[:2000]),
        int(token) if token.isdecimal() and len(token) < 12 else None,
        sent.one("to") or None,
        {key: _parsed(sent.one("value"))} if key and not remove else {},
        (key,) if key and remove else (),
    )


def trouble_of(viewer: Viewer, instance_id: str, fault: AppError) -> str:
    """A refusal in words: elements by their names, what is missing as the form calls it."""
    process = audit.replay_of(viewer.session, instance_id).process
    facts = dict(fault.facts)
    for name, value in facts.items():
        if isinstance(value, str):
            facts[name] = (
                name_of(viewer, process, value) if name == "element" else viewer.say(MISSING.get(value, value))
            )
    return viewer.told(fault.sentence, facts)


def typed_of(sent: Posted) -> dict[str, str]:
    """The fields of an order as they were typed."""
    return {name: sent.one(name) for name in FIELDS}


def name_of(viewer: Viewer, process: Process, element: str) -> str:
    """An element as people know it."""
    known = process.elements.get(element)
    return viewer.say(known.name) if known and known.name else element


def _line(viewer: Viewer, one: Instance, about: str) -> CaseLine:
    published = definitions.get(viewer.session, one.definition_id)
    return CaseLine(
        id=one.id,
        about=about,
        process=viewer.say(published.name),
        version=_version(viewer, published.version),
        state=viewer.say(STATES[one.state]),
        began=instant(viewer.lang, one.started_at),
        url=f"/instances/{one.id}/interventions",
    )


def _over(viewer: Viewer, one: Instance, replay: audit.Replay) -> str:
    """What the case is about, and by which process and version it runs."""
    said = viewer.offices.describe(viewer.session, viewer.actor, {one.record} if one.record else set())
    about = (headline(viewer, row) for row in said.values())
    process = f"{viewer.say(replay.definition.name)}, {_version(viewer, replay.definition.version)}"
    return " · ".join([*filter(None, about), process])


def _doors(viewer: Viewer, one: Instance) -> tuple[Link, ...]:
    whole = Link(viewer.say(N_("All cases")), "/instances")
    if not may_see(viewer, one):
        return (whole,)
    return (Link(viewer.say(N_("Drawing and replay")), f"/instances/{one.id}/replay"), whole)


def _foresight(
    viewer: Viewer, process: Process, known: tuple[Mapping[str, str], Mapping[str, Any]], done: Done
) -> Foresight:
    typed, data = known

    def names(elements: tuple[str, ...]) -> str:
        return ", ".join(dict.fromkeys(name_of(viewer, process, element) for element in elements)) or "–"

    before, after = names(done.before), names(done.after)
    if typed["deed"] == Deed.CORRECT:
        key = typed["key"].strip()
        before = f"{key} = {_short(data[key])}" if key in data else f"{key}: –"
        after = f"{key}: –" if typed.get("remove") else f"{key} = {_short(_parsed(typed['value']))}"
    return Foresight(
        deed=viewer.say(DEEDS[Deed(typed["deed"])]),
        before=before,
        after=after,
        opened=names(done.opened),
        ran=", ".join(done.ran) or "–",
        state=viewer.say(STATES[done.step.state]),
    )


def _past(viewer: Viewer, instance_id: str, replay: audit.Replay) -> tuple[tuple[str, str], ...]:
    """The interventions so far, with their reasons and the words that were not erased."""
    words = interventions.words_of(viewer.session, instance_id)
    found = []
    for frame in replay.frames:
        if frame.kind in commands.INTERVENTIONS:
            reason = viewer.say(REASONS.get(frame.reason or "", frame.reason or ""))
            told = " · ".join(part for part in (reason, words.get(frame.number, "")) if part)
            found.append((f"{instant(viewer.lang, frame.at)} · {said_of(viewer, frame, replay.process)}", told))
    return tuple(found)


def _elements(viewer: Viewer, process: Process, chosen: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(element.id, f"{name_of(viewer, process, element.id)} ({element.id})", element.id == chosen)
        for element in process.elements.values()
        if element.kind in PLACES and not element.on_event
    )


def _choices(viewer: Viewer, words: Mapping[str, str], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(str(value), viewer.say(label), value == chosen) for value, label in words.items())


def _version(viewer: Viewer, number: int) -> str:
    return viewer.say(N_("version %(n)s"), n=number)


def _is(typed: Mapping[str, str], name: str, value: object) -> bool:
    return typed.get(name) == str(value)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
