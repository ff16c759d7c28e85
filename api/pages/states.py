"""The states of a case in words."""

from kernel.render import N_

STATES = {
    "running": N_("under way"),
    "suspended": N_("suspended"),
    "completed": N_("ended"),
    "terminated": N_("ended"),
    "failed": N_("ended with an error"),
    "cancelled": N_("cancelled"),
}
