"""The three manners of errands: inside the transaction, to the world, to the world with an answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jobs.queue import Claimed
from kernel.act import Act, Actor
from kernel.db import Database
from kernel.errors import Conflict, N_

Errand = Callable[[Act, Claimed, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Outside:
    """An errand that is slow or calls the world: done before the transaction that takes the job away: maybe twice.

    `attempts` is a limit of its own kind.
    """

    work: Callable[[Database, Actor, Mapping[str, Any]], None]
    attempts: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An errand whose answer belongs to the transaction that takes the job away.

    `ask` calls the world, maybe twice, under the job's key; `take` is done once; `late` is told when nobody waits.
    """

    ask: Callable[[Claimed, Mapping[str, Any]], Any]
    take: Callable[[Act, Claimed, Any], None]
    late: Callable[[Act, Claimed], None]


Kind = Errand | Outside | Answered


class Later(Exception):
    """An errand that may not be done now but from an instant on; this try is not counted."""

    def __init__(self, due: datetime) -> None:
        super().__init__(due)
        self.due = due


class Hopeless(Conflict):
    """An errand that no further try can help."""

    code = "errand.hopeless"
    sentence = N_("This can't be done, however often it is tried.")


class WorkerDied(Hopeless):
    """An errand over which one worker after the other ended without a word."""

    code = "errand.worker_died"
    sentence = N_("The worker ended again and again while doing this; nobody knows why. See the log of the server.")
