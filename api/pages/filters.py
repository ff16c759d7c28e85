"""Keeping a filter of the inbox under a name, and forgetting it."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from api.deps import Deed
from api.pages.asked import Asked, box_named
from api.readable import Written
from people import saved_filters

router = APIRouter(prefix="/filters", include_in_schema=False)
Name = Annotated[Written, Form(max_length=200)]
PARTS = frozenset({"box", "kind", "urgency", "q"})


@router.post("")
def save_filter(act: Deed, name: Name = "", query: Annotated[Written, Form(max_length=400)] = "") -> Response:
    """Keep the list that is shown, under a name."""
    asked = asked_of(query)
    saved_filters.save(act, name, asked.query)
    return RedirectResponse(asked.url(), HTTPStatus.SEE_OTHER)


@router.post("/removal")
def remove_filter(act: Deed, name: Name = "") -> Response:
    """Forget a filter."""
    saved_filters.remove(act, name)
    return RedirectResponse("/", HTTPStatus.SEE_OTHER)


def asked_of(query: str) -> Asked:
    """The list of a query string; what is no filter is left out."""
    given = {name: value for name, value in parse_qsl(query) if name in PARTS}
    return Asked(**{**given, "box": box_named(given.get("box", "mine"))})
