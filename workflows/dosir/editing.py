"""One change of a profile: saved at once where the field allows it, else sent to personnel as a proposal."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from documents import intake
from documents.intake import Checked
from forms.coerce import tidy
from kernel.act import Act
from people import directory
from workflows.dosir import access, checks, filing, proposals, trace, values
from workflows.dosir.access import Relation, Surface
from workflows.dosir.checks import Typed
from workflows.dosir.declarations import Edit, Field, declared
from workflows.dosir.errors import (
    EntryUnknown,
    FieldNotYours,
    FieldUnknown,
    NothingChanged,
    OwnFieldOfPersonnel,
    ReasonMissing,
)
from workflows.dosir.filing import Described
from workflows.dosir.proposals import FIELD, Wish
from workflows.dosir.values import Setting

LONGEST_REASON = 500


class Way(StrEnum):
    """What becomes of a change: saved, proposed, or not possible here."""

    SAVE = "save"
    PROPOSE = "propose"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Change:
    """What was typed for a field: its parts, a remark for personnel, a file that proves it."""

    typed: Typed
    note: str = ""
    checked: Checked | None = None


def way_of(relations: Collection[Relation], one: Field) -> Way:
    """How somebody changes a field of a profile, by what he is to its owner."""
    if one.edit is Edit.OFFICE:
        return Way.CLOSED
    if Relation.OWNER in relations:
        return {Edit.SELF: Way.SAVE, Edit.PROPOSE: Way.PROPOSE}.get(one.edit, Way.CLOSED)
    return Way.SAVE if Relation.HR in relations else Way.CLOSED


def submit(act: Act, person_id: str, name: str, change: Change) -> str | None:
    """Save a change, or propose it; gives the id of the proposal.

    Raises ProfileClosed, FieldUnknown, FieldNotYours, OwnFieldOfPersonnel, FormInvalid, and as `proposals.send` does.
    """
    one = get_field(name)
    way = require_open(act, person_id, one)
    value = checks.read(one, change.typed, directory.person(act.session, person_id))
    if way is Way.SAVE:
        _save(act, person_id, Setting(one, value, "self" if person_id == act.actor.id else "hr"), change)
        return None
    described = Described(declared().kinds[one.upload]) if one.upload else None
    return proposals.send(act, person_id, Wish(FIELD, name, value, change.note, change.checked, described))


def require_open(act: Act, person_id: str, one: Field) -> Way:
    """How the actor may change a field of a profile. Raises ProfileClosed, FieldNotYours, OwnFieldOfPersonnel."""
    relations = access.require(act, person_id, Surface.CHANGE)
    way = way_of(relations, one)
    if way is Way.CLOSED:
        raise OwnFieldOfPersonnel(field=one.name) if Relation.HR in relations else FieldNotYours(field=one.name)
    return way


def remove_entry(act: Act, person_id: str, name: str, entry: str, reason: str) -> None:
    """Personnel takes an entry out of a list; it stays as history with the reason.

    Raises ProfileClosed, FieldUnknown, OwnFieldOfPersonnel, ReasonMissing, EntryUnknown.
    """
    relations = access.require(act, person_id, Surface.CHANGE)
    one, why = get_field(name), tidy(reason, lines=True)[:LONGEST_REASON]
    if Relation.HR not in relations or Relation.OWNER in relations:
        raise OwnFieldOfPersonnel(field=name)
    if not why:
        raise ReasonMissing
    head = trace.begin(act, person_id)
    row = values.find(act.session, person_id, one.name, entry) if one.is_list else None
    if row is None:
        raise EntryUnknown
    row.ended_by, row.ended_at, row.reason = act.actor.id, act.now, why
    act.session.flush()
    data = {"field": name, "value": row.id, "commitments": trace.sealed(row.salt, reason=why)}
    trace.end(act, head, "profile.entry_removed", data)


def get_field(name: str) -> Field:
    """A field that is declared. Raises FieldUnknown."""
    found = declared().fields.get(name)
    if found is None:
        raise FieldUnknown
    return found


def _save(act: Act, person_id: str, setting: Setting, change: Change) -> None:
    head = trace.begin(act, person_id)
    if not setting.field.is_list:
        now = values.find(act.session, person_id, setting.field.name)
        if (now.value if now is not None else "") == setting.value:
            raise NothingChanged(field=setting.field.name)
    trace.end(act, head, "profile.changed", values.put(act, person_id, setting))
    if change.checked is not None and setting.field.upload and setting.basis == "hr":
        _file_proof(act, person_id, setting.field, change.checked)


def _file_proof(act: Act, person_id: str, one: Field, checked: Checked) -> None:
    head = trace.begin(act, person_id)
    document = intake.keep(act, checked, record=head.stream)
    row = filing.new_row(act, person_id, Described(declared().kinds[one.upload]), document)
    filing.settle(act, row)
    trace.end(act, head, "file.added", filing.told(row))
