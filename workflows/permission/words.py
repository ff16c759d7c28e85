"""The sentences of permissions for notices, inbox rows and history."""

from collections.abc import Mapping

from kernel.errors import N_

NOTICES: Mapping[str, str] = {
    "permission.granted": N_("The permission of %(who)s for %(on)s was granted."),
    "permission.refused": N_("The permission of %(who)s for %(on)s was refused."),
    "permission.half": N_("The permission of %(who)s for %(on)s waits for you: half of the time has passed."),
    "permission.due": N_("The permission of %(who)s for %(on)s waits for you: the time has passed."),
    "permission.escalated": N_("The permission of %(who)s for %(on)s was not decided in time and went one step up."),
}
EVENTS: Mapping[str, tuple[str, str]] = {
    "permission.asked": (N_("asked for the permission"), ""),
    "permission.granted": (N_("granted it, number %(number)s"), ""),
    "permission.refused": (N_("refused it"), ""),
    "permission.withdrawn": (N_("withdrew the question"), ""),
    "permission.cancelled": (N_("ended the case before the decision"), "late"),
    "permission.half": (N_("Half of the time has passed; %(desk)s was reminded"), "quiet"),
    "permission.due": (N_("The limit has passed; %(desk)s was told"), "late"),
    "permission.escalated": (N_("Not decided in time; it went to %(desk)s"), "late"),
    "paper.reserved": (N_("The number %(number)s was given to a paper"), "quiet"),
    "paper.issued": (N_("The paper was made and kept"), "quiet"),
    "paper.revoked": (N_("revoked the paper"), "late"),
    "paper.downloaded": (N_("fetched the paper"), "quiet"),
}
