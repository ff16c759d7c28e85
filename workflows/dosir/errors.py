"""What may be refused about profiles and personnel files. Facts are ids and codes, never values."""

from kernel.errors import Conflict, Forbidden, Invalid, N_, NotFound


class ProfileClosed(Forbidden):
    """Somebody else's profile or file. Facts: person."""

    code = "dosir.closed"
    sentence = N_("Only the employee and personnel open this. That you tried was recorded.")


class NumbersReasonMissing(Invalid):
    """Personnel says why it has numbers of others shown."""

    code = "dosir.reason_missing"
    sentence = N_("Write why you need these numbers. The reason is recorded; nothing was shown yet.")


class FieldUnknown(NotFound):
    """No such field is declared."""

    code = "profile.field_unknown"
    sentence = N_("There is no such field in the profile.")


class FieldNotYours(Forbidden):
    """Facts: field."""

    code = "profile.field_not_yours"
    sentence = N_("This is kept by personnel. Ask them to correct it; nothing was changed.")


class OwnFieldOfPersonnel(Forbidden):
    """Personnel does not write its own service record. Facts: field."""

    code = "profile.own_field_of_personnel"
    sentence = N_("This is about yourself: somebody else of personnel must enter it. Nothing was changed.")


class NothingChanged(Invalid):
    """The value is the present one. Facts: field."""

    code = "profile.nothing_changed"
    sentence = N_("This is what stands there already. Nothing was sent.")


class AlreadyProposed(Conflict):
    """Another proposal for the same thing waits. Facts: proposal."""

    code = "profile.already_proposed"
    sentence = N_(
        "A change of this waits for personnel already. Withdraw that one first, then propose the new one;"
        " nothing was sent now."
    )


class ChangedMeanwhile(Conflict):
    """The present value is not the one the proposer saw. Facts: proposal."""

    code = "profile.changed_meanwhile"
    sentence = N_(
        "The present value was changed after this was proposed, so the employee never saw it. Return the proposal for"
        " correction, or refuse it; nothing was changed."
    )


class ProposalUnknown(NotFound):
    """There is no such proposal."""

    code = "profile.proposal_unknown"
    sentence = N_("There is no such proposal, or it is not yours to see.")


class ProposalMoved(Conflict):
    """The proposal is in another state than the deed supposes. Facts: proposal."""

    code = "profile.proposal_moved"
    sentence = N_("This proposal has gone on in the meantime. Open it again to see where it is.")


class ReasonMissing(Invalid):
    """A removal has a reason."""

    code = "dosir.removal_reason_missing"
    sentence = N_("Write why this is removed. The reason is kept; nothing was removed yet.")


class UploadMissing(Invalid):
    """Facts: kind."""

    code = "dosir.upload_missing"
    sentence = N_("Add the document that proves it. Nothing was sent yet.")


class KindUnknown(Invalid):
    """No such kind of document is declared, or it is not this person's to add."""

    code = "dosir.kind_unknown"
    sentence = N_("Choose a kind of document from the list.")


class KindNotTaken(Invalid):
    """Facts: name."""

    code = "dosir.media_not_taken"
    sentence = N_("The file %(name)s is not taken into the personnel file: send PDF, JPG or PNG. Nothing was kept.")


class DayUnreadable(Invalid):
    """A date could not be read."""

    code = "dosir.day_unreadable"
    sentence = N_("Write a date, for example 12/11/2026.")


class DatedLater(Invalid):
    """A document can't be dated in the future."""

    code = "dosir.dated_later"
    sentence = N_("The date of a document can't lie in the future. Nothing was kept.")


class EndsBeforeIssue(Invalid):
    """A document can't end before it begins."""

    code = "dosir.ends_before_issue"
    sentence = N_("“Valid until” lies before the date of the document. Nothing was kept.")


class EndMissing(Invalid):
    """This kind of document ends."""

    code = "dosir.end_missing"
    sentence = N_("Write until when it is valid: documents of this kind have a last day.")


class EntryUnknown(NotFound):
    """There is no such document in this file."""

    code = "dosir.entry_unknown"
    sentence = N_("There is no such document in this file, or it is not yours to see.")


class EntryMoved(Conflict):
    """The document is in another state than the deed supposes. Facts: entry."""

    code = "dosir.entry_moved"
    sentence = N_("This document was replaced or removed in the meantime. Open the file again.")
