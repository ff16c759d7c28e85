"""The watch: looks at the house every half minute, in a thread of its own: it sees a queue that stands still."""

import logging
import threading

from engine import incidents
from kernel import clock
from kernel.act import Act, system
from kernel.errors import AppError
from workflows import watch
from workflows.installation import Installation

EVERY = 30.0
log = logging.getLogger("satupintu.watch")


class Watch:
    """Looks until it is stopped."""

    def __init__(self, installation: Installation, every: float = EVERY) -> None:
        self.installation, self.every = installation, every
        self._stop = threading.Event()
        self._thread = threading.Thread(name="satupintu-watch", daemon=True, target=self._loop)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=10)

    def _loop(self) -> None:
        while not self._stop.wait(self.every):
            try:
                look(self.installation)
            except AppError as fault:  # the database is away or full: seen again at the next look
                log.warning("the watch could not look: %s", fault.code)
            except Exception:  # around an errand: the watch outlives whatever happens
                log.exception("the watch could not look")


def look(installation: Installation) -> list[str]:
    """Look once; gives the alarms that were raised or ended."""
    chosen, now = installation.settings, clock.now()
    with installation.database.read() as session:
        state = watch.measure(session, chosen.data_dir, now, least_mb=chosen.least_free_mb)
        standing = {row.kind for row in watch.list_standing(session)}
        idle = not incidents.list_open(session)
    if idle and state.wrong.keys() == standing:
        return []
    with installation.database.write() as session:
        act = Act(session, system("watch"), now, "worker")
        incidents.sweep(act)
        return watch.update(act, state)
