"""The job table worked off through Procrastinate: by setting, on PostgreSQL only.

A trigger defers a call for each row of `job`, on the connection and in the transaction that writes the row. The row
stays the truth: order, lease and fence are ours, and our own slow look finds what a killed worker has left.
"""

import asyncio
import logging
import threading

from procrastinate import App, PsycopgConnector
from procrastinate.schema import SchemaManager
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
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self.app = App(connector=PsycopgConnector(conninfo=plain))
        self.app.task(name=TASK, queue=QUEUE)(worker.run_kind)
        self._loop = asyncio.new_event_loop()
        self._work: asyncio.Task[None] | None = None
        self._thread = threading.Thread(name="satupintu-procrastinate", daemon=True, target=self._run)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let what is at hand end, then end."""
        if self._work is not None:
            self._loop.call_soon_threadsafe(self._work.cancel)
        self._thread.join(timeout=30)

    def _run(self) -> None:
        self._work = self._loop.create_task(self._keep_working())
        try:
            self._loop.run_until_complete(self._work)
        except asyncio.CancelledError:
            log.info("the calls of Procrastinate have ended")

    async def _keep_working(self) -> None:
        """Again after every outage of the database."""
        while True:
            try:
                async with self.app.open_async():
                    await self.app.run_worker_async(
                        queues=[QUEUE], concurrency=AT_ONCE, install_signal_handlers=False, delete_jobs="always"
                    )
            except Exception:  # around an errand: it outlives whatever happens to the database
                log.exception("Procrastinate could not work")
            await asyncio.sleep(1)
