"""Whoever has a part in a case does not do the task that checks it: by role, by post, when acting, in sub-processes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from engine import audit, inbox, rebuild, tasks
from engine.inbox import Box
from engine.task_errors import TaskBarred
from engine.tasks import Answers
from kernel.act import Acting, Actor
from kernel.errors import AppError
from tests.bpmn.drawing import diagram, end, node, ours, parallel, path, process, several, start, sub_process, user
from tests.rooms.engine.conftest import ANA, BUDI, Office

CLERK = "'role:clerk'"
HEAD = Actor("citra", desks=frozenset({"person:citra", "post:KP"}))


def checked(id: str = "check", rule: str = 'not-by="a"', desk: str = CLERK) -> str:
    return node("userTask", id, ours(f'<satupintu:task desk="{desk}" {rule}/>'))


def bundle(*parts: str, **more: str) -> dict[str, bytes]:
    return diagram(*parts, id="f", **more)


@pytest.fixture
def begun(office: Office) -> Callable[..., str]:
    """A function that publishes a process and starts it; gives the first task."""

    def begin(files: dict[str, bytes], **data: object) -> str:
        office.publish("f", files)
        return office.start("f", data).task_ids[0]

    return begin


def proves(office: Office, task_id: str) -> None:
    one = task_id.partition(".")[0]
    with office.database.read() as session:
        assert rebuild.differences(session, one) == []
        assert audit.recompute(session, one).difference is None


def claim(office: Office, task_id: str, by: Actor) -> None:
    with office.database.write() as session:
        tasks.claim(office.act(session, by), task_id)


def group(office: Office, actor: Actor) -> list[str]:
    with office.database.read() as session:
        return [row.element for row in inbox.page(session, actor, Box.GROUP).rows]


SIMPLE = (start(), user("a", desk=CLERK), checked(), end(), path("start", "a", "check", "end"))


def test_whoever_did_the_earlier_task_neither_sees_takes_nor_does_the_later_one(
    office: Office, begun: Callable[..., str]
) -> None:
    second = office.complete(begun(bundle(*SIMPLE))).task_ids[0]

    assert (group(office, ANA), group(office, BUDI)) == ([], ["check"])
    with office.database.read() as session:
        assert inbox.counts(session, ANA, office.now, office.now).group == 0
    with pytest.raises(TaskBarred) as caught:
        office.complete(second)
    assert caught.value.facts == {"desk": "role:clerk", "element": "check"}
    with pytest.raises(TaskBarred):
        claim(office, second, ANA)
    claim(office, second, BUDI)
    assert office.complete(second, by=BUDI).state == "completed"
    proves(office, second)


def test_the_starter_is_barred(office: Office, begun: Callable[..., str]) -> None:
    first = begun(bundle(start(), checked(rule='not-by="starter"'), end(), path("start", "check", "end")))
    with pytest.raises(TaskBarred):
        office.complete(first)
    assert office.complete(first, by=BUDI).state == "completed"
    proves(office, first)


@pytest.mark.parametrize("applicant", ["ana", ["ana", "eko"]])
def test_whom_the_data_name_is_barred(office: Office, begun: Callable[..., str], applicant: object) -> None:
    rule = 'not-by="subject" not-by-data="applicant"'
    files = bundle(start(), checked(rule=rule), end(), path("start", "check", "end"))
    first = begun(files, applicant=applicant)
    assert group(office, ANA) == []
    with pytest.raises(TaskBarred):
        office.complete(first)
    assert office.complete(first, by=BUDI).state == "completed"
    proves(office, first)


def test_without_the_data_nobody_is_barred(office: Office, begun: Callable[..., str]) -> None:
    rule = 'not-by="subject" not-by-data="applicant"'
    first = begun(bundle(start(), checked(rule=rule), end(), path("start", "check", "end")))
    assert office.complete(first).state == "completed"


def test_being_given_the_task_by_name_does_not_help(office: Office, begun: Callable[..., str]) -> None:
    files = bundle(
        start(), user("a", desk=CLERK), checked(desk="'person:ana'"), end(), path("start", "a", "check", "end")
    )
    second = office.complete(begun(files)).task_ids[0]
    with pytest.raises(TaskBarred):
        office.complete(second)


def test_acting_for_a_post_does_not_help(office: Office, begun: Callable[..., str]) -> None:
    files = bundle(start(), user("a", desk=CLERK), checked(desk="'post:KP'"), end(), path("start", "a", "check", "end"))
    second = office.complete(begun(files)).task_ids[0]
    acting = replace(ANA, desks=ANA.desks | {"post:KP"}, acting={"post:KP": Acting("post:KP", "plh", "SP-1")})
    with pytest.raises(TaskBarred):
        office.complete(second, by=acting)
    assert office.complete(second, by=HEAD).state == "completed"


INNER = (start("s2"), checked(), end("e2"), path("s2", "check", "e2"))


@pytest.mark.parametrize(
    "files",
    [
        bundle(start(), user("a", desk=CLERK), sub_process("sub", *INNER), end(), path("start", "a", "sub", "end")),
        bundle(start(), user("a", desk=CLERK), node("callActivity", "sub", calledElement="q"), end(),
               path("start", "a", "sub", "end"), also=process(*INNER, id="q")),
        bundle(start(), sub_process("sub", start("s2"), user("a", desk=CLERK), end("e2"), path("s2", "a", "e2")),
               checked(), end(), path("start", "sub", "check", "end")),
    ],
)  # fmt: skip
def test_sub_processes_and_called_ones_do_not_help(
    office: Office, begun: Callable[..., str], files: dict[str, bytes]
) -> None:
    second = office.complete(begun(files)).task_ids[0]
    office.restart()
    with pytest.raises(TaskBarred):
        office.complete(second)
    assert office.complete(second, by=BUDI).state == "completed"
    proves(office, second)


def test_everybody_who_did_one_of_several_instances_is_barred(office: Office, begun: Callable[..., str]) -> None:
    files = bundle(
        start(), user("a", several(count=2), desk=CLERK), checked(), end(), path("start", "a", "check", "end")
    )
    first = begun(files)
    instance = first.partition(".")[0]
    with office.database.read() as session:
        both = [row.id for row in inbox.open_of_instances(session, [instance])]
    office.complete(both[0], by=ANA)
    last = office.complete(both[1], by=BUDI).task_ids[0]
    for actor in (ANA, BUDI):
        with pytest.raises(TaskBarred):
            office.complete(last, by=actor)


BESIDE = (start(), parallel("f1"), user("a", desk=CLERK), checked(), parallel("j"), end(),
          path("start", "f1", "a", "j", "end"), path("f1", "check", "j"))  # fmt: skip


def test_a_task_that_was_open_before_bars_too(office: Office, begun: Callable[..., str]) -> None:
    first = begun(bundle(*BESIDE))
    instance = first.partition(".")[0]
    with office.database.read() as session:
        found = {row.element: row.id for row in inbox.open_of_instances(session, [instance])}
    office.complete(found["a"])
    with pytest.raises(TaskBarred):
        office.complete(found["check"])
    assert office.complete(found["check"], by=BUDI).state == "completed"
    proves(office, first)


def test_who_did_the_check_first_does_not_do_what_it_checks(office: Office, begun: Callable[..., str]) -> None:
    first = begun(bundle(*BESIDE))
    instance = first.partition(".")[0]
    with office.database.read() as session:
        found = {row.element: row.id for row in inbox.open_of_instances(session, [instance])}
    office.complete(found["check"])
    with pytest.raises(TaskBarred):
        office.complete(found["a"])
    with pytest.raises(TaskBarred):
        claim(office, found["a"], ANA)
    claim(office, found["a"], BUDI)
    assert office.complete(found["a"], by=BUDI).state == "completed"
    proves(office, first)


def test_who_does_both_at_once_gets_one(office: Office, begun: Callable[..., str]) -> None:
    for _ in range(5):
        instance = begun(bundle(*BESIDE)).partition(".")[0]
        with office.database.read() as session:
            found = {row.element: row.id for row in inbox.open_of_instances(session, [instance])}
        ready = Barrier(2)

        def both(task_id: str) -> str:
            ready.wait()  # noqa: B023
            try:
                return office.complete(task_id).state
            except AppError as fault:
                return fault.code

        with ThreadPoolExecutor(2) as pool:
            led = list(pool.map(both, [found["a"], found["check"]]))
        assert led in (["task.barred", "running"], ["running", "task.barred"])


def test_a_refused_completion_leaves_nothing(office: Office, begun: Callable[..., str]) -> None:
    second = office.complete(begun(bundle(*SIMPLE))).task_ids[0]
    with pytest.raises(TaskBarred), office.database.write() as session:
        tasks.complete(office.act(session), second, Answers(public={"x": 1}))
    with office.database.read() as session:
        assert tasks.get_task(session, BUDI, second).state == "ready"
    proves(office, second)
