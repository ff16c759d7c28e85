"""The codes of a letter as msgids."""

from collections.abc import Mapping

from kernel.errors import N_
from workflows import sayings

SECURITY: Mapping[str, str] = {
    "biasa": N_("Open to all"),
    "terbatas": N_("Restricted"),
    "rahasia": N_("Secret"),
    "sangat_rahasia": N_("Top secret"),
}
SECURITY_CODES: Mapping[str, str] = {"biasa": "B", "terbatas": "T", "rahasia": "R", "sangat_rahasia": "SR"}
URGENCY = sayings.URGENCY
KINDS: Mapping[str, str] = {
    "surat_dinas": N_("Official letter"),
    "nota_dinas": N_("Internal memo"),
    "memorandum": N_("Memorandum"),
    "undangan": N_("Invitation"),
    "surat_edaran": N_("Circular"),
    "surat_pengantar": N_("Cover note"),
    "laporan": N_("Report"),
    "lainnya": N_("Other kind"),
}
PARTS: Mapping[str, str] = {
    "responsible": N_("responsible"),
    "joint": N_("acts too"),
    "copy": N_("copy"),
}
SECRET_WORD = sayings.SECRET
NO_SUBJECT = N_("Letter without a subject")
NEW_LETTER = N_("There is a new letter.")
HURRIES: frozenset[str] = frozenset(  # of a very urgent letter these go by mail of their own
    {
        "letter.arrived",
        "disposition.received",
        "branch.returned",
        "branch.asked",
        "dispose.half",
        "dispose.due",
        "follow_up.half",
        "follow_up.due",
    }
)
ALWAYS_HURRY: frozenset[str] = frozenset({"letter.nobody_present", "dispose.escalate", "follow_up.escalate"})
NOTICES: Mapping[str, str] = {
    "letter.arrived": N_("New letter for disposition, agenda %(agenda)s: %(subject)s"),
    "letter.nobody_present": N_("Letter %(agenda)s waits: nobody serves the post it is addressed to. %(subject)s"),
    "disposition.received": N_("You were given a disposition, agenda %(agenda)s: %(subject)s"),
    "disposition.copied": N_("A copy for your information, agenda %(agenda)s: %(subject)s"),
    "branch.reported": N_("A result waits for your acceptance, agenda %(agenda)s: %(subject)s"),
    "branch.returned": N_("Your report was sent back, agenda %(agenda)s: %(subject)s"),
    "branch.asked": N_("You were asked a question about agenda %(agenda)s: %(subject)s"),
    "branch.answered": N_("Your question was answered, agenda %(agenda)s: %(subject)s"),
    "dispose.half": N_("Half of the time to dispose has passed, agenda %(agenda)s: %(subject)s"),
    "dispose.due": N_("The time to dispose has passed, agenda %(agenda)s: %(subject)s"),
    "dispose.escalate": N_("Still not disposed a working day after the limit, agenda %(agenda)s: %(subject)s"),
    "follow_up.half": N_("Half of the time to follow up has passed, agenda %(agenda)s: %(subject)s"),
    "follow_up.due": N_("A follow-up is late, agenda %(agenda)s: %(subject)s"),
    "follow_up.escalate": N_("A follow-up is a working day late, agenda %(agenda)s: %(subject)s"),
    "file.due": N_("A finished letter has not been filed in time, agenda %(agenda)s: %(subject)s"),
}
