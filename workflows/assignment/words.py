"""The sentences of assignments for notices and history."""

from collections.abc import Mapping

from kernel.errors import N_

NOTICES: Mapping[str, str] = {
    "assignment.returned": N_("An assignment you prepared was sent back: %(task)s"),
    "assignment.check_late": N_("An assignment waits for the check and is late: %(task)s"),
    "assignment.sign_late": N_("An assignment waits for the signature and is late: %(task)s"),
    "assignment.signed": N_("Assignment %(number)s, %(days)s: %(task)s"),
    "assignment.refused": N_("An assignment you prepared was not signed: %(task)s"),
    "assignment.cancelled": N_("An assignment was cancelled: %(task)s"),
    "assignment.recalled": N_("Assignment %(number)s was recalled; your calendar is free again: %(task)s"),
    "assignment.reported": N_("The report on assignment %(number)s is there: %(task)s"),
    "assignment.report_late": N_("The report on assignment %(number)s is late: %(task)s"),
}
EVENTS: Mapping[str, tuple[str, str]] = {
    "assignment.prepared": (N_("prepared the assignment"), ""),
    "assignment.returned": (N_("sent it back for correction"), ""),
    "assignment.check_late": (N_("The time to check has passed"), "late"),
    "assignment.sent": (N_("It went to %(signer)s for the signature"), "quiet"),
    "assignment.signed": (N_("signed it, number %(number)s"), ""),
    "assignment.refused": (N_("did not sign it"), "late"),
    "assignment.cancelled": (N_("cancelled the assignment"), "late"),
    "assignment.recalled": (N_("recalled the assignment"), "late"),
    "assignment.reported": (N_("reported on it"), ""),
    "assignment.report_late": (N_("The report is late"), "late"),
    "paper.reserved": (N_("The number %(number)s was given to a paper"), "quiet"),
    "paper.issued": (N_("The paper was made and kept"), "quiet"),
    "paper.revoked": (N_("revoked the paper"), "late"),
    "paper.downloaded": (N_("fetched the paper"), "quiet"),
}
REMARKS: Mapping[str, str] = {
    "returned": N_("Sent back by %(who)s"),
    "refused": N_("Not signed by %(who)s"),
    "cancelled": N_("Cancelled by %(who)s"),
    "recalled": N_("Recalled by %(who)s"),
}
AUTHORITY_ABOVE = N_("the authority above the office")
