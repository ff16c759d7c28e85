"""What the diagram of assignments may call; how assignments stand in inboxes, notices and services."""

from pathlib import Path
from typing import Any

from engine.handlers import HandlerContext, Registry
from kernel.errors import N_
from workflows.areas import Area, Offices, Service
from workflows.assignment import access, briefing, days, ending, paper, preparing, rows, signing, story, trace, words
from workflows.assignment.settings import assignment_settings

FOLDER = Path(__file__).parent
PROCESSES = {preparing.PROCESS: FOLDER / f"{preparing.PROCESS}.bpmn"}
SERVICE = Service(
    N_("Assignment letter"),
    N_("Send one or several people on an assignment; their calendars are blocked when it is signed."),
    "/assignments/new",
    roles=frozenset(assignment_settings().preparer_roles),
)


def register(offices: Offices) -> None:
    """Take the area of assignments into the product."""
    offices.add(
        Area(
            trace.KIND,
            add_handlers,
            PROCESSES,
            rows.describe,
            rows.record_url,
            rows.tell,
            brief=briefing.brief,
            open_document=access.open_document,
            events=words.EVENTS,
            event_facts=story.event_facts,
            may_see_log=access.may_see_log,
            requests=rows.requests,
            hides=frozenset({"assignment_id", "documents", "letter", "branch_key"}),
            services=(SERVICE,),
            door=N_("Open the assignment"),
            papers={signing.PAPER: paper.draw},
            may_see_paper=access.may_see_paper,
            may_open=access.may_open,
            calendar_limits=days.calendar_limits,
        )
    )


def add_handlers(registry: Registry) -> None:
    """Name the operations of assignments."""
    for name, handler in HANDLERS.items():
        registry.add(f"assignment.{name}", handler)


def record(ctx: HandlerContext) -> dict[str, Any]:
    return preparing.record(ctx.act, ctx.data["assignment_id"], ctx.instance_id, ctx.answers)


def forward(ctx: HandlerContext) -> dict[str, Any]:
    return preparing.forward(ctx.act, ctx.data["assignment_id"], ctx.desk)


def give_back(ctx: HandlerContext) -> None:
    preparing.give_back(ctx.act, ctx.data["assignment_id"], str(ctx.desk), ctx.answers)


def remind_checker(ctx: HandlerContext) -> None:
    preparing.remind_checker(ctx.act, ctx.data["assignment_id"])


def send_again(ctx: HandlerContext) -> dict[str, Any]:
    return signing.send_again(ctx.act, ctx.data["assignment_id"])


def sign(ctx: HandlerContext) -> dict[str, Any]:
    return signing.sign(ctx.act, ctx.data["assignment_id"], str(ctx.desk))


def sign_outside(ctx: HandlerContext) -> dict[str, Any]:
    return signing.sign_outside(ctx.act, ctx.data["assignment_id"], str(ctx.desk), ctx.answers)


def refuse(ctx: HandlerContext) -> None:
    signing.refuse(ctx.act, ctx.data["assignment_id"], str(ctx.desk), ctx.answers)


def give_up(ctx: HandlerContext) -> None:
    ending.give_up(ctx.act, ctx.data["assignment_id"])


def report(ctx: HandlerContext) -> None:
    ending.report(ctx.act, ctx.data["assignment_id"], ctx.answers)


def remind_report(ctx: HandlerContext) -> None:
    ending.remind_report(ctx.act, ctx.data["assignment_id"])


def case_ended(ctx: HandlerContext) -> None:
    ending.case_ended(ctx.act, ctx.data["assignment_id"])


HANDLERS = {
    handler.__name__: handler
    for handler in (
        record,
        forward,
        give_back,
        remind_checker,
        send_again,
        sign,
        sign_outside,
        refuse,
        give_up,
        report,
        remind_report,
        case_ended,
    )
}
