"""What can stand in the way of an intervention or a migration: each a fact with its sentence."""

from kernel.errors import Conflict, Invalid, N_


class InstanceSuspended(Conflict):
    """The case rests by order; nothing moves until it is resumed."""

    code = "instance.suspended"
    sentence = N_("This case is suspended. Nothing can be done in it until an administrator resumes it.")


class InstanceNotSuspended(Conflict):
    """Only what is suspended can be resumed."""

    code = "instance.not_suspended"
    sentence = N_("This case is not suspended, so it can't be resumed.")


class InstanceMigrated(Conflict):
    """The case went to another version between the look and the deed."""

    code = "instance.migrated_meanwhile"
    sentence = N_("This case was moved to another version of its process just now. Open the page again.")


class ReasonMissing(Invalid):
    """An intervention without a known reason. Facts: reasons."""

    code = "intervention.reason_missing"
    sentence = N_("An intervention needs a reason. Please choose one.")


class ReasonTextMissing(Invalid):
    """The reason “other” says nothing by itself."""

    code = "intervention.reason_text_missing"
    sentence = N_("Please write the reason in your own words.")


class OrderIncomplete(Invalid):
    """An order that does not say all it must. Facts: what."""

    code = "intervention.incomplete"
    sentence = N_("The order is incomplete. Please choose: %(what)s.")


class ElementUnknown(Invalid):
    """An element that the diagram does not have. Facts: element."""

    code = "intervention.element_unknown"
    sentence = N_("The diagram of this case has no element %(element)s.")


class OtherScope(Invalid):
    """The goal is not in the process or sub-process in which the token is, or that one is not open. Facts: element."""

    code = "intervention.other_scope"
    sentence = N_("%(element)s belongs to another process or sub-process than the one in which the token is.")


class NotAPlace(Invalid):
    """An element at which nothing can begin by order. Facts: element, kind."""

    code = "intervention.not_a_place"
    sentence = N_(
        "Nothing can be begun at %(element)s (%(kind)s): choose an activity, an event or a gateway on a flow."
    )


class IntoJoin(Invalid):
    """A gateway that waits for several tokens. Facts: element."""

    code = "intervention.into_join"
    sentence = N_("%(element)s waits for several tokens; one more could make it go on too early or wait for ever.")


class OutOfBranch(Invalid):
    """The goal lies in another branch, or outside of the branches that meet again. Facts: element, join."""

    code = "intervention.out_of_branch"
    sentence = N_(
        "From %(element)s the join %(join)s would get other tokens than it waits for. Stay in the same branch."
    )


class NotMovable(Invalid):
    """A token that must stay where it is. Facts: element."""

    code = "intervention.not_movable"
    sentence = N_("The token at %(element)s can't be taken away: it waits at a join, or belongs to another activity.")


class InsideMultiInstance(Invalid):
    """One instance of several; the activity counts them. Facts: element."""

    code = "intervention.inside_multi_instance"
    sentence = N_("%(element)s is one of several instances that are counted. Move all of them, or skip this one.")


class NotSkippable(Invalid):
    """An element that is not a task and waits for nothing. Facts: element."""

    code = "intervention.not_skippable"
    sentence = N_("%(element)s can't be skipped: only a task, an awaited event or an activity that is open can.")


class AnswerMissing(Invalid):
    """An operation that needs what a person answers, reached without one. Facts: field."""

    code = "intervention.answer_missing"
    sentence = N_("What follows needs the answer “%(field)s”, which nobody has given: this can't be passed.")


class NotDoneYet(Invalid):
    """Only what was done can be repeated. Facts: element."""

    code = "intervention.not_done_yet"
    sentence = N_("%(element)s was not done yet in this case, so it can't be repeated.")


class NotBefore(Invalid):
    """Repeating goes back, never ahead. Facts: element."""

    code = "intervention.not_before"
    sentence = N_("%(element)s does not lie before the place of the token, so it can't be repeated from there.")


class NothingCorrected(Invalid):
    """A correction that names no data."""

    code = "intervention.nothing_corrected"
    sentence = N_("The correction names no data to set or to delete.")


class DataNameUnusable(Invalid):
    """A name that no expression can read. Facts: key."""

    code = "intervention.data_name"
    sentence = N_("%(key)s can't be a name of data: use letters, digits and underscores.")


class DataUnknown(Invalid):
    """There is no data of that name to delete. Facts: key."""

    code = "intervention.data_unknown"
    sentence = N_("There is no data with the name %(key)s in this case.")


class DataOfInstances(Invalid):
    """A name that each of several instances holds for itself. Facts: key, element."""

    code = "intervention.data_of_instances"
    sentence = N_("%(key)s is different in each instance of %(element)s and can't be corrected for all at once.")


class DataTooLarge(Invalid):
    """More than a correction is meant for. Facts: limit."""

    code = "intervention.data_too_large"
    sentence = N_("A correction may hold at most %(limit)s characters.")


class MigrationUnsafe(Conflict):
    """One of the chosen cases can't be moved safely; none was moved. Facts: instance, why."""

    code = "migration.unsafe"
    sentence = N_("The case %(instance)s can't be moved safely, so no case was moved. The rehearsal tells why.")


class VersionUnknown(Invalid):
    """No such version of the process. Facts: process, version."""

    code = "migration.version_unknown"
    sentence = N_("The process %(process)s has no version %(version)s.")


class NothingToUndo(Conflict):
    """The last thing that happened in the case was not its migration."""

    code = "migration.nothing_to_undo"
    sentence = N_("The migration can't be undone: the case has gone on since, or was never moved to another version.")
