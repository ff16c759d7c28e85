"""One installation with its parts bound once: what the doors (api, jobs, cli) are given."""

from dataclasses import dataclass

from documents.blobs import Blobs, open_blobs
from engine import definitions
from engine.runtime import BOUND, Runtime
from kernel import clock, migrate
from kernel.act import Act, system
from kernel.db import Database
from kernel.settings import Settings
from workflows.registry import Offices, build


@dataclass(frozen=True, slots=True)
class Installation:
    """The parts of a running product."""

    settings: Settings
    database: Database
    blobs: Blobs
    offices: Offices
    runtime: Runtime


def open_installation(settings: Settings) -> Installation:
    """Connect the parts; nothing is created or changed yet."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url, durability=settings.durability)
    offices = build()
    runtime = Runtime(offices.handlers, live_tasks=settings.live_tasks)
    database.info[BOUND] = runtime
    return Installation(settings, database, open_blobs(settings.documents_url), offices, runtime)


def prepare(installation: Installation) -> list[str]:
    """Bring the schema up to date and publish what is missing; gives what was published. Published versions stay."""
    migrate.upgrade(installation.database.engine)
    published = []
    with installation.database.write() as session:
        act = Act(session, system("setup"), clock.now(), "cli")
        for key, files in installation.offices.seeds():
            if definitions.find_latest(session, key) is None:
                definitions.publish(act, key, files, note="seed", handlers=installation.offices.handlers.names)
                published.append(key)
    return published
