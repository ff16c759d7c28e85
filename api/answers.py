"""From refusals to answers: problem+json for programs, a page for people; what matters is written to the access log."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from anyio import to_thread
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from api.errors import RECORDED, MethodUnknown, NotSignedIn, RequestUnreadable, RouteUnknown, status_of
from api.languages import language_of
from api.rendering import show
from engine.errors import DiagramInvalid, Finding
from kernel import clock, history
from kernel.act import Actor
from kernel.errors import AppError, FieldError, FormInvalid, InWords, N_, OneOfEach
from kernel.render import text
from people.signin import DOOR

PLAIN = re.compile(r"[A-Za-z0-9:._|/-]{1,80}")  # ids, codes and numbers; a text of a person has spaces
MISSING = N_("Please fill in this field.")
UNUSABLE = N_("This value can't be used here.")
OF_HTTP = {404: RouteUnknown, 405: MethodUnknown}


async def refuse(request: Request, fault: Exception) -> Response:
    """The answer to a refusal; 403 and 409 are written to the access stream first.

    The writing has threads of its own: waiting for the database, it must not keep others from letting go of it.
    """
    assert isinstance(fault, AppError)  # noqa: S101 - registered for AppError only
    if status_of(fault) in RECORDED:
        await to_thread.run_sync(record, request, fault, limiter=request.app.state.recorders)
    return await to_thread.run_sync(answer, request, fault)


def refuse_request(request: Request, fault: Exception) -> Response:
    """The answer to a request whose parameters do not fit."""
    assert isinstance(fault, RequestValidationError)  # noqa: S101 - registered for it only
    fields = [_field(found) for found in fault.errors()]
    return answer(request, FormInvalid(fields))


def refuse_http(request: Request, fault: Exception) -> Response:
    """The answer to what the framework refuses: no such address, no such method, an unreadable body."""
    assert isinstance(fault, HTTPException)  # noqa: S101 - registered for it only
    return answer(request, OF_HTTP.get(fault.status_code, RequestUnreadable)())


def caught(request: Request, fault: AppError) -> HTTPStatus:
    """The status of a refusal that a page shows itself; 403 and 409 are written to the access stream, as always."""
    status = status_of(fault)
    if status in RECORDED:
        record(request, fault)
    return status


def refuse_unwritable(request: Request, fault: Exception) -> Response:
    """The answer to a text with half a character, which nothing can keep."""
    return answer(request, RequestUnreadable())


def answer(request: Request, fault: AppError) -> Response:
    """Problem document or page. Whoever is not signed in and looks at a page is sent to the sign-in."""
    status = status_of(fault)
    if is_for_program(request):
        return problem(request, fault, status)
    if isinstance(fault, NotSignedIn):
        return RedirectResponse(f"/sign-in?next={quote(back_to(request), safe='/')}", HTTPStatus.SEE_OTHER)
    words = {
        "sentence": text(language_of(request), fault.sentence, shown(fault.facts)),
        "code": fault.code,
        "fields": [(field.field, said) for field, said in _fields(request, fault)],
    }
    return _retry(show(request, "errors/refusal.html", status, **words), status)


def problem(request: Request, fault: AppError, status: HTTPStatus) -> Response:
    """RFC 9457: type, title, status, detail, and our code, facts and fields."""
    lang = language_of(request)
    body = {
        "type": f"urn:satupintu:problem:{fault.code}",
        "title": status.phrase,
        "status": int(status),
        "detail": text(lang, fault.sentence, shown(fault.facts)),
        "code": fault.code,
        "facts": {name: _fact(lang, value) for name, value in fault.facts.items()},
        "fields": [{"field": field.field, "detail": said} for field, said in _fields(request, fault)],
    }
    if isinstance(fault, DiagramInvalid):
        body["findings"] = told(fault.findings, lang)
    response = JSONResponse(body, status, media_type="application/problem+json")
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return _retry(response, status)


def told(findings: Iterable[Finding], lang: str) -> list[dict[str, Any]]:
    """What is wrong with a diagram, as programs read it: rule, element id, severity, sentence, remedy, facts."""
    return [
        {
            "rule": finding.rule,
            "element": finding.element,
            "severity": finding.severity,
            "detail": text(lang, finding.sentence, shown(finding.facts)),
            "remedy": text(lang, finding.remedy),
            "facts": {name: _json(value) for name, value in finding.facts.items()},
        }
        for finding in findings
    ]


def record(request: Request, fault: AppError) -> None:
    """Write a refusal on the access stream: the code, the route, ids; never a text somebody wrote."""
    visitor = getattr(request.state, "visitor", None)
    actor: Actor = visitor.actor if visitor else DOOR
    route = getattr(request.scope.get("route"), "path", "")
    given = {**request.path_params, **fault.facts}
    facts = {name: value for name, raw in given.items() if (value := _plain(raw)) is not None}
    whole = {"route": f"{request.method} {route}".strip(), **facts}
    source = visitor.source if visitor else ""
    refusal = history.Refusal(fault.code, whole, facts.get("record"), source)
    history.refuse(request.app.state.installation.database, actor, clock.now(), refusal)


def is_for_program(request: Request) -> bool:
    """Whether a program reads the answer: everything under /api, and forms sent again from a device's outbox."""
    return request.url.path.startswith("/api/") or "x-outbox" in request.headers


def back_to(request: Request) -> str:
    """Where to go after signing in: the page that was asked for; after a form, the page it stood on, else the start."""
    if request.method != "GET":
        came = urlsplit(request.headers.get("referer", ""))
        return came.path + (f"?{came.query}" if came.query else "") if came.netloc == request.url.netloc else "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def shown(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts for a sentence; None is said as nothing."""
    return {name: "" if value is None else value for name, value in facts.items()}


def _field(found: Mapping[str, Any]) -> FieldError:
    name = ".".join(str(part) for part in found["loc"][1:])
    return FieldError(name, MISSING if found["type"] == "missing" else UNUSABLE)


def _fields(request: Request, fault: AppError) -> list[tuple[FieldError, str]]:
    found = fault.fields if isinstance(fault, FormInvalid) else ()
    return [(field, text(language_of(request), field.sentence, shown(field.facts))) for field in found]


def _retry(response: Response, status: HTTPStatus) -> Response:
    if status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS):
        response.headers["Retry-After"] = "10"
    return response


def _fact(lang: str, value: Any) -> Any:
    """A fact of a problem; one that is words itself is said in the reader's language."""
    return text(lang, "%(fact)s", {"fact": value}) if isinstance(value, InWords | OneOfEach) else _json(value)


def _json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _plain(value: Any) -> Any:
    value = _json(value)
    return value if not isinstance(value, str) or PLAIN.fullmatch(value) else None
