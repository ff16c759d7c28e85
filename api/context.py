"""Where a route finds the installation that the door was given; it is bound once, in `create_app`."""

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from fastapi import Depends, Request

if TYPE_CHECKING:
    from workflows.installation import Installation as Installation
else:
    Installation: TypeAlias = Any


def installation_of(request: Request) -> Installation:
    """The parts of the running product."""
    found: Installation = request.app.state.installation
    return found


House = Annotated[Installation, Depends(installation_of)]
