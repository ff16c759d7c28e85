"""What can be wrong with an assignment, in sentences for the person who prepares or signs it."""

from kernel.errors import Conflict, Forbidden, Invalid, N_, NotFound


class AssignmentUnknown(NotFound):
    """There is no such assignment, or it is not this person's to see."""

    code = "assignment.unknown"
    sentence = N_("This assignment does not exist, or it is not yours to see.")


class AssignmentMoved(Conflict):
    """Facts: state."""

    code = "assignment.moved"
    sentence = N_("This assignment has moved on already. Open its page to see the present state.")


class NotPreparer(Forbidden):
    """Assignments are prepared by heads of units, the secretary and the personnel desk."""

    code = "assignment.not_preparer"
    sentence = N_("Assignments are prepared by heads of units, the secretary and the personnel desk. Ask one of them.")


class NotRecaller(Forbidden):
    """Who may take it back: who prepared it, before it is signed; the head or Kasubbag Umum at any time."""

    code = "assignment.not_recaller"
    sentence = N_("Only who prepared this assignment, the head or Kasubbag Umum can take it back.")


class ReasonMissing(Invalid):
    """A signed assignment is recalled with a reason."""

    code = "assignment.reason_missing"
    sentence = N_("Say why the assignment is taken back; those who were assigned read it.")


class TooLateToRecall(Conflict):
    """Facts: last_on."""

    code = "assignment.over"
    sentence = N_("The assignment ended on %(last_on)s; there is nothing left to take back.")


class AssigneesAway(Conflict):
    """Facts: who (names with their days)."""

    code = "assignment.assignees_away"
    sentence = N_("On these days not everybody is free: %(who)s. Choose other days or other people.")


class DaysInThePast(Invalid):
    """Facts: starts_on."""

    code = "assignment.days_in_the_past"
    sentence = N_("An assignment can't begin in the past: %(starts_on)s.")


class DaysTurnedRound(Invalid):
    """The last day comes before the first."""

    code = "assignment.days_turned"
    sentence = N_("The last day must not come before the first.")


class TooLong(Invalid):
    """Facts: days."""

    code = "assignment.too_long"
    sentence = N_("An assignment lasts at most %(days)s days. Divide it.")


class YearNotKnown(Invalid):
    """Facts: year."""

    code = "assignment.year_not_known"
    sentence = N_("The holidays of %(year)s are not in the calendar yet. Ask the personnel officer to add them first.")


class ReportMissing(Invalid):
    """A report has words or documents."""

    code = "assignment.report_missing"
    sentence = N_("Write the report, or attach it as a document.")
