"""Builds the form that registers a letter, first or after an attempt."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from api.pages.fields import Filled
from api.pages.form_view import FormView
from api.pages.naming import named
from api.pages.task_pages import Attempt, form_view
from api.pages.viewer import Viewer
from api.pages.words import Link
from engine import definitions
from forms.catalogue import Form
from kernel.errors import AppError, FormInvalid
from kernel.render import N_
from workflows.letters import register
from workflows.letters.errors import DuplicateLetter

CHOICE = "duplicate_choice"


@dataclass(frozen=True, slots=True)
class Tried:
    """What was typed, under which key, and why it was refused."""

    values: Mapping[str, list[str]] = field(default_factory=dict)
    key: str = ""
    fault: AppError | None = None


def register_form(session: Session) -> Form:
    """The form of the newest version of the process."""
    return definitions.pinned_form(definitions.latest(session, register.PROCESS), register.FORM)


def registering_of(viewer: Viewer, tried: Tried | None = None) -> tuple[FormView, Link | None]:
    """The form, and the door to the letter that was registered before, if there is one."""
    tried = tried or Tried({"received_at": [_now(viewer)]})
    fault, attempt = tried.fault, attempt_of(viewer, tried)
    is_double = isinstance(fault, DuplicateLetter) or CHOICE in tried.values
    hidden = frozenset() if is_double else frozenset({CHOICE})
    filled = Filled(register_form(viewer.session), tried.values, attempt.faults, hidden=hidden)
    same = None
    if isinstance(fault, DuplicateLetter):
        label = viewer.say(N_("Agenda %(number)s"), number=fault.facts["agenda"])
        same = Link(label, f"/letters/{fault.facts['letter_id']}")
    return form_view(viewer, filled, "/letters", attempt), same


def attempt_of(viewer: Viewer, tried: Tried) -> Attempt:
    """An attempt in words: what was typed, and the sentence that says why it was refused."""
    fault = tried.fault
    if fault is None:
        return Attempt(tried.values, tried.key)
    sentence = FormInvalid.sentence if isinstance(fault, FormInvalid) else fault.sentence
    faults = fault.fields if isinstance(fault, FormInvalid) else ()
    return Attempt(tried.values, tried.key, viewer.told(sentence, named(viewer.session, fault)), tuple(faults))


def _now(viewer: Viewer) -> str:
    return viewer.now.astimezone(viewer.calendar.timezone).strftime("%Y-%m-%dT%H:%M")
