"""What the diagram of profile changes may call, each handler one call to a rule; the areas as the product sees them."""

from pathlib import Path
from typing import Any

from engine.handlers import HandlerContext, Registry
from kernel.errors import N_
from workflows.areas import Area, Offices, Service
from workflows.dosir import briefing, opening, proposals, routing, rows, trace, words
from workflows.dosir.settings import dosir_settings

FOLDER = Path(__file__).parent
PROCESSES = {proposals.PROCESS: FOLDER / f"{proposals.PROCESS}.bpmn"}
OVERSEERS = frozenset({*dosir_settings().hr_roles, "auditor", "kepala_unit"})
SERVICES = (
    Service(N_("My profile"), N_("Your own data: see, change, propose a correction."), "/me/profile"),
    Service(N_("My personnel file"), N_("Your decrees, diplomas, cards and letters; who looked at them."), "/me/file"),
    Service(
        N_("Personnel files"),
        N_("Completeness of all files, what is missing or ends soon."),
        "/people/files",
        OVERSEERS,
    ),
)


def register(offices: Offices) -> None:
    """Take the personnel file and its changes into the product."""
    change = Area(
        trace.CHANGE,
        add_handlers,
        PROCESSES,
        rows.describe,
        rows.change_url,
        rows.tell,
        brief=briefing.brief,
        opened=opening.note_opening,
        events=words.EVENTS,
        requests=rows.requests,
        hides=frozenset({"proposal_id", "applicant", "change_key", "document"}),
        door=N_("Open the proposal"),
    )
    offices.add(change)
    offices.add(
        Area(
            trace.DOSIR,
            lambda _registry: None,
            {},
            rows.describe_nothing,
            rows.file_url,
            rows.tell,
            open_document=opening.open_of_record,
            services=SERVICES,
            door=N_("Open the file"),
        )
    )


def add_handlers(registry: Registry) -> None:
    """Name the operations of profile changes."""
    for name, handler in HANDLERS.items():
        registry.add(f"dosir.{name}", handler)


def route_change(ctx: HandlerContext) -> dict[str, Any]:
    return routing.route(ctx.act, ctx.data["proposal_id"])


def approve_change(ctx: HandlerContext) -> None:
    proposals.approve(ctx.act, ctx.data["proposal_id"])


def refuse_change(ctx: HandlerContext) -> None:
    proposals.refuse(ctx.act, ctx.data["proposal_id"], ctx.answers)


def return_change(ctx: HandlerContext) -> None:
    proposals.give_back(ctx.act, ctx.data["proposal_id"], ctx.answers)


def resend_change(ctx: HandlerContext) -> None:
    proposals.resend(ctx.act, ctx.data["proposal_id"], ctx.answers)


def remind_verifier(ctx: HandlerContext) -> None:
    routing.remind(ctx.act, ctx.data["proposal_id"])


def cancel_change(ctx: HandlerContext) -> None:
    proposals.cancel(ctx.act, ctx.data["proposal_id"])


HANDLERS = {
    handler.__name__: handler
    for handler in (
        route_change,
        approve_change,
        refuse_change,
        return_change,
        resend_change,
        remind_verifier,
        cancel_change,
    )
}
