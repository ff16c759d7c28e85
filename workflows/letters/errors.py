"""What may be refused about letters and dispositions. A refusal that concerns one field names it."""

from typing import Any

from kernel.errors import Conflict, FieldError, Forbidden, FormInvalid, Invalid, N_, NotFound


class WrongField(FormInvalid):
    """A rule of the office that one field of the form breaks."""

    field = ""

    def __init__(self, **facts: Any) -> None:
        super().__init__([FieldError(self.field, self.sentence, facts)], **facts)


class LetterUnknown(NotFound):
    """There is no such letter."""

    code = "letter.unknown"
    sentence = N_("There is no such letter.")


class LetterSecret(Forbidden):
    """The letter's class does not let this person open it."""

    code = "letter.secret"
    sentence = N_("This letter is open only to those whom it names. That you tried to open it was recorded.")


class ReasonNeeded(Forbidden):
    """An auditor opens top secret content only with a reason."""

    code = "letter.reason_needed"
    sentence = N_("State why you open this top secret letter. The reason is recorded.")


class NotRegistrar(Forbidden):
    """Letters are registered by the registry."""

    code = "letter.not_registrar"
    sentence = N_("Letters are registered by the registry only.")


class NotAddressee(Forbidden):
    """Only the addressee or a person named in a disposition attaches the content of a secret letter."""

    code = "letter.not_addressee"
    sentence = N_("Only those whom the letter names may attach its content.")


class ContentMissing(Invalid):
    """Neither a scan nor a subject was given."""

    code = "letter.content_missing"
    sentence = N_("Choose the scan or write the subject. Nothing was attached yet.")


class DuplicateLetter(Conflict):
    """Sender, number and date were registered before."""

    code = "letter.duplicate"
    sentence = N_(
        "A letter with this sender, number and date is registered already: agenda %(agenda)s."
        " Say whether this is a follow-up letter or the same one. No agenda number was used."
    )


class LetterMoved(Conflict):
    """The letter is in another state than the deed supposes."""

    code = "letter.moved"
    sentence = N_("This letter has gone on in the meantime. Open it again to see where it is.")


class BranchMoved(Conflict):
    """The branch is in another state than the deed supposes."""

    code = "branch.moved"
    sentence = N_("This disposition has gone on in the meantime. Open it again to see where it is.")


class BranchUnknown(NotFound):
    """There is no such recipient of a disposition."""

    code = "branch.unknown"
    sentence = N_("There is no such disposition.")


class NotInLine(WrongField):
    """A recipient does not stand below the giver."""

    code = "disposition.not_in_line"
    field = "to"
    sentence = N_("%(post)s is outside your line. A disposition goes down your own branch only; nothing was sent.")


class RecipientTwice(WrongField):
    """A post is named twice."""

    code = "disposition.recipient_twice"
    field = "to"
    sentence = N_("%(post)s is named twice.")


class RecipientVacant(WrongField):
    """Nobody serves the post."""

    code = "disposition.recipient_vacant"
    field = "to"
    sentence = N_("Nobody serves %(post)s at present. Choose somebody else, or have an acting official appointed.")


class ResponsibleMissing(WrongField):
    """Several recipients have a duty and none is responsible."""

    code = "disposition.responsible_missing"
    field = "responsible"
    sentence = N_("Exactly one recipient must be responsible when something is to be done. Choose who it is.")


class ResponsibleNotAmong(WrongField):
    """The responsible one is no recipient."""

    code = "disposition.responsible_not_among"
    field = "responsible"
    sentence = N_("%(post)s has a duty, but is not among the recipients.")


class DutyMissing(WrongField):
    """Who has a duty can't pass it on for information only."""

    code = "disposition.duty_missing"
    field = "instructions"
    sentence = N_("You have something to do here. Choose at least one instruction that asks for it to be done.")


class InstructionUnknown(WrongField):
    """The code is not in the list."""

    code = "disposition.instruction_unknown"
    field = "instructions"
    sentence = N_("There is no instruction %(code)s.")


class DuePast(WrongField):
    """The limit lies in the past."""

    code = "disposition.due_past"
    field = "due"
    sentence = N_("This limit has already passed.")


class DueTooFar(WrongField):
    """The limit lies so far ahead that it must be a slip of the pen."""

    code = "disposition.due_too_far"
    field = "due"
    sentence = N_("This limit lies more than two years ahead. Check the year.")


class DueTooLate(WrongField):
    """The limit lies behind the giver's own."""

    code = "disposition.due_too_late"
    field = "due"
    sentence = N_("Your own limit is %(limit)s. Whom you forward to can't have more time.")


class FollowUpMissing(WrongField):
    """A duty was reported done without a word or a document."""

    code = "branch.follow_up_missing"
    field = "report"
    sentence = N_("Say what was done, or add a document.")


class NoteMissing(WrongField):
    """A report was sent back without saying why."""

    code = "branch.note_missing"
    field = "note"
    sentence = N_("Say what is missing, so that it can be mended.")


class AddresseeUnknown(WrongField):
    """The closed envelope names no post of this office."""

    code = "letter.addressee_unknown"
    field = "addressee"
    sentence = N_("There is no post %(post)s in this office.")


class ReceivedLater(WrongField):
    """The letter can't have been received in the future."""

    code = "letter.received_later"
    field = "received_at"
    sentence = N_("The time of receipt lies in the future.")


class DatedLater(WrongField):
    """The letter can't be dated after its receipt."""

    code = "letter.dated_later"
    field = "dated_on"
    sentence = N_("The letter is dated after it was received.")
