"""Words of decisions: the tab, the button that names the deed, and who gets it next. English msgids."""

from dataclasses import dataclass

from kernel.render import N_


@dataclass(frozen=True, slots=True)
class Deed:
    """The words of one decision."""

    tab: str
    button: str
    next: str


DEEDS = {
    ("letter_disposition/register", "accept"): Deed(
        N_("For us, complete"), N_("Register and send to the head"), N_("the head gets the task to dispose of it")
    ),
    ("letter_disposition/register", "return"): Deed(
        N_("Return to the sender"), N_("Record the return"), N_("the letter goes back; no agenda number is used")
    ),
    ("letter_disposition/dispose", "dispose"): Deed(
        N_("Dispose"), N_("Send the disposition"), N_("each recipient gets a task with its own limit")
    ),
    ("letter_disposition/dispose", "answer"): Deed(
        N_("I answered it"), N_("Record my answer"), N_("the letter is finished and goes to the archive")
    ),
    ("letter_disposition/dispose", "file"): Deed(
        N_("File it"), N_("File without follow-up"), N_("the letter is finished and goes to the archive")
    ),
    ("letter_disposition/dispose", "return"): Deed(
        N_("Return"), N_("Return for correction"), N_("the registry corrects its entry and sends it to you again")
    ),
    ("letter_disposition/correct", ""): Deed(
        "", N_("Send to the head again"), N_("the head gets the task to dispose of it")
    ),
    ("letter_disposition/file", ""): Deed("", N_("File it and close the letter"), N_("nobody; the letter is closed")),
    ("disposition_branch/read", ""): Deed(
        "", N_("I have read it"), N_("nobody; whoever gave it sees that you read it")
    ),
    ("disposition_branch/follow_up", "report"): Deed(
        N_("Report it"), N_("Send the report"), N_("whoever gave it accepts the result or sends it back")
    ),
    ("disposition_branch/follow_up", "forward"): Deed(
        N_("Forward"), N_("Forward the disposition"), N_("your staff get a task; you see how far they are")
    ),
    ("disposition_branch/follow_up", "ask"): Deed(
        N_("Ask"), N_("Send the question"), N_("whoever gave it answers; then it is your turn again")
    ),
    ("disposition_branch/accept", "true"): Deed(N_("Accept"), N_("Accept the result"), N_("this branch is done")),
    ("disposition_branch/accept", "false"): Deed(
        N_("Send back"), N_("Send back with a note"), N_("whoever reported it goes on with it")
    ),
    ("disposition_branch/answer", ""): Deed("", N_("Send the answer"), N_("whoever asked goes on with it")),
}


def deed_of(form_key: str, value: str) -> Deed | None:
    """The words for a decision of a form we know."""
    return DEEDS.get((form_key, value))
