"""The job table worked off through Procrastinate: by setting, on PostgreSQL only.

A trigger defers a call for each row of `job`, on the connection and in the transaction that writes the row. The row
stays the truth: order, lease and fence are ours, and our own slow look finds what a killed worker has left.
"""

import logging
import threading

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ProcrastinateException
from procrastinate.schema import SchemaManager
from psycopg import Error as PsycopgError
from sqlalchemy import text
from sqlalchemy.engine import make_url

from jobs.worker import Worker
from kernel.db import Database
from kernel.errors import Invalid, N_

NAME = "procrastinate"
QUEUE, TASK = "satupintu", "satupintu.work"
AT_ONCE = 4
FUNCTION = f"""CREATE OR REPLACE FUNCTION defer_job() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  PERFORM procrastinate_defer_jobs_v1(ARRAY[ROW('{QUEUE}', '{TASK}', 0, NULL, NULL,
    jsonb_build_object('kind', NEW.kind), NEW.due_at::timestamptz)::procrastinate_job_to_defer_v1]);
  RETURN NULL; END $$"""
TRIGGER = """CREATE OR REPLACE TRIGGER job_defer AFTER INSERT OR UPDATE OF due_at, dead ON job
  FOR EACH ROW WHEN (NEW.dead = 0) EXECUTE FUNCTION defer_job()"""
log = logging.getLogger("satupintu.jobs")


class NotHere(Invalid):
    """Procrastinate works on PostgreSQL only."""

    code = "jobs.not_here"
    sentence = N_("SATUPINTU_JOBS=procrastinate needs PostgreSQL. Leave the setting out, or change the database.")


def settle(database: Database, *, wanted: bool) -> None:
    """Make the database defer calls, or no longer. Raises NotHere."""
    if database.is_sqlite:
        if wanted:
            raise NotHere
        return
    with database.engine.begin() as connection:
        defers = connection.execute(text("SELECT 1 FROM pg_trigger WHERE tgname = 'job_defer'")).first() is not None
        if defers == wanted:
            return  # nothing that running workers would have to wait for
        if not wanted:
            connection.execute(text("DROP TRIGGER job_defer ON job"))
            return
        known = connection.execute(text("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")).scalar_one()
        if not known:
            connection.connection.cursor().execute(SchemaManager.get_schema())
        connection.exec_driver_sql(FUNCTION.replace("%", "%%"))
        connection.exec_driver_sql(TRIGGER)


class Runner:
    """Procrastinate's worker in a thread of its own; what it calls does the next batch of our worker."""

    def __init__(self, worker: Worker, url: str) -> None:
        self.worker = worker
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self.app = App(connector=PsycopgConnector(conninfo=plain))
        self.app.task(name=TASK, queue=QUEUE)(self._work)
        self._stop = threading.Event()
        self._thread = threading.Thread(name="satupintu-procrastinate", daemon=True, target=self._run)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Nothing new is begun; what is at hand ends, or is found again by another worker."""
        self._stop.set()

    def _work(self, kind: str) -> int:
        return 0 if self._stop.is_set() else self.worker.run_kind(kind)

    def _run(self) -> None:
        """Again after every outage of the database."""
        while not self._stop.is_set():
            try:
                self.app.run_worker(
                    queues=[QUEUE], concurrency=AT_ONCE, install_signal_handlers=False, delete_jobs="always"
                )
            except (ProcrastinateException, PsycopgError, OSError) as fault:
                log.warning("Procrastinate could not work: %s", type(fault).__name__)
            self._stop.wait(1)
