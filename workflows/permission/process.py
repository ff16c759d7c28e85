"""What the diagram of permissions may call; how permissions stand in inboxes, notices and services."""

from pathlib import Path
from typing import Any

from engine.handlers import HandlerContext, Registry
from kernel.errors import N_
from workflows.areas import Area, Offices, Service
from workflows.permission import access, briefing, deciding, paper, requests, rows, trace, words

FOLDER = Path(__file__).parent
PROCESSES = {requests.PROCESS: FOLDER / f"{requests.PROCESS}.bpmn"}
SERVICE = Service(
    N_("Permission by the hour"),
    N_("Come later, leave earlier, leave the office or be absent for a day. It is not leave."),
    "/permissions/new",
)


def register(offices: Offices) -> None:
    """Take the area of permissions into the product."""
    offices.add(
        Area(
            trace.KIND,
            add_handlers,
            PROCESSES,
            rows.describe,
            rows.record_url,
            rows.tell,
            brief=briefing.brief,
            events=words.EVENTS,
            event_facts=briefing.event_facts,
            may_see_log=access.may_see_log,
            requests=briefing.requests,
            hides=frozenset({"request_id", "barred", "branch_key"}),
            services=(SERVICE,),
            door=N_("Open the permission"),
            papers={deciding.PAPER: paper.draw},
            may_see_paper=access.may_see_paper,
            open_document=access.open_document,
            may_open=access.may_open,
        )
    )


def add_handlers(registry: Registry) -> None:
    """Name the operations of permissions."""
    for handler in (record_request, grant, refuse, remind, escalate, cancel):
        registry.add(f"permission.{handler.__name__}", handler)


def record_request(ctx: HandlerContext) -> dict[str, Any]:
    return requests.record(ctx.act, ctx.data["request_id"], ctx.instance_id, ctx.answers)


def grant(ctx: HandlerContext) -> None:
    deciding.grant(ctx.act, ctx.data["request_id"], str(ctx.desk), ctx.answers)


def refuse(ctx: HandlerContext) -> None:
    deciding.refuse(ctx.act, ctx.data["request_id"], str(ctx.desk), ctx.answers)


def remind(ctx: HandlerContext) -> None:
    deciding.remind(ctx.act, ctx.data["request_id"], ctx.parameters["stage"])


def escalate(ctx: HandlerContext) -> dict[str, Any]:
    return deciding.escalate(ctx.act, ctx.data["request_id"])


def cancel(ctx: HandlerContext) -> None:
    requests.cancel(ctx.act, ctx.data["request_id"])
