"""What the ledger refuses, and why."""

from kernel.errors import Conflict, Forbidden, Invalid, N_


class NotEnoughLeave(Conflict):
    """Fewer days are free than were asked. Facts: available, asked, year."""

    code = "leave.not_enough"
    sentence = N_("%(available)s days of annual leave of %(year)s are free; %(asked)s were asked.")


class LeaveTooShort(Invalid):
    """No working day lies in the range. Facts: minimum."""

    code = "leave.too_short"
    sentence = N_(
        "Annual leave is at least %(minimum)s working day (BKN 24/2017); there is none between these dates."
        " Half days are not possible."
    )


class NothingReserved(Conflict):
    """No days are held for this request. Facts: request."""

    code = "leave.nothing_reserved"
    sentence = N_("No days are held for this request any more. Open it again to see what became of it.")


class ReturnsTooMany(Conflict):
    """More days would come back than were used. Facts: used, asked, year."""

    code = "leave.returns_too_many"
    sentence = N_("Only %(used)s days of %(year)s were used for this leave; %(asked)s can't be given back.")


class NotJointLeave(Invalid):
    """A bonus day is a working day on which the office has joint leave. Facts: on."""

    code = "leave.not_joint_leave"
    sentence = N_("%(on)s is no day of joint leave on a weekday; a day is added only for those.")


class HistoryGap(Invalid):
    """The years told from paper leave a year out, or lie in the future. Facts: year."""

    code = "leave.history_gap"
    sentence = N_(
        "Tell the years one after the other, without gaps, up to the year before this one. %(year)s is missing."
    )


class HistoryKnown(Conflict):
    """The ledger already has movements of a year that was told from paper. Facts: year."""

    code = "leave.history_known"
    sentence = N_("The ledger already knows %(year)s. Use a correction, with its reason, to change it.")


class HistoryImpossible(Invalid):
    """More was used or deferred than there was. Facts: year."""

    code = "leave.history_impossible"
    sentence = N_("The figures of %(year)s do not add up: more days used or deferred than there were.")


class ReasonMissing(Invalid):
    """A correction says why."""

    code = "leave.correction_reason_missing"
    sentence = N_("Say why the balance is corrected, with the paper that shows it.")


class NothingToCorrect(Invalid):
    """A correction of no days."""

    code = "leave.nothing_to_correct"
    sentence = N_("Give the number of days to add or to take away; none is no correction.")


class NotLeaveKeeper(Forbidden):
    """Balances are kept by the personnel officers."""

    code = "leave.not_keeper"
    sentence = N_("Only the personnel officer and the head of general affairs keep leave balances.")


class OwnBalance(Forbidden):
    """Nobody corrects his own balance."""

    code = "leave.own_balance"
    sentence = N_("You can't change your own balance. Ask the other personnel officer or the head of general affairs.")


class LeaveYearUnknown(Invalid):
    """The ledger has nothing of this year. Facts: year."""

    code = "leave.year_unknown"
    sentence = N_("The ledger has nothing of %(year)s; only a year that it knows can be corrected.")
