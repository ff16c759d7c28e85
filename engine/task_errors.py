"""What can stand in the way of working on a task or an instance. Facts named `who` hold a person's id."""

from kernel.errors import Conflict, Forbidden, Invalid, N_, NotFound


class TaskUnknown(NotFound):
    """No such task, or not one this person may know of."""

    code = "task.unknown"
    sentence = N_("This task does not exist, or it is not yours. Go back to your inbox.")


class TaskNotYours(Forbidden):
    """The person may look, but another serves the desk now."""

    code = "task.not_yours"
    sentence = N_("You may read this task, but it is being worked on by whoever acts for the post now.")


class TaskAlreadyDone(Conflict):
    """Somebody completed it before."""

    code = "task.already_done"
    sentence = N_("%(who)s already completed this task on %(at)s. What you typed is kept as a draft.")


class TaskWithdrawn(Conflict):
    """The process went on without it."""

    code = "task.withdrawn"
    sentence = N_("This task is no longer needed; the process went on. What you typed is kept as a draft.")


class TaskAlreadyClaimed(Conflict):
    """A task of a group that somebody else has taken."""

    code = "task.already_claimed"
    sentence = N_("%(who)s has already taken this task.")


class TaskNotClaimed(Conflict):
    """Only who has taken a task can give it back."""

    code = "task.not_claimed"
    sentence = N_("You have not taken this task, so you can't give it back.")


class TaskNotShared(Invalid):
    """A task of one person's own desk needs no claiming."""

    code = "task.not_shared"
    sentence = N_("This task is already yours alone; you need not take it.")


class KeyReused(Conflict):
    """The same Idempotency-Key came with other content."""

    code = "request.key_reused"
    sentence = N_("This form was already sent with other content. Open the task again and send it once more.")


class DefinitionUnknown(NotFound):
    """No published process of that name."""

    code = "definition.unknown"
    sentence = N_("There is no published process %(key)s.")


class VersionOutdated(Conflict):
    """Somebody published meanwhile. Facts: key, based_on, newest, who (a person's id), at."""

    code = "definition.outdated"
    sentence = N_(
        "%(who)s published version %(newest)s on %(at)s while you worked on version %(based_on)s."
        " Your draft is kept: compare the two, then publish on top of version %(newest)s."
    )


class NoteMissing(Invalid):
    """A version without a word about what it changes."""

    code = "definition.note_missing"
    sentence = N_("Say in one sentence what this version changes (at most %(limit)s characters). Your draft is kept.")


class KeyUnusable(Invalid):
    """A key no process can have. Facts: key."""

    code = "definition.key_unusable"
    sentence = N_("“%(key)s” can't be the key of a process. Use small letters, digits and _, beginning with a letter.")


class KeyTaken(Conflict):
    """There is a process of that key. Facts: key."""

    code = "definition.key_taken"
    sentence = N_("There is already a process %(key)s. Open it, or choose another key.")


class FileUnusable(Invalid):
    """A name that no file of a bundle can have. Facts: name."""

    code = "definition.file_unusable"
    sentence = N_("“%(name)s” can't be part of a process. Take a drawing (.bpmn), a table (.dmn) or a form (.json).")


class DraftUnknown(NotFound):
    """Nothing that this person has begun to change."""

    code = "studio.no_draft"
    sentence = N_("You have no draft of this process. Open the process and press Edit to begin one.")


class BundleIncomplete(Invalid):
    """A diagram names a form or a handler that does not exist."""

    code = "definition.incomplete"
    sentence = N_("The diagram names %(what)s %(name)s, which does not exist.")


class InstanceUnknown(NotFound):
    """No such instance."""

    code = "instance.unknown"
    sentence = N_("This case does not exist.")


class InstanceEnded(Conflict):
    """The case has ended; nothing more can happen in it."""

    code = "instance.ended"
    sentence = N_("This case has already ended.")


class IncidentUnknown(NotFound):
    """No such incident."""

    code = "incident.unknown"
    sentence = N_("This incident does not exist.")


class IncidentSettled(Conflict):
    """It is being tried again, or it is closed. Facts: state."""

    code = "incident.settled"
    sentence = N_("This incident was settled in the meantime. Open the page again to see its state.")


class ReasonMissing(Invalid):
    """A deed that is only done for a reason came without one."""

    code = "incident.reason_missing"
    sentence = N_("Please say why you stop here; the reason is kept with the incident.")


class AlreadyStarted(Conflict):
    """There is a case with this business key already."""

    code = "instance.already_started"
    sentence = N_("There is already a case with the number %(key)s.")


class NobodyWaits(NotFound):
    """No instance waits for this message."""

    code = "message.nobody_waits"
    sentence = N_("No case is waiting for the message %(name)s with %(correlation)s.")
