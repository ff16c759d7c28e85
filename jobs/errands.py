"""Every kind of errand by name, bound to one installation."""

from collections.abc import Mapping
from typing import Any

from documents import pages
from jobs import anchoring, housekeeping, mail, process
from jobs.worker import Errand, Outside
from kernel.act import Actor
from kernel.db import Database
from workflows.installation import Installation


def build(installation: Installation) -> dict[str, Errand | Outside]:
    """What the worker can do for this installation."""

    def draw(database: Database, actor: Actor, payload: Mapping[str, Any]) -> None:
        pages.render_in_steps(database, installation.blobs, payload["document_id"], actor)

    return {
        "timer.fire": process.fire_timer,
        "process.start": process.start,
        "process.message": process.message,
        pages.ERRAND: Outside(draw),
        housekeeping.KIND: Outside(housekeeping.keeper(installation.blobs)),
        anchoring.KIND: Outside(anchoring.maker(installation.settings)),
        anchoring.MAIL: Outside(anchoring.sender(installation.settings)),
        "mail.send": Outside(mail.sender(installation)),
    }
