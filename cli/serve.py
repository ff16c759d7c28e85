"""`satupintu serve`: the web server; it works off errands too, unless SATUPINTU_WORKER=0."""

import argparse
from typing import Any

import uvicorn

from api.app import create_app
from jobs import anchoring, digest, housekeeping, leave_years
from jobs.errands import Work
from kernel import clock
from kernel.act import Act, system
from kernel.settings import settings
from workflows.installation import Installation, open_installation, prepare


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("serve", help="bring the database up to date and serve")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Serve until the process is told to end."""
    installation = open_installation(settings())
    prepare(installation)
    serve(installation)
    return 0


def serve(installation: Installation) -> None:
    """Serve an installation that is prepared; the worker ends with the server."""
    chosen = installation.settings
    work = Work(installation)
    with installation.database.write() as session:
        act = Act(session, system("setup"), clock.now(), "cli")
        housekeeping.order(act)
        anchoring.order(act)
        leave_years.order(act)
        digest.order(act)
    if chosen.worker:
        work.start()
    try:
        uvicorn.run(
            create_app(installation),
            host=chosen.host,
            port=chosen.port,
            loop="uvloop",
            http="httptools",
            log_level="warning",
            access_log=False,
            server_header=False,
        )
    finally:
        if chosen.worker:
            work.stop()
