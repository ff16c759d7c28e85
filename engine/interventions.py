"""What an administrator does to a running instance: explicit, with a reason, recorded with before and after.

The reason is a code; words beside it live in a row that can be erased, the event holds a commitment to them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from engine import commands, runtime
from engine.commands import Command
from engine.errors import DataNotJson
from engine.intervention_errors import DataTooLarge, NotDoneYet, ReasonMissing, ReasonTextMissing
from engine.models import Intervention
from engine.spiff import intervene
from engine.spiff.data import checked
from engine.spiff.intervene import Token
from engine.stepping import Stepped, case_of, step
from kernel import canonical, history, sql
from kernel.act import Act
from kernel.errors import N_
from kernel.history import Head

LARGEST, DEEPEST = 10_000, 30
SUSPEND_TASKS = "UPDATE task SET state = 'suspended' WHERE instance_id = ? AND state IN ('ready', 'claimed')"
RESUME_TASKS = (
    "UPDATE task SET state = CASE WHEN claimed_by IS NULL THEN 'ready' ELSE 'claimed' END"
    " WHERE instance_id = ? AND state = 'suspended'"
)


class ReasonCode(StrEnum):
    """Why somebody intervened."""

    WRONG_STEP = "wrong_step"
    WRONG_DATA = "wrong_data"
    ABSENCE = "absence"
    WITHDRAWN = "withdrawn"
    ORDER = "order"
    FAULT = "fault"
    OTHER = "other"


REASONS: Mapping[str, str] = {
    ReasonCode.WRONG_STEP: N_("The case stands at the wrong step"),
    ReasonCode.WRONG_DATA: N_("Something was entered wrongly"),
    ReasonCode.ABSENCE: N_("Nobody is there who could do it"),
    ReasonCode.WITHDRAWN: N_("The matter was withdrawn or has settled itself"),
    ReasonCode.ORDER: N_("By order of the head of the office"),
    ReasonCode.FAULT: N_("A fault of the system"),
    ReasonCode.OTHER: N_("Another reason"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of `REASONS`, and words that stay erasable."""

    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What an intervention led to: the step, and the elements that held a token before and after it.

    `opened` are the elements of the tasks it opened, `ran` the operations it called.
    """

    step: Stepped
    before: tuple[str, ...]
    after: tuple[str, ...]
    opened: tuple[str, ...]
    ran: tuple[str, ...]


def suspend(act: Act, instance_id: str, reason: Reason) -> Done:
    """Let an instance rest: its tasks can't be done, its timers do not fire.

    Raises InstanceUnknown, InstanceEnded, InstanceSuspended, ReasonMissing, ReasonTextMissing.
    """
    done = _intervene(act, instance_id, reason, Command(commands.SUSPENDED))
    sql.run(act.session, SUSPEND_TASKS, (instance_id,))
    sql.run(act.session, "UPDATE instance SET state = 'suspended' WHERE id = ?", (instance_id,))
    sql.run(act.session, "DELETE FROM job WHERE instance_id = ? AND kind = 'timer.fire'", (instance_id,))
    return done


def resume(act: Act, instance_id: str, reason: Reason) -> Done:
    """Let it go on; timers that were due meanwhile fire now. Raises InstanceNotSuspended and what `suspend` raises."""
    done = _intervene(act, instance_id, reason, Command(commands.RESUMED))
    sql.run(act.session, RESUME_TASKS, (instance_id,))
    sql.run(act.session, "UPDATE instance SET state = 'running' WHERE id = ?", (instance_id,))
    return done


def cancel(act: Act, instance_id: str, reason: Reason) -> Done:
    """End an instance before its time, with the clean-up its process declares. Raises whatever the clean-up raises."""
    return _intervene(act, instance_id, reason, Command(commands.CANCELLED))


def move(act: Act, instance_id: str, reason: Reason, *, token: int, to: str) -> Done:
    """Take a token away and begin at another element of its scope. Raises what `spiff.intervene.move` raises."""
    return _intervene(act, instance_id, reason, Command(commands.MOVED, token, {"to": to}))


def skip(act: Act, instance_id: str, reason: Reason, *, token: int) -> Done:
    """Pass a task without it being done. Raises NotSkippable, StaleTask."""
    return _intervene(act, instance_id, reason, Command(commands.SKIPPED, token))


def repeat(act: Act, instance_id: str, reason: Reason, *, token: int, to: str) -> Done:
    """Open an element again that was done before, in place of a token. Raises NotDoneYet, NotBefore and as `move`."""
    head = history.take(act.session, f"instance:{instance_id}")
    if to not in done_elements(act.session, instance_id):
        raise NotDoneYet(element=to)
    return _intervene(act, instance_id, reason, Command(commands.REPEATED, token, {"to": to}), head)


def correct(act: Act, instance_id: str, reason: Reason, *, to: Mapping[str, Any], delete: Iterable[str] = ()) -> Done:
    """Set or delete named process data; what is open is not evaluated again. Raises what `spiff.intervene` raises."""
    changes = {"set": _storable(to), "delete": sorted(set(delete))}
    if len(canonical.text(changes)) > LARGEST:
        raise DataTooLarge(limit=LARGEST)
    return _intervene(act, instance_id, reason, Command(commands.CORRECTED, data=changes))


def tokens(session: Session, instance_id: str) -> list[Token]:
    """Where the tokens of an instance stand. Raises InstanceUnknown, InstanceEnded."""
    case = case_of(session, instance_id, suspended=True)
    return intervene.tokens(runtime.copy_of(session, case).live)


def data_of(session: Session, instance_id: str) -> dict[str, Any]:
    """The process data as the instance's last step left them. Raises InstanceUnknown, InstanceEnded."""
    case = case_of(session, instance_id, suspended=True)
    return intervene.data(runtime.copy_of(session, case).live)


