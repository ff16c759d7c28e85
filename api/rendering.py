"""Pages for people: a template with finished words, in the visitor's language."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.assets import address
from api.languages import language_of
from kernel import render

PRODUCT = "Satu Pintu"


def show(request: Request, template: str, status: int = 200, **words: Any) -> HTMLResponse:
    """Fill a template. Every template may use: lang, me (person id or None), path, asset(name), shell (or None)."""
    visitor = getattr(request.state, "visitor", None)
    common = {"me": visitor.actor.id if visitor else None, "path": request.url.path, "asset": address, "shell": None}
    text = render.page(template, language_of(request), **{**common, **words})
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})
