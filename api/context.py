"""Where a route finds the installation that the door was given; it is bound once, in `create_app`."""

from typing import Annotated

from fastapi import Depends, Request

from workflows.installation import Installation

__all__ = ["House", "Installation", "installation_of"]


def installation_of(request: Request) -> Installation:
    """The parts of the running product."""
    found: Installation = request.app.state.installation
    return found


async def house(request: Request) -> Installation:
    """The same for routes; it needs no thread."""
    return installation_of(request)


House = Annotated[Installation, Depends(house)]
