"""A router that first asks whether an address can be one of its own: most are ruled out by their first words."""

from fastapi import APIRouter
from starlette.routing import BaseRoute, Match
from starlette.types import Scope

ANYTHING = "{"


class Section(APIRouter):
    """The routes of another router behind a look at the beginning of the address."""

    def __init__(self, router: APIRouter) -> None:
        super().__init__(routes=list(router.routes))
        self.heads = frozenset(map(_head_of_route, router.routes))

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if ANYTHING in self.heads or head_of(scope["path"]) in self.heads:
            return super().matches(scope)
        return Match.NONE, {}


def head_of(path: str) -> str:
    """What an address begins with: its first word, or `/api/v1/` and what follows."""
    if path.startswith("/api/v1/"):
        return "/".join(path.split("/", 4)[:4])
    return path[1:].partition("/")[0]


def _head_of_route(route: BaseRoute) -> str:
    head = head_of(getattr(route, "path", "/{"))
    return ANYTHING if ANYTHING in head else head
