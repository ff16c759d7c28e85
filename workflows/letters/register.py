"""Registering a letter: start its process, complete its first task, write the row with the agenda number."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine import definitions, instances, keys, tasks
from engine.instances import Wanted
from forms import clean
from kernel import calendars, ids
from kernel.act import Act
from workflows import numbering
from workflows.letters import attachments, duplicates, entry, records, trace
from workflows.letters.errors import DuplicateLetter, NotRegistrar
from workflows.letters.models import Letter
from workflows.letters.settings import letter_settings
from workflows.letters.states import LetterState

PROCESS = "letter_disposition"
FORM = "letter_disposition/register"
DESK = "role:agendaris"


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of a registration; `agenda_no` is empty for a returned or linked letter."""

    letter_id: str
    instance_id: str
    agenda_no: str
    state: str


def register(act: Act, raw: Mapping[str, Any], *, key: str | None = None) -> Registered:
    """Register a letter from raw answers: its process is started and the first task completed in one transaction.

    Raises FormInvalid, NotRegistrar, DuplicateLetter, DocumentNotFound, KeyReused.
    """
    if not act.actor.can_work_for(DESK):
        raise NotRegistrar
    form = definitions.pinned_form(definitions.latest(act.session, PROCESS), FORM)
    answers = clean.clean(form, {"outcome": "accept", **raw})
    request = keys.digest("register", answers.public, answers.private)
    kept = keys.reserve(act, key, request)
    if kept is not None:
        return Registered(**kept)

    letter_id = ids.new_id(act.now)
    record = trace.record_of(letter_id)
    started = instances.start(act, PROCESS, data={"letter_id": letter_id}, wanted=Wanted(record, business_key=record))
    tasks.complete(act, started.task_ids[0], tasks.Answers(answers.public, answers.private))
    letter = records.get_letter(act.session, letter_id)
    done = Registered(letter_id, started.instance_id, letter.agenda_no, letter.state)
    keys.keep(act, key, done)
    return done


def record(act: Act, letter_id: str, instance_id: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Write an accepted letter, with its agenda number unless it is linked to the one it repeats; gives process data.

    Raises DuplicateLetter, AddresseeUnknown, ReceivedLater, DatedLater, DocumentNotFound.
    """
    head, choice = trace.begin(act, letter_id), answers.get("duplicate_choice", "")
    letter = entry.new(act, calendars.current(act.session), letter_id, answers)
    letter.instance_id = instance_id
    if choice != "link":
        _number(act, letter)  # first, so that two who register the same letter at once wait for each other here
    same = duplicates.find_same(act.session, letter)
    if same is not None and not choice:
        raise DuplicateLetter(agenda=f"{same.agenda_no}/{same.agenda_year}", letter_id=same.id)
    if same is not None and choice == "link":
        letter.state, letter.duplicate_of, letter.due_at = LetterState.DUPLICATE.value, same.id, None
    elif same is not None:
        letter.follows = same.id
    elif choice == "link":
        _number(act, letter)  # nothing to link it to after all

    act.session.add(letter)
    act.session.flush()
    document = attachments.attach_scan(act, letter, answers.get("document"))
    trace.end(act, head, "letter.registered", entry.told(letter, document), DESK)
    return {"duplicate": "link" if letter.duplicate_of else "none", "branch_key": trace.record_of(letter_id)}


def return_to_sender(act: Act, letter_id: str, instance_id: str, answers: Mapping[str, Any]) -> None:
    """Write a letter that was not accepted, with the reason and without a number of ours."""
    head = trace.begin(act, letter_id)
    letter = entry.new(act, calendars.current(act.session), letter_id, answers)
    letter.state, letter.instance_id, letter.reason = LetterState.RETURNED.value, instance_id, answers["reason"]
    letter.due_at = None
    act.session.add(letter)
    act.session.flush()
    sealed = trace.sealed(letter.salt, sender=letter.sender, number=letter.number, reason=letter.reason)
    data = {"received_at": entry.iso(letter.received_at), "commitments": sealed}
    trace.end(act, head, "letter.returned", data, DESK)


def _number(act: Act, letter: Letter) -> None:
    limits, today = letter_settings(), calendars.current(act.session).date_of(act.now)
    serial = numbering.take(act.session, limits.agenda_series, today.year)
    letter.agenda_year, letter.agenda_serial = today.year, serial
    letter.agenda_no = numbering.written(limits.agenda_pattern, serial, today)