def done_elements(session: Session, instance_id: str) -> list[str]:
    """The elements that were done so far, each once, in order; reads the whole log."""
    moves = [move for event in history.read(session, f"instance:{instance_id}") for move in event.data.get("moves", ())]
    return list(dict.fromkeys(element for _, element, state, _ in moves if state == "done"))


def words_of(session: Session, instance_id: str) -> dict[int, str]:
    """The words that were given with interventions and not erased since, by number of the event."""
    rows = sql.run(session, "SELECT number, text FROM intervention WHERE instance_id = ?", (instance_id,)).fetchall()
    return dict(rows)


def _intervene(act: Act, instance_id: str, reason: Reason, command: Command, head: Head | None = None) -> Done:
    require_reason(reason)
    head = head or history.take(act.session, f"instance:{instance_id}")
    case = case_of(act.session, instance_id, suspended=command.kind in commands.WHILE_SUSPENDED)
    engine = runtime.of(act.session)
    live = engine.look(act.session, case, head.number - 1)
    before, element = live.here(), intervene.element_of(live, command.ordinal)
    sealed = keep_words(act, head, reason)

    def told() -> dict[str, Any]:
        after = engine.look(act.session, case, head.number).here()
        return {"element": element, "reason": reason.code, **sealed, "before": before, "after": after}

    done = step(act, case, head, command, extra=told)
    data = history.read(act.session, case.stream, after=head.number - 1)[0].data
    opened = tuple(one["element"] for one in data["opened"])
    return Done(done, tuple(before), tuple(data["after"]), opened, tuple(one["handler"] for one in data["results"]))


def _storable(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data as JSON that every database keeps. Raises DataKeyReserved, DataNotJson."""
    names = ", ".join(map(str, data)).encode(errors="replace").decode()
    if _is_deeper(data, DEEPEST):
        raise DataNotJson(key=names, kind="a value nested so deeply")
    fresh = checked(data)
    try:
        text = canonical.text(fresh).encode()
    except UnicodeEncodeError:
        raise DataNotJson(key=names, kind="half a character") from None
    if b"\\u0000" in text:
        raise DataNotJson(key=names, kind="a null character")
    return fresh


def _is_deeper(value: Any, levels: int) -> bool:
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return levels < 0 or any(_is_deeper(one, levels - 1) for one in inner)


def require_reason(reason: Reason) -> None:
    """A known code, and words where the code says nothing. Raises ReasonMissing, ReasonTextMissing."""
    if reason.code not in REASONS:
        raise ReasonMissing(reasons=", ".join(REASONS))
    if reason.code == ReasonCode.OTHER and not reason.text.strip():
        raise ReasonTextMissing


def keep_words(act: Act, head: Head, reason: Reason) -> dict[str, Any]:
    """Keep the words in a row that can be erased; gives the commitment for the event."""
    text = reason.text.strip()
    if not text:
        return {"commitments": {}}
    salt = history.new_salt()
    kept = Intervention(instance_id=head.stream.removeprefix("instance:"), number=head.number, text=text, salt=salt)
    act.session.add(kept)
    act.session.flush()
    return {"commitments": {"text": history.commitment(text, salt)}}
