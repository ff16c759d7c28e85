"""The sentences of the ledger: what happened, by which rule, in which bucket. Msgids; the doors put them into words."""

from kernel.errors import N_
from workflows.leave.entitlement import Bucket
from workflows.leave.movements import PAPER_CARRIED, PAPER_DEFERRED, PAPER_GRANTED, PAPER_USED, Kind

BUCKETS = {
    Bucket.DEFERRED: N_("put off from last year"),
    Bucket.CARRY: N_("left over from earlier years"),
    Bucket.BONUS: N_("added for joint leave worked"),
    Bucket.OWN: N_("right of the year"),
}
KINDS = {
    Kind.GRANT: N_("Granted"),
    Kind.CARRY: N_("Carried in from %(before)s"),
    Kind.BROUGHT: N_("Brought from the paper book"),
    Kind.RESERVE: N_("Reserved for a request"),
    Kind.RELEASE: N_("Reservation released"),
    Kind.CHARGE: N_("Used"),
    Kind.RETURN: N_("Given back"),
    Kind.DEFER: N_("Put off to %(next)s"),
    Kind.FORFEIT: N_("Lost because of long leave"),
    Kind.CORRECT: N_("Corrected"),
    Kind.PASS: N_("Carried over into %(next)s"),
    Kind.LAPSE: N_("Lapsed"),
}
RESERVED_USED = N_("Reserved days are used now")
RESTORED = N_("Long leave did not take place: right given back")
RULES = {
    "R1": N_("right after one year of service (PP 11/2017)"),
    "R2": N_("right of each calendar year (PP 11/2017)"),
    "R4": N_("leftover of the year before, up to the limit (BKN 24/2017)"),
    "R5": N_("no leave used in two years (BKN 24/2017)"),
    "R6": N_("put off for urgent duty, to the next year (BKN 24/2017)"),
    "R7": N_("days put off are added to the next year (BKN 24/2017)"),
    "R8": N_("no annual leave in a year of long leave (BKN 24/2017)"),
    "R10": N_("one day for each day of joint leave worked (PP 17/2020)"),
    "R11": N_("added days count in their own year only"),
    "R12": N_("unused days remain the right of whoever is called back (PP 11/2017 art. 338)"),
    "R15": N_("oldest days first"),
    "P1": N_("leftovers of two years (the office's setting)"),
    "P3": N_("first year in part (the office's setting)"),
    "P4": N_("older days became free and go first"),
    "HR": N_("by the personnel officer"),
    PAPER_GRANTED: N_("right of the year, as the paper book has it"),
    PAPER_CARRIED: N_("carried in, as the paper book has it"),
    PAPER_USED: N_("used, as the paper book has it"),
    PAPER_DEFERRED: N_("put off to the next year, as the paper book has it"),
}
