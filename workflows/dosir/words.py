"""What notices and lists say of profiles and files, as msgids."""

from collections.abc import Mapping

from kernel.errors import N_

CHANGE = N_("Change of a profile")
NOTICES: Mapping[str, str] = {
    "proposal.waits": N_("A change of a profile waits to be checked: %(what)s, %(person)s"),
    "proposal.late": N_("A change of a profile has waited too long: %(what)s, %(person)s"),
    "proposal.approved": N_("Personnel approved your change: %(what)s"),
    "proposal.refused": N_("Personnel refused your change: %(what)s. The reason stands on its page."),
    "proposal.returned": N_("Personnel returned your change for correction: %(what)s"),
    "file.added": N_("Personnel put a document into your file: %(what)s"),
    "file.removed": N_("Personnel took a document out of your file: %(what)s"),
}
BASES: Mapping[str, str] = {
    "self": N_("entered by the employee"),
    "approved": N_("approved by personnel"),
    "hr": N_("entered by personnel"),
    "seed": N_("taken over at the beginning"),
}
EVENTS: Mapping[str, tuple[str, str]] = {
    "proposal.sent": (N_("proposed the change"), ""),
    "proposal.resent": (N_("sent the change again"), ""),
    "proposal.opened": (N_("opened a proposed change"), "quiet"),
    "proposal.approved": (N_("approved the change"), ""),
    "proposal.refused": (N_("refused the change"), ""),
    "proposal.returned": (N_("returned the change for correction"), ""),
    "proposal.withdrawn": (N_("withdrew the change"), ""),
    "proposal.cancelled": (N_("The change was cancelled with its case"), "late"),
    "proposal.late": (N_("The time to check has passed"), "late"),
    "profile.changed": (N_("applied the change"), ""),
    "profile.numbers_shown": (N_("had the masked numbers shown"), "quiet"),
    "file.accepted": (N_("took the document into the file"), ""),
}
