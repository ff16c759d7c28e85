"""What the diagrams of letters may call, each handler one call to a rule; how letters stand in inboxes and notices."""

from pathlib import Path
from typing import Any

from engine.handlers import HandlerContext, Registry
from kernel.errors import N_
from workflows.areas import Area, Offices
from workflows.letters import (
    access,
    branches,
    briefing,
    cancelling,
    corrections,
    deadlines,
    dispositions,
    escalation,
    filing,
    limits,
    opening,
    routing,
    rows,
    story,
)
from workflows.letters import register as registering
from workflows.letters.dispositions import Giving
from workflows.letters.escalation import Duty
from workflows.letters.settings import letter_settings
from workflows.letters.words import NEW_LETTER

FOLDER = Path(__file__).parent
PROCESSES = {key: FOLDER / f"{key}.bpmn" for key in access.PROCESSES}


def register(offices: Offices) -> None:
    """Take the area of letters into the product."""
    offices.add(
        Area(
            "letter",
            add_handlers,
            PROCESSES,
            rows.describe,
            rows.record_url,
            rows.tell,
            brief=briefing.brief,
            opened=opening.note_opening,
            open_document=opening.open_of_record,
            events=story.EVENTS,
            event_facts=story.event_facts,
            may_see_log=story.may_see_log,
            hides=frozenset({"letter_id", "recipient_id", "document", "documents"}),
            suggestions={"classification": lambda: letter_settings().classifications},
            limits=deadlines.steps,
            place="letters",
            door=N_("Open the letter"),
            calendar_limits=limits.limits,
            calendar_follows=limits.follow,
            calendar_effects=limits.effects,
            may_open=opening.may_open,
            may_comment=opening.may_comment,
            title_to=rows.title_to,
            unsaid=NEW_LETTER,
        )
    )


def add_handlers(registry: Registry) -> None:
    """Name the operations of incoming letters."""
    for name, handler in HANDLERS.items():
        registry.add(f"letters.{name}", handler)


def record_letter(ctx: HandlerContext) -> dict[str, Any]:
    return registering.record(ctx.act, ctx.data["letter_id"], ctx.instance_id, ctx.answers)


def return_to_sender(ctx: HandlerContext) -> None:
    registering.return_to_sender(ctx.act, ctx.data["letter_id"], ctx.instance_id, ctx.answers)


def route_to_head(ctx: HandlerContext) -> dict[str, Any]:
    return routing.route_to_head(ctx.act, ctx.data["letter_id"])


def alert_absence(ctx: HandlerContext) -> None:
    routing.alert_absence(ctx.act, ctx.data["letter_id"])


def give_back(ctx: HandlerContext) -> None:
    corrections.give_back(ctx.act, ctx.data["letter_id"], ctx.desk, ctx.answers)


def apply_correction(ctx: HandlerContext) -> None:
    corrections.apply_correction(ctx.act, ctx.data["letter_id"], ctx.answers)


def dispose(ctx: HandlerContext) -> dict[str, Any]:
    giving = Giving(ctx.data["letter_id"], str(ctx.desk), ctx.data.get("recipient_id"))
    return dispositions.dispose(ctx.act, giving, ctx.answers)


def record_own_answer(ctx: HandlerContext) -> None:
    routing.record_own_answer(ctx.act, ctx.data["letter_id"], ctx.desk, ctx.answers)


def finish(ctx: HandlerContext) -> dict[str, Any]:
    return routing.finish(ctx.act, ctx.data["letter_id"])


def file_letter(ctx: HandlerContext) -> None:
    filing.file_letter(ctx.act, ctx.data["letter_id"], ctx.answers)


def cancel_letter(ctx: HandlerContext) -> None:
    cancelling.cancel_letter(ctx.act, ctx.data["letter_id"], ctx.instance_id)


def remind(ctx: HandlerContext) -> None:
    letter_id, kind = ctx.data["letter_id"], ctx.parameters["duty"]
    rounds = {"dispose": ctx.data.get("dispose_due_at"), "file": ctx.data.get("file_due_at")}
    subject = ctx.data["recipient_id"] if kind == "follow_up" else f"{letter_id}@{rounds[kind]}"
    escalation.remind(ctx.act, Duty(kind, letter_id, subject), ctx.parameters["stage"])


def mark_informed(ctx: HandlerContext) -> None:
    branches.mark_informed(ctx.act, *_branch(ctx), ctx.desk)


def record_report(ctx: HandlerContext) -> dict[str, Any]:
    return branches.record_report(ctx.act, *_branch(ctx), ctx.desk, ctx.answers)


def accept_report(ctx: HandlerContext) -> None:
    branches.accept_report(ctx.act, *_branch(ctx), ctx.desk, ctx.answers)


def auto_accept(ctx: HandlerContext) -> None:
    branches.auto_accept(ctx.act, *_branch(ctx))


def return_report(ctx: HandlerContext) -> None:
    branches.return_report(ctx.act, *_branch(ctx), ctx.desk, ctx.answers)


def record_question(ctx: HandlerContext) -> None:
    branches.record_question(ctx.act, *_branch(ctx), ctx.desk, ctx.answers)


def record_answer(ctx: HandlerContext) -> None:
    branches.record_answer(ctx.act, *_branch(ctx), ctx.desk, ctx.answers)


def close_branch(ctx: HandlerContext) -> None:
    branches.close_branch(ctx.act, *_branch(ctx))


def _branch(ctx: HandlerContext) -> tuple[str, str]:
    return ctx.data["letter_id"], ctx.data["recipient_id"]


HANDLERS = {
    handler.__name__: handler
    for handler in (
        record_letter,
        return_to_sender,
        route_to_head,
        alert_absence,
        give_back,
        apply_correction,
        dispose,
        record_own_answer,
        finish,
        file_letter,
        cancel_letter,
        remind,
        mark_informed,
        record_report,
        accept_report,
        auto_accept,
        return_report,
        record_question,
        record_answer,
        close_branch,
    )
}
