"""Mending a returned proposal on its page: what was typed is read by the field's rules, then its task is completed."""

from documents.intake import Checked
from kernel.act import Act
from people import directory
from workflows.dosir import checks, proposals
from workflows.dosir.checks import Typed
from workflows.dosir.declarations import Field, declared
from workflows.dosir.proposals import FIELD


def field_of(act: Act, proposal_id: str) -> Field | None:
    """The field that an own proposal is about; None for a document. Raises ProposalUnknown."""
    row = proposals.own(act, proposal_id)
    return declared().fields[row.name] if row.sort == FIELD else None


def correct(act: Act, proposal_id: str, typed: Typed, more: tuple[str, Checked | None]) -> None:
    """Send a returned proposal of one's own again; `more` is a remark and another file.

    Raises ProposalUnknown, ProposalMoved, FormInvalid.
    """
    one, (note, checked) = field_of(act, proposal_id), more
    answers = {"note": note}
    if one is not None:
        answers["value"] = checks.read(one, typed, directory.person(act.session, act.actor.id))
    proposals.correct(act, proposal_id, answers, checked)
