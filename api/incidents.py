"""Around every page: what nobody expected becomes a 500 with an incident number, in the log with its trace."""

import logging

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.answers import answer, is_for_program
from api.languages import language_of
from api.rendering import show
from kernel import clock, ids, outages
from kernel.errors import N_
from kernel.render import text

log = logging.getLogger("satupintu.api")
SENTENCE = N_("Something went wrong on our side; nothing was changed. Give the number %(number)s to the help desk.")


class Incidents:
    """Pure ASGI: catches what no handler knew."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = False

        async def watch(message: Message) -> None:
            nonlocal began
            began = began or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception as fault:  # around a page
            known = outages.fact_of(fault)
            if known is not None and not began:  # no room for a file, or the database went away: people are told
                await answer(Request(scope), known)(scope, receive, send)
                return
            number = ids.new_id(clock.now())[-12:].upper()
            log.exception("incident %s: %s %s", number, scope["method"], scope["path"])
            if not began:
                await incident(Request(scope), number)(scope, receive, send)


def incident(request: Request, number: str) -> Response:
    """The answer to a bug or an outage."""
    sentence = text(language_of(request), SENTENCE, {"number": number})
    if not is_for_program(request):
        return show(request, "errors/incident.html", 500, sentence=sentence, number=number)
    body = {"type": "urn:satupintu:problem:incident", "title": "Internal Server Error", "status": 500}
    return JSONResponse({**body, "detail": sentence, "incident": number}, 500, media_type="application/problem+json")
