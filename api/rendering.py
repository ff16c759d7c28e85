"""Pages for people: a template with finished words, in the visitor's language."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.assets import address
from api.languages import language_of
from api.pages.shell_view import Shell
from kernel import render

PRODUCT = "Satu Pintu"


def show(request: Request, template: str, status: int = 200, **words: Any) -> HTMLResponse:
    """Fill a template. Pages with the places around them give their `shell`; others get a bare one."""
    given = {"shell": bare(request), **words}
    text = render.page(template, language_of(request), **given)
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})


def bare(request: Request) -> Shell:
    """The frame with the product's mark only: for the sign-in and for errors, when nothing may be asked."""
    return Shell(address("app.css"), address("app.js"), None, (), "", request.url.path)
