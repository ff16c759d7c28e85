"""Builds the form that adds scan and subject to a letter registered from the closed envelope."""

from api.pages.fields import Filled
from api.pages.form_view import FormView
from api.pages.registering import Tried, attempt_of
from api.pages.task_pages import form_view
from api.pages.viewer import Viewer
from forms import catalogue
from forms.catalogue import Form
from workflows.letters.queries import LetterCase

FORM = "letter/content"


def content_form() -> Form:
    """The form for what lies in the envelope; it belongs to no task, so no process pins it."""
    return catalogue.get(FORM)


def envelope_of(viewer: Viewer, case: LetterCase, tried: Tried | None = None) -> FormView | None:
    """The form for what is missing, first or after an attempt; None when there is nothing to ask for."""
    if not case.missing and tried is None:
        return None
    tried, form = tried or Tried(), content_form()
    attempt = attempt_of(viewer, tried)
    asked = case.missing | tried.values.keys() or frozenset(form.properties)
    filled = Filled(form, tried.values, attempt.faults, hidden=frozenset(form.properties) - asked)
    return form_view(viewer, filled, f"/letters/{case.letter.id}/content", attempt)
