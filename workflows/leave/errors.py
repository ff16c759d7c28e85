"""What may be refused about leave requests. What the decision tables refuse is `rules.LeaveRefused`."""

from typing import Any

from kernel.errors import Conflict, FieldError, Forbidden, FormInvalid, Invalid, N_, NotFound


class WrongField(FormInvalid):
    """A rule of the office that one field of the form breaks."""

    field = ""

    def __init__(self, **facts: Any) -> None:
        super().__init__([FieldError(self.field, self.sentence, facts)], **facts)


class RequestUnknown(NotFound):
    """There is no such request, or it is not this person's to see."""

    code = "leave.unknown"
    sentence = N_("There is no such leave request, or it is not yours to see.")


class RequestMoved(Conflict):
    """The request is in another state than the deed supposes. Facts: state."""

    code = "leave.moved"
    sentence = N_("This leave request has gone on in the meantime. Open it again to see where it is.")


class NotEmployee(Forbidden):
    """Leave is for those who hold a post here."""

    code = "leave.not_employee"
    sentence = N_("Leave is asked for by employees who hold a post of this office.")


class NotOwner(Forbidden):
    """Only the applicant withdraws a request."""

    code = "leave.not_owner"
    sentence = N_("Only the applicant withdraws a request. Whoever needs the person back uses the recall.")


class BegunAlready(Conflict):
    """A leave that runs is not withdrawn; it is recalled."""

    code = "leave.begun_already"
    sentence = N_("This leave has begun or has ended. It can't be withdrawn any more; your superior can call you back.")


class MayNotRecall(Forbidden):
    """Superiors in line and who decided call back."""

    code = "leave.may_not_recall"
    sentence = N_("Only a superior in line calls somebody back from leave.")


class NotOnLeave(Conflict):
    """Only a leave that runs is recalled."""

    code = "leave.not_on_leave"
    sentence = N_("Nobody is on leave by this request today, so nobody can be called back.")


class NotRecallable(Conflict):
    """The kind of leave can't be recalled. Facts: article."""

    code = "leave.not_recallable"
    sentence = N_("Nobody is called back from this kind of leave (%(article)s).")


class RecallDayWrong(WrongField):
    """The day of return lies outside the leave. Facts: first, last."""

    code = "leave.recall_day_wrong"
    field = "recall_on"
    sentence = N_("Give a day from %(first)s to %(last)s on which the person works again.")


class LastDayMissing(WrongField):
    """Dates or months are needed."""

    code = "leave.last_day_missing"
    field = "new_last_on"
    sentence = N_("Give the last day, or for leave counted in months their number.")


class DaysDiffer(WrongField):
    """The number of days that was written is not what the calendar gives. Facts: told, counted."""

    code = "leave.days_differ"
    field = "days"
    sentence = N_("You wrote %(told)s days; these dates are %(counted)s working days.")


class DatesTurned(WrongField):
    """The last day lies before the first."""

    code = "leave.dates_turned"
    field = "last_on"
    sentence = N_("The last day lies before the first.")


class TooFarAhead(WrongField):
    """The first day lies so far ahead that it must be a slip of the pen. Facts: days."""

    code = "leave.too_far_ahead"
    field = "starts_on"
    sentence = N_("The first day lies more than %(days)s days ahead. Check the year.")


class DeferralForbidden(Conflict):
    """This leave can't be deferred. Facts: article."""

    code = "leave.deferral_forbidden"
    sentence = N_("This leave can't be deferred (%(article)s). Choose another decision.")


class DeferredTooLong(WrongField):
    """The deferral lasts too long or ends before it begins. Facts: first, last."""

    code = "leave.deferred_too_long"
    field = "until"
    sentence = N_("The leave can be deferred to a day from %(first)s to %(last)s.")


class ActingMayNotDecide(Forbidden):
    """An acting official does not decide this leave. Facts: article."""

    code = "leave.acting_may_not_decide"
    sentence = N_(
        "An acting official (Plh. or Plt.) does not decide unpaid leave or leave abroad (%(article)s)."
        " It waits for the official himself."
    )


class RemoteNotAsked(WrongField):
    """Days for a remote place are for annual leave in one."""

    code = "leave.remote_not_asked"
    field = "remote_days"
    sentence = N_("Days for a remote place are added to annual leave for which they were asked.")


class RemoteReasonMissing(WrongField):
    """Days for a remote place are given with a reason."""

    code = "leave.remote_reason_missing"
    field = "remote_reason"
    sentence = N_("Say why calendar days are added.")


class BknMissing(WrongField):
    """Unpaid leave needs the approval of BKN first."""

    code = "leave.bkn_missing"
    field = "bkn_no"
    sentence = N_("Unpaid leave is granted after the approval of BKN: give its number and date.")


class LetterDatedLater(WrongField):
    """A decision can't be dated in the future."""

    code = "leave.letter_dated_later"
    field = "letter_on"
    sentence = N_("The decision is dated in the future.")


class ReturnedEarly(WrongField):
    """The day of return lies before the leave was over, or in the future. Facts: first, last."""

    code = "leave.returned_early"
    field = "returned_on"
    sentence = N_("Give the day on which you were back, from %(first)s to %(last)s.")


class SickDayWrong(WrongField):
    """The last day of illness lies before the first."""

    code = "leave.sick_day_wrong"
    field = "last_on"
    sentence = N_("The last day of illness lies before the day on which it was reported.")


class AbsenceAhead(WrongField):
    """Absence without notice lies behind, not ahead."""

    code = "leave.absence_ahead"
    field = "last_on"
    sentence = N_("Absence without notice is recorded up to today, not ahead.")


class NoteMissing(WrongField):
    """A doctor's note is needed."""

    code = "leave.note_missing"
    field = "doctor_note"
    sentence = N_("Attach the doctor's note.")


class AddressMissing(WrongField):
    """A request for more than one day names an address."""

    code = "leave.address_missing"
    field = "address"
    sentence = N_("For more than one day, give your address and telephone too.")


class SubstituteUnknown(WrongField):
    """The substitute does not work here, or is the applicant."""

    code = "leave.substitute_unknown"
    field = "substitute"
    sentence = N_("Choose somebody else of this office who stands in for you.")


class SickElsewhere(Forbidden):
    """A report of illness begins with its own deed, not with a bare message."""

    code = "leave.sick_elsewhere"
    sentence = N_("Illness is reported by the employee himself, on the page for it.")


class AlreadyReportedSick(Conflict):
    """One report of illness a day."""

    code = "leave.already_reported_sick"
    sentence = N_("You have already reported sick, or are away, from %(starts_on)s to %(last_on)s.")


class NobodyDecides(Invalid):
    """The table of authority names a post nobody knows. Facts: post."""

    code = "leave.nobody_decides"
    sentence = N_("The table of authority names the post %(post)s, which this office does not have.")
