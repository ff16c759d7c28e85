"""Moving running instances to another version: rehearsed, refused with the reason, moved, undone with its digest."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from engine import audit, definitions, inbox, instances, interventions, migrating, rebuild, tasks
from engine.commands import COMPLETED, Command
from engine.inbox import Box
from engine.intervention_errors import (
    InstanceMigrated,
    MigrationUnsafe,
    NothingToUndo,
    ReasonMissing,
    VersionUnknown,
)
from engine.interventions import Reason
from engine.migrating import Migrated, Route
from engine.stepping import step
from engine.task_errors import TaskBarred, TaskUnknown
from jobs.worker import drain
from kernel import history, sql
from kernel.errors import AppError
from tests.bpmn.drawing import (
    boundary,
    diagram,
    end,
    exclusive,
    flow,
    node,
    ours,
    parallel,
    path,
    receive,
    service,
    several,
    start,
    sub_process,
    timer,
    user,
)
from tests.rooms.engine.conftest import ANA, BUDI, NINE, Office

WHY = Reason("order", "Perka baru")
ROUTE = Route("m", 1, 2)
CLERK = "'role:clerk'"
LATE = (boundary("late", "b", timer("timeDuration", "PT1H"), interrupting=False), end("e2"), path("late", "e2"))
Files = dict[str, bytes]


def line(*more: str, b: str = "", way: tuple[str, ...] = ("b", "c", "end"), **names: str) -> Files:
    """start, a, b with a timer, c, end; `more` adds elements, `way` is what follows a."""
    return diagram(
        start(), user("a", desk=CLERK), b or user("b", desk=CLERK, name=names.get("b_name")), *LATE,
        user("c", desk=CLERK), end(), *more, path("start", "a", "b"), path(*way), id="m")  # fmt: skip


@pytest.fixture
def versions(office: Office) -> Callable[[Files, Files], Office]:
    """A function that publishes two versions and pins what begins between them to the first."""

    def publish(old: Files, new: Files) -> Office:
        office.registry.add("letters.file", lambda ctx: {})
        office.registry.add("letters.lose", lambda ctx: {})
        office.publish("m", old)
        office.new = new  # type: ignore[attr-defined]
        return office

    return publish


def publish_new(office: Office) -> None:
    office.publish("m", office.new)  # type: ignore[attr-defined]


def rehearse(office: Office, route: Route = ROUTE) -> dict[str, str | None]:
    with office.database.read() as session:
        return {one.instance_id: one.why and str(one.why) for one in migrating.rehearse(session, route)}


def migrate(office: Office, chosen: list[str] | None = None, route: Route = ROUTE) -> list[Migrated]:
    with office.database.write() as session:
        return migrating.migrate(office.act(session), route, WHY, chosen)


def undo(office: Office, *ids: str) -> list[Migrated]:
    with office.database.write() as session:
        return migrating.undo(office.act(session), ids, WHY)


def proves(office: Office, *ids: str) -> None:
    with office.database.read() as session:
        for one in ids:
            assert rebuild.differences(session, one) == []
            assert audit.recompute(session, one).difference is None


def test_an_instance_goes_on_along_the_new_way(versions: Callable[..., Office]) -> None:
    office = versions(line(), line(user("d", desk=CLERK), b_name="Baru", way=("b", "d", "c", "end")))
    begun = office.start("m")
    opened = office.complete(begun.task_ids[0]).task_ids[0]
    publish_new(office)

    assert rehearse(office) == {begun.instance_id: None}
    moved = migrate(office)
    assert [one.instance_id for one in moved] == [begun.instance_id]
    assert moved[0].before == moved[0].after
    proves(office, begun.instance_id)

    with office.database.read() as session:
        assert tasks.get_task(session, ANA, opened).name == "Baru"
        assert tasks.get_task(session, ANA, opened).definition_id == definitions.latest(session, "m").id
    assert drain(office.worker(), NINE + timedelta(hours=1)) == 1  # the timer kept its instant
    office.complete(opened)
    with office.database.read() as session:
        rows = inbox.open_of_instances(session, [begun.instance_id])
    assert [row.element for row in rows] == ["d"]
    proves(office, begun.instance_id)


@pytest.mark.parametrize("cold", [False, True])
def test_a_migrated_instance_goes_on_after_a_restart_without_its_snapshot(
    versions: Callable[..., Office], *, cold: bool
) -> None:
    office = versions(line(), line(user("d", desk=CLERK), way=("b", "d", "c", "end")))
    begun = office.start("m")
    opened = office.complete(begun.task_ids[0]).task_ids[0]
    publish_new(office)
    migrate(office)
    office.restart()
    if cold:
        with office.database.write() as session:
            sql.run(session, "DELETE FROM snapshot")
    assert office.complete(opened).state == "running"
    with office.database.read() as session:
        assert [row.element for row in inbox.open_of_instances(session, [begun.instance_id])] == ["d"]
    proves(office, begun.instance_id)


def test_another_process_that_holds_the_old_workflow_follows(versions: Callable[..., Office]) -> None:
    office = versions(line(), line(user("d", desk=CLERK), way=("b", "d", "c", "end")))
    begun = office.start("m")
    opened = office.complete(begun.task_ids[0]).task_ids[0]
    holder = office.database.info["engine"]
    publish_new(office)
    office.restart()
    migrate(office)
    office.database.info["engine"] = holder
    assert office.complete(opened).task_ids
    proves(office, begun.instance_id)


def test_a_deed_that_was_begun_under_the_old_version_is_refused(versions: Callable[..., Office]) -> None:
    office = versions(line(), line(b_name="Baru"))
    begun = office.start("m")
    with office.database.read() as session:
        case = tasks.get_task(session, ANA, begun.task_ids[0]).case
    publish_new(office)
    migrate(office)
    for _ in range(2):
        with pytest.raises(InstanceMigrated), office.database.write() as session:
            step(office.act(session), case, history.take(session, case.stream), Command(COMPLETED, 3), extra={})
        office.restart()
    proves(office, begun.instance_id)


FORK = (start(), user("a", desk=CLERK), parallel("f"), user("b", desk=CLERK), user("c", desk=CLERK), parallel("j"),
        user("d", desk=CLERK), end())  # fmt: skip
FORKED = (path("start", "a", "f", "b", "j", "d", "end"), path("f", "c", "j"))
SUB = (start("s2"), user("in", desk=CLERK), end("e3"), path("s2", "in", "e3"))


def forked(*more: str, flows: tuple[str, ...] = FORKED) -> Files:
    return diagram(*FORK, *more, *flows, id="m")


@pytest.mark.parametrize(
    ("old", "new", "done", "why"),
    [
        (line(), diagram(start(), user("x", desk=CLERK), end(), path("start", "x", "end"), id="m"), 0,
         "does not exist any more"),
        (line(), line(b=user("b", desk="'role:manager'")), 1, "b was reached and means something else"),
        (line(), line(b=user("b", desk=CLERK, due="'2026-12-01T00:00:00Z'")), 1, "b was reached and means"),
        (line(), line(b=node("receiveTask", "b", ours("<satupintu:correlation value=\"'x'\"/>"), messageRef="m1")), 1,
         "means something else"),
        (line(), line(b=user("b", several(count=2), desk=CLERK)), 1, "means something else"),
        (line(), diagram(start(), user("a", desk=CLERK), service("s", "letters.file"), user("b", desk=CLERK), *LATE,
         user("c", desk=CLERK), end(), path("start", "a", "s", "b", "c", "end"), id="m"), 1,
         "a was passed and leads elsewhere"),
        (line(), line(boundary("soon", "b", timer("timeDuration", "PT5M"), interrupting=False), end("e9"),
         path("soon", "e9")), 1, "b is open and is watched by other events"),
        (line(), diagram(start(), user("a", desk=CLERK), user("b", desk=CLERK),
         boundary("late", "b", timer("timeDuration", "PT9H"), interrupting=False), end("e2"), path("late", "e2"),
         user("c", desk=CLERK), end(), path("start", "a", "b", "c", "end"), id="m"), 1, "late was reached and means"),
        (forked(), forked(user("x", desk=CLERK), flows=(*FORKED, path("f", "x", "j"))), 1, "f was passed and leads"),
        (forked(), diagram(*FORK, exclusive("g", default="g.j"), user("x", desk=CLERK), flow("g", "j"),
         flow("g", "x", "True"), path("start", "a", "f", "b", "g"), path("x", "j", "d", "end"), path("f", "c", "j"),
         id="m"), 1, "the join j is waiting for other branches"),
        (diagram(start(), sub_process("s", *SUB), end(), path("start", "s", "end"), id="m"),
         diagram(start(), sub_process("s", *SUB, boundary("t", "in", timer("timeDuration", "PT1H")), end("e4"),
         path("t", "e4")), end(), path("start", "s", "end"), id="m"), 0, "in is open and is watched"),
        (diagram(start(), receive("r", "'x'"), end(), path("start", "r", "end"), id="m"),
         diagram(start(), receive("r", "'x'", "m2"), end(), path("start", "r", "end"), id="m"), 0, "r was reached"),
    ],
)  # fmt: skip
def test_what_is_not_safe_is_named_and_nothing_moves(
    versions: Callable[..., Office], old: Files, new: Files, done: int, why: str
) -> None:
    office = versions(old, new)
    begun = office.start("m")
    if done:
        office.complete(begun.task_ids[0])
    publish_new(office)

    told = rehearse(office)[begun.instance_id]
    assert told is not None
    assert why in told
    with pytest.raises(MigrationUnsafe):
        migrate(office)
    with office.database.read() as session:
        assert history.read(session, f"instance:{begun.instance_id}")[-1].kind != "instance.migrated"
    proves(office, begun.instance_id)


def test_what_lies_ahead_may_change_inside_an_open_sub_process(versions: Callable[..., Office]) -> None:
    old = diagram(start(), sub_process("s", *SUB), end(), path("start", "s", "end"), id="m")
    more = (start("s2"), user("in", desk=CLERK), user("in2", desk=CLERK), end("e3"), path("s2", "in", "in2", "e3"))
    office = versions(old, diagram(start(), sub_process("s", *more), user("z", desk=CLERK), end(),
                                   path("start", "s", "z", "end"), id="m"))  # fmt: skip
    begun = office.start("m")
    publish_new(office)
    assert rehearse(office) == {begun.instance_id: None}
    migrate(office)
    opened = office.complete(office.complete(begun.task_ids[0]).task_ids[0])
    assert opened.state == "running"
    proves(office, begun.instance_id)


def test_a_hundred_cases_are_rehearsed_moved_and_taken_back(versions: Callable[..., Office]) -> None:
    office = versions(line(), line(user("d", desk=CLERK), b_name="Baru", way=("b", "d", "c", "end")))
    begun = [office.start("m") for _ in range(100)]
    ids = [one.instance_id for one in begun]
    for one in begun[::2]:
        office.complete(one.task_ids[0])
    for one in begun[::10]:
        with office.database.read() as session:
            task = inbox.open_of_instances(session, [one.instance_id])[0]
        office.complete(task.id)  # these have left b, which leads elsewhere now
    publish_new(office)

    told = rehearse(office)
    unsafe = [one for one, why in told.items() if why is not None]
    assert (len(told), sorted(unsafe)) == (100, sorted(ids[::10]))
    assert {why for why in told.values() if why} == {"b was passed and leads elsewhere now"}
    with pytest.raises(MigrationUnsafe):
        migrate(office)

    safe = [one for one in ids if one not in unsafe]
    office.restart()
    moved = migrate(office, safe)
    assert (len(moved), rehearse(office).keys()) == (90, set(unsafe))
    proves(office, *safe[:5])

    back = {one.instance_id: one for one in undo(office, *safe)}
    assert all(back[one.instance_id].after == one.before for one in moved)
    assert len(rehearse(office)) == 100
    proves(office, *safe[:5], *unsafe[:2])
    with office.database.read() as session:
        names = {row.name for row in inbox.page(session, ANA, Box.GROUP, limit=500).rows if row.element == "b"}
    assert "Baru" not in names


def test_undoing_is_refused_once_something_happened(versions: Callable[..., Office]) -> None:
    office = versions(line(), line(b_name="Baru"))
    begun = office.start("m")
    publish_new(office)
    with pytest.raises(NothingToUndo):
        undo(office, begun.instance_id)
    migrate(office)
    office.complete(begun.task_ids[0])
    with pytest.raises(NothingToUndo):
        undo(office, begun.instance_id)


def test_what_was_undone_can_be_moved_again_and_once_more(versions: Callable[..., Office]) -> None:
    office = versions(line(), line(b_name="Baru"))
    begun = office.start("m")
    publish_new(office)
    one = begun.instance_id
    migrate(office)
    undo(office, one)
    migrate(office)
    migrate(office, route=Route("m", 2, 1))
    undo(office, one)
    assert office.complete(begun.task_ids[0]).task_ids
    proves(office, one)
    with office.database.read() as session:
        frames = audit.replay_of(session, one).frames
        assert [frame.kind for frame in frames].count("instance.migrated") == 5
        assert all(frame.here == ("a",) for frame in frames[:6])


def test_a_suspended_instance_with_interventions_moves_too(versions: Callable[..., Office]) -> None:
    office = versions(line(), line(user("d", desk=CLERK), way=("b", "c", "d", "end")))
    one = office.start("m").instance_id
    for deed, given in (
        (interventions.move, {"token": 3, "to": "b"}),
        (interventions.correct, {"to": {"n": 1}}),
        (interventions.suspend, {}),
    ):
        with office.database.write() as session:
            deed(office.act(session), one, WHY, **given)  # type: ignore[operator]
    publish_new(office)
    assert rehearse(office) == {one: None}
    migrate(office)
    proves(office, one)
    with office.database.write() as session:
        interventions.resume(office.act(session), one, WHY)
    proves(office, one)


def test_who_did_what_the_new_version_watches_is_barred(versions: Callable[..., Office]) -> None:
    barred = ours('<satupintu:task desk="\'role:clerk\'" not-by="a"/>')
    new = diagram(start(), user("a", desk=CLERK), user("b", desk=CLERK), *LATE, node("userTask", "c", barred), end(),
                  path("start", "a", "b", "c", "end"), id="m")  # fmt: skip
    office = versions(line(), new)
    begun = office.start("m")
    second = office.complete(begun.task_ids[0]).task_ids[0]
    publish_new(office)
    migrate(office)
    third = office.complete(second).task_ids[0]
    with pytest.raises(TaskBarred):
        office.complete(third)
    assert office.complete(third, by=BUDI).state == "completed"
    proves(office, begun.instance_id)


@pytest.mark.parametrize(
    ("route", "reason", "error"),
    [
        (Route("m", 1, 9), WHY, VersionUnknown),
        (Route("m", 1, 1), WHY, VersionUnknown),
        (Route("nothing", 1, 2), WHY, VersionUnknown),
        (ROUTE, Reason("because"), ReasonMissing),
    ],
)
def test_bad_orders_are_refused(
    versions: Callable[..., Office], route: Route, reason: Reason, error: type[AppError]
) -> None:
    office = versions(line(), line(b_name="Baru"))
    publish_new(office)
    with pytest.raises(error), office.database.write() as session:
        migrating.migrate(office.act(session), route, reason)


def test_a_migration_races_completions_and_each_case_stands_on_one_version(versions: Callable[..., Office]) -> None:
    office = versions(line(), line(user("d", desk=CLERK), b_name="Baru", way=("b", "d", "c", "end")))
    begun = [office.start("m") for _ in range(6)]
    publish_new(office)
    ready = Barrier(2)

    def complete() -> list[str]:
        ready.wait()
        refused = []
        for one in begun:
            try:
                office.complete(one.task_ids[0])
            except AppError as fault:
                refused.append(fault.code)
        return refused

    def move() -> None:
        ready.wait()
        for one in begun:
            migrate(office, [one.instance_id])

    with ThreadPoolExecutor(2) as pool:
        refused, _ = pool.submit(complete), pool.submit(move).result()
    assert set(refused.result()) <= {"instance.migrated_meanwhile"}
    proves(office, *[one.instance_id for one in begun])


def test_rehearsing_changes_nothing(versions: Callable[..., Office]) -> None:
    office = versions(line(), line(b_name="Baru"))
    begun = office.start("m")
    publish_new(office)
    rehearse(office)
    with office.database.read() as session:
        assert instances.get(session, begun.instance_id).definition_id == definitions.list_versions(session, "m")[0].id
        with pytest.raises(TaskUnknown):
            tasks.get_task(session, ANA, "x")
