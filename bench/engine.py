"""W1 in process, one thread, through the engine's own operations: history, hash chain, inbox rows and all."""

from dataclasses import dataclass
from pathlib import Path

from bench import build, floor
from bench.measure import Table, median_ms, per_second
from engine import definitions, inbox, instances, tasks
from engine.handlers import Registry
from engine.runtime import BOUND, Runtime
from engine.tasks import Answers
from kernel import clock, migrate, sql
from kernel.act import Act, Actor
from kernel.db import Database

CLERK = Actor("clerk", desks=frozenset({"role:clerk", "role:manager", "person:clerk"}))


@dataclass(slots=True)
class Office:
    """A database with the processes of W1 published."""

    database: Database

    def start(self, process: str, data: dict[str, object]) -> str:
        """Start an instance; gives the first open task."""
        with self.database.write() as session:
            act = Act(session, CLERK, clock.now(), "bench")
            return instances.start(act, process, data=data).task_ids[0]

    def complete(self, task_id: str, **answers: object) -> list[str]:
        """Complete a task; gives the tasks that opened."""
        with self.database.write() as session:
            act = Act(session, CLERK, clock.now(), "bench")
            return tasks.complete(act, task_id, Answers(public=answers)).task_ids


def open_office(url: str, durability: str) -> Office:
    """A fresh office on an empty database."""
    database = Database(url, durability=durability)
    database.info[BOUND] = Runtime(Registry())
    migrate.upgrade(database.engine)
    with database.write() as session:
        act = Act(session, CLERK, clock.now(), "bench")
        for key, files in (("approve", build.approve()), ("loop", build.loop()), ("many", build.many())):
            definitions.publish(act, key, files, note="bench", handlers=frozenset())
    return Office(database)


def run(url: str, folder: Path, durability: str, quick: bool) -> None:
    """Print the table of one database."""
    kind = f"SQLite, synchronous={durability}" if url.startswith("sqlite") else "PostgreSQL"
    table = Table(kind)
    print(f"\n{kind}", flush=True)
    count = 200 if quick else 1000
    before = floor.of(url, folder, durability)
    office = open_office(url, durability)
    starts(table, office, count, before)
    loops(table, office, quick)
    multi(table, office)
    pages(table, office, 1000)
    pages(table, office, 20_000 if quick else 100_000)
    folder2 = folder / "after"
    folder2.mkdir(exist_ok=True)
    table.add("floor F before / after the run", f"{before:,.0f} / {floor.of(url, folder2, durability):,.0f} /s")
    office.database.dispose()


def starts(table: Table, office: Office, count: int, bare: float) -> None:
    """Starts, and completions of A and B."""
    first: list[str] = []
    rate = per_second(lambda _: first.append(office.start("approve", {"approved": True})), count)
    table.add("starts", f"{rate:,.0f} /s", f"{rate / bare:.3f} F")
    second: list[str] = []
    rate_a = per_second(lambda n: second.extend(office.complete(first[n], approved=True)), count)
    rate_b = per_second(lambda n: office.complete(second[n]), count)
    rate = 2 / (1 / rate_a + 1 / rate_b)
    table.add("completions", f"{rate:,.0f} /s", f"{rate / bare:.3f} F")


def loops(table: Table, office: Office, quick: bool) -> None:
    """The median of ten rounds at the 10th, 100th and 1,000th round of one instance."""
    task = office.start("loop", {})
    done, base = 0, 0.0
    for mark in (10, 100) if quick else (10, 100, 1000):
        while done < mark:
            task = office.complete(task, again=True)[0]
            done += 1

        def one(_: int) -> None:
            nonlocal task, done
            task = office.complete(task, again=True)[0]
            done += 1

        span = median_ms(one, 21)
        base = base or span
        table.add(f"a round of a loop at round {mark:,}", f"{span:.2f} ms", f"{span / base:.2f} x round 10")


def multi(table: Table, office: Office) -> None:
    """A completion inside a parallel multi-instance of 20 and of 200."""
    base = 0.0
    for size in (20, 200):
        with office.database.write() as session:
            act = Act(session, CLERK, clock.now(), "bench")
            open_tasks = instances.start(act, "many", data={"people": size}).task_ids
        span = median_ms(lambda n, ids=open_tasks: office.complete(ids[n]), 15)  # type: ignore[misc]
        base = base or span
        table.add(f"a completion in a multi-instance of {size}", f"{span:.2f} ms", f"{span / base:.2f} x of 20")


def pages(table: Table, office: Office, rows: int) -> None:
    """The first page of an inbox with so many open tasks."""
    with office.database.write() as session:
        sql.run_many(
            session,
            "INSERT INTO task (id, instance_id, ordinal, process, element, name, form, desk, state, record, opened_at,"
            " due_at, sort) VALUES (?, ?, 1, 'filler', 'x', 'x', NULL, 'person:clerk', 'ready', NULL, ?, NULL, ?)",
            [(f"filler-{rows}-{n}", f"filler-{n}", "2026-01-01", f"2026-{n:07d}") for n in range(rows)],
        )
    with office.database.read() as session:
        span = median_ms(lambda _: inbox.page(session, CLERK, inbox.Box.MINE), 51)
    table.add(f"first page of the inbox, {rows:,} open", f"{span:.2f} ms")
    with office.database.write() as session:
        sql.run(session, "DELETE FROM task WHERE process = 'filler'")
