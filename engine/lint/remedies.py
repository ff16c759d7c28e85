"""What to do about the engine's own refusals; those whose sentence says it already have none here."""

from kernel.errors import N_

OTHERS = N_("Draw it with elements that can be run; docs/bpmn.md lists them.")
FLOWS = N_("Draw the missing flow, or remove the one that may not be there.")
TIME = N_("Write one time into the timer: 2030-08-17T09:00:00+07:00, PT2H, R3/P1D, or an expression.")
TIMELESS = N_("Choose one date, duration or repetition for the timer.")
XML = N_("Save the diagram anew as a BPMN 2.0 file, without entities and a document type.")
REMEDIES = {
    "boundary-never": N_("Attach it to a sub-process in which this is thrown, or remove it."),
    "circle-without-rest": N_("Let every circle wait for a person, a time or a message."),
    "condition-missing": N_("Give the flow a condition, or make it the default flow of its gateway."),
    "data-association": N_("Give both ends of the association the same name, or remove it."),
    "decision-unknown": N_("Upload the table (.dmn) with this decision, or correct the name of the decision."),
    "element-ignored": N_("Remove it, and choose the desk of the task."),
    "event-kind": N_("Choose a kind of event that is possible here."),
    "expression": N_("Write the text as docs/expressions.md says; a text for people belongs into the documentation."),
    "file-doctype": XML,
    "file-encoding": XML,
    "file-xml": XML,
    "loop-endless": N_("Give the loop a condition or a highest number of rounds."),
    "multi-instance-behavior": N_("Choose All, or None or One together with a signal."),
    "process-missing": N_("Draw a process, and give it an id."),
    "process-not-executable": N_("Set the process to executable if it shall run here."),
    "process-unknown": N_("Draw a process, and give it an id."),
    "script-empty": N_("Write lines of the form: name = expression; or draw a task for a person."),
    "script-format": N_("Write lines of the form: name = expression; or draw a task for a person."),
    "service-without-handler": N_("Choose the operation it calls, or draw a task for a person."),
    "start-event": N_("Draw one start event with which it begins."),
    "timer-missing": TIMELESS,
    "timer-text": TIME,
    "way-in": FLOWS,
    "way-out": FLOWS,
}


def remedy_for(rule: str) -> str:
    """What to do about a refusal of the engine, by its rule."""
    return REMEDIES.get(rule, OTHERS)
