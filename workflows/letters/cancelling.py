"""What becomes of a letter when its case is ended before its time."""

from engine import instances
from engine.states import InstanceState
from kernel import outbox
from kernel.act import Act
from workflows.letters import records, trace
from workflows.letters.states import LETTER_MOVES, LetterState

ERRAND = "process.cancel"


def cancel_letter(act: Act, letter_id: str, instance_id: str) -> None:
    """The letter is cancelled, unless it is finished already; errands end the branches that are still open."""
    head = trace.begin(act, letter_id)
    letter = records.get_letter(act.session, letter_id)
    if LetterState.CANCELLED not in LETTER_MOVES[LetterState(letter.state)]:
        trace.end(act, head, "letter.case_ended", {"instance": instance_id})
        return
    records.move_letter(act.session, letter, LetterState.CANCELLED)
    trace.end(act, head, "letter.cancelled", {"instance": instance_id})
    for one in instances.list_of_record(act.session, trace.record_of(letter_id)):
        if one.id != instance_id and one.state in (InstanceState.RUNNING, InstanceState.SUSPENDED):
            outbox.put(act, ERRAND, {"instance": one.id, "reason": "withdrawn"}, key=f"{ERRAND}:{one.id}")
