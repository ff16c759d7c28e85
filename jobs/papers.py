"""`paper.draw`: draws an issued paper after its deed and keeps the bytes; done twice it is drawn once."""

from collections.abc import Callable, Mapping
from typing import Any

from kernel.act import Actor
from kernel.db import Database
from workflows import issuing, paper_sheet
from workflows.installation import Installation

KIND = issuing.ERRAND


def drawer(installation: Installation) -> Callable[[Database, Actor, Mapping[str, Any]], None]:
    """The errand bound to an installation's blobs, areas and address."""

    def draw(database: Database, actor: Actor, payload: Mapping[str, Any]) -> None:
        order = (payload["paper"], installation.settings.base_url)
        paper_sheet.draw_and_keep(database, installation.blobs, installation.offices, actor, order)

    return draw
