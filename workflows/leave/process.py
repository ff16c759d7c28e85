"""What the diagram of leave may call, each handler one call to a rule; how requests stand in inboxes and notices."""

from pathlib import Path
from typing import Any

from engine.handlers import HandlerContext, Registry
from kernel.errors import N_
from workflows.areas import Area, Offices, Service
from workflows.leave import (
    briefing,
    cases,
    checking,
    course,
    dues,
    ending,
    foretold,
    granting,
    handing,
    opinions,
    papers,
    recalendar,
    reminders,
    requests,
    routing,
    rows,
    seeing,
    sick,
    story,
    words,
)

FOLDER = Path(__file__).parent
PROCESSES = {"leave_request": FOLDER / "leave_request.bpmn"}
TABLES = {
    "leave_request": tuple(FOLDER / f"leave_{name}.dmn" for name in ("eligibility", "limits", "authority", "warnings"))
}
HIDDEN = frozenset(
    {
        "request_id",
        "record",
        "applicant",
        "applicant_desk",
        "stage",
        "stands_in",
        "parties",
        "instance_id",
        *words.ATTACHMENTS,
        "document",
    }
)
DUES = {"verify": "verify_due_at", "consider": "consider_due_at", "decide": "decide_due_at", "return": "return_due_at"}

SERVICES = (
    Service(N_("Ask for leave"), N_("Choose the kind, count the days, send it."), "/leave/new"),
    Service(N_("Report sick"), N_("Your superior knows at once; the doctor's note may follow."), "/leave/sick"),
    Service(N_("Team calendar"), N_("Who of a unit is away in a month."), "/leave/calendar"),
    Service(
        N_("Leave desk"),
        N_("Requests to check, decisions from outside, sick days without a note."),
        "/leave/desk",
        frozenset({"pengelola_kepegawaian", "kasubbag_umum"}),
    ),
)


def register(offices: Offices) -> None:
    """Take the area of leave into the product."""
    offices.add(
        Area(
            "leave",
            add_handlers,
            PROCESSES,
            rows.describe,
            rows.record_url,
            rows.tell,
            tables=TABLES,
            papers=papers.PAPERS,
            may_see_paper=papers.may_see,
            brief=briefing.brief,
            open_document=seeing.open_document,
            events=story.EVENTS,
            event_facts=story.event_facts,
            may_see_log=story.may_see_log,
            requests=cases.requests_about,
            hides=HIDDEN,
            limits=dues.steps,
            answered=cases.answered,
            may_open=seeing.may_open,
            may_comment=seeing.may_comment,
            unsaid=words.SOMETHING,
            services=SERVICES,
            calendar_limits=recalendar.limits,
            calendar_effects=recalendar.effects,
            door=N_("Open the leave request"),
        )
    )


def add_handlers(registry: Registry) -> None:
    """Name the operations of leave."""
    for name, handler in HANDLERS.items():
        registry.add(f"leave.{name}", handler, foretold.PREVIEWS.get(name))


def record_request(ctx: HandlerContext) -> dict[str, Any]:
    return requests.record(ctx.act, ctx.data["request_id"], ctx.instance_id, ctx.answers)


def gather_facts(ctx: HandlerContext) -> dict[str, Any]:
    return checking.gather(ctx.act, ctx.data["request_id"])


def require_allowed(ctx: HandlerContext) -> None:
    checking.require_allowed(ctx.act, ctx.data["request_id"], ctx.data)


def reserve(ctx: HandlerContext) -> dict[str, Any]:
    return checking.reserve(ctx.act, ctx.data["request_id"], ctx.data)


def record_verification(ctx: HandlerContext) -> None:
    opinions.record_verification(ctx.act, ctx.data["request_id"], ctx.desk, ctx.answers)


def route(ctx: HandlerContext) -> dict[str, Any]:
    return routing.route(ctx.act, ctx.data["request_id"], ctx.data["authority"])


def record_opinion(ctx: HandlerContext) -> dict[str, Any]:
    return opinions.record_opinion(ctx.act, ctx.data["request_id"], ctx.desk, ctx.answers, ctx.data)


def skip_opinion(ctx: HandlerContext) -> dict[str, Any]:
    return opinions.skip_opinion(ctx.act, ctx.data["request_id"])


def record_decision(ctx: HandlerContext) -> dict[str, Any]:
    return opinions.record_decision(ctx.act, ctx.data["request_id"], ctx.desk, ctx.answers, ctx.data)


def record_change(ctx: HandlerContext) -> None:
    opinions.record_change(ctx.act, ctx.data["request_id"], ctx.desk, ctx.answers)


def hand_over(ctx: HandlerContext) -> dict[str, Any]:
    request_id, outside = ctx.data["request_id"], ctx.data["authority"]["outside"]
    return handing.hand_over(ctx.act, request_id, outside, provisional=bool(ctx.data.get("provisional")))


def record_external_decision(ctx: HandlerContext) -> None:
    opinions.record_external(ctx.act, ctx.data["request_id"], ctx.desk, ctx.answers)


def grant(ctx: HandlerContext) -> dict[str, Any]:
    return granting.grant(ctx.act, ctx.data["request_id"], ctx.data["limits"])


def begin_leave(ctx: HandlerContext) -> None:
    course.begin(ctx.act, ctx.data["request_id"])


def recall(ctx: HandlerContext) -> dict[str, Any]:
    return course.recall(ctx.act, ctx.data["request_id"], ctx.data["recall_on"])


def finish(ctx: HandlerContext) -> None:
    course.finish(ctx.act, ctx.data["request_id"], ctx.answers["returned_on"], ctx.answers.get("report", ""))


def refuse(ctx: HandlerContext) -> None:
    ending.refuse(ctx.act, ctx.data["request_id"])


def defer(ctx: HandlerContext) -> None:
    ending.defer(ctx.act, ctx.data["request_id"])


def withdraw(ctx: HandlerContext) -> None:
    ending.withdraw(ctx.act, ctx.data["request_id"])


def cancel_case(ctx: HandlerContext) -> None:
    ending.cancel_case(ctx.act, ctx.data["request_id"], ctx.instance_id)


def record_sick_notice(ctx: HandlerContext) -> dict[str, Any]:
    return sick.record_notice(ctx.act, ctx.data, ctx.instance_id)


def record_sick_document(ctx: HandlerContext) -> dict[str, Any]:
    return sick.record_note(ctx.act, ctx.data["request_id"], ctx.desk, ctx.answers)


def record_settlement(ctx: HandlerContext) -> dict[str, Any]:
    return sick.settle(ctx.act, ctx.data["request_id"], ctx.desk, ctx.answers)


def remind(ctx: HandlerContext) -> None:
    duty = ctx.parameters["duty"]
    reminders.remind(ctx.act, ctx.data["request_id"], duty, ctx.data.get(DUES.get(duty, "")))


HANDLERS = {
    handler.__name__: handler
    for handler in (
        record_request,
        gather_facts,
        require_allowed,
        reserve,
        record_verification,
        route,
        record_opinion,
        skip_opinion,
        record_decision,
        record_change,
        hand_over,
        record_external_decision,
        grant,
        begin_leave,
        recall,
        finish,
        refuse,
        defer,
        withdraw,
        cancel_case,
        record_sick_notice,
        record_sick_document,
        record_settlement,
        remind,
    )
}
