"""What can be wrong with a permission, in sentences for the person who asks."""

from kernel.errors import Conflict, Forbidden, Invalid, N_, NotFound


class PermissionUnknown(NotFound):
    """There is no such permission, or it is not this person's to see."""

    code = "permission.unknown"
    sentence = N_("This permission does not exist, or it is not yours to see.")


class PermissionMoved(Conflict):
    """Facts: state."""

    code = "permission.moved"
    sentence = N_("This permission has been decided or withdrawn already. Open its page to see the present state.")


class NotYourPermission(Forbidden):
    """Only who asked may withdraw."""

    code = "permission.not_yours"
    sentence = N_("Only the person who asked for this permission can withdraw it.")


class NotAWorkingDay(Invalid):
    """Facts: on."""

    code = "permission.no_working_day"
    sentence = N_("%(on)s is no working day: no permission is needed.")


class YearNotKnown(Invalid):
    """Facts: year."""

    code = "permission.year_not_known"
    sentence = N_("The holidays of %(year)s are not in the calendar yet. Ask the personnel officer to add them first.")


class TooLongAgo(Invalid):
    """Facts: on, days."""

    code = "permission.too_long_ago"
    sentence = N_("%(on)s lies too far back: a permission can be asked for up to %(days)s working days later.")


class TooFarAhead(Invalid):
    """Facts: on, days."""

    code = "permission.too_far_ahead"
    sentence = N_("%(on)s lies too far ahead: a permission can be asked for up to %(days)s days before.")


class HoursOutside(Invalid):
    """Facts: opens, closes."""

    code = "permission.hours_outside"
    sentence = N_("The working hours of that day are %(opens)s to %(closes)s. Choose hours within them.")


class HoursTurned(Invalid):
    """The end comes before the beginning."""

    code = "permission.hours_turned"
    sentence = N_("The end must come after the beginning.")


class AskedAlready(Conflict):
    """Facts: on, since, until."""

    code = "permission.asked_already"
    sentence = N_(
        "You have asked for a permission on %(on)s from %(since)s to %(until)s already. Withdraw that one first."
    )


class AwayThatDay(Conflict):
    """Facts: who, starts_on, last_on."""

    code = "permission.away_that_day"
    sentence = N_("%(who)s is on leave or on an assignment from %(starts_on)s to %(last_on)s, or has asked to be.")


class NobodyDecides(Conflict):
    """No post above the applicant is served by somebody who may decide."""

    code = "permission.nobody_decides"
    sentence = N_(
        "Nobody above you in this office can decide. Your permission is given by the authority above the office."
    )
