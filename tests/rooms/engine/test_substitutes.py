"""What a substitute may never do: decide what is the absent person's own, or take what asks that person by name."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine import inbox, involvement, tasks
from engine.inbox import Box
from engine.task_errors import InstanceUnknown, TaskBarred, TaskUnknown
from kernel.act import Acting, Actor
from tests.bpmn.drawing import end, node, ours, path, start, user
from tests.rooms.engine.conftest import ANA, BUDI, EKO, Office
from tests.rooms.engine.test_four_eyes import bundle, checked, claim, group, proves


def instead_of(actor: Actor, absent: str, *desks: str, processes: frozenset[str] = frozenset()) -> Actor:
    """An actor who stands in for somebody."""
    given = frozenset({f"person:{absent}", *desks})
    grounds = {desk: Acting(desk, "an", "SI-1", absent) for desk in given}
    return replace(
        actor,
        desks=actor.desks | (frozenset() if processes else given),
        within=dict.fromkeys(given, processes) if processes else {},
        acting={**actor.acting, **grounds},
        stands_for={absent: processes},
    )


@pytest.fixture
def begun(office: Office) -> Callable[..., str]:
    def begin(files: dict[str, bytes], **data: object) -> str:
        office.publish("f", files)
        return office.start("f", data).task_ids[0]

    return begin


@pytest.mark.parametrize(
    ("rule", "data"),
    [('not-by="starter"', {}), ('not-by="subject" not-by-data="applicant"', {"applicant": "ana"})],
)
def test_the_substitute_does_not_decide_the_absent_persons_own_request(
    office: Office, begun: Callable[..., str], rule: str, data: dict[str, object]
) -> None:
    first = begun(bundle(start(), checked(rule=rule), end(), path("start", "check", "end")), **data)
    substitute = instead_of(BUDI, "ana")
    with pytest.raises(TaskBarred):
        office.complete(first, by=substitute)
    with pytest.raises(TaskBarred):
        claim(office, first, substitute)
    elsewhere = instead_of(BUDI, "ana", processes=frozenset({"another"}))
    assert office.complete(first, by=elsewhere).state == "completed"
    proves(office, first)


def test_instead_of_an_earlier_actor_nobody_checks_his_work(office: Office, begun: Callable[..., str]) -> None:
    files = bundle(start(), user("a", desk="'role:clerk'"), checked(desk="'post:KP'"), end(),
                   path("start", "a", "check", "end"))  # fmt: skip
    second = office.complete(begun(files)).task_ids[0]
    with pytest.raises(TaskBarred):
        office.complete(second, by=instead_of(EKO, "ana", "post:KP"))
    # A superior who stands in for the one who worked still checks that work at his own desk.
    head = Actor("citra", desks=frozenset({"person:citra", "post:KP"}))
    assert office.complete(second, by=instead_of(head, "ana")).state == "completed"
    proves(office, second)


def test_the_check_may_be_done_instead_of_somebody_without_a_part(office: Office, begun: Callable[..., str]) -> None:
    files = bundle(start(), user("a", desk="'role:clerk'"), checked(desk="'post:KP'"), end(),
                   path("start", "a", "check", "end"))  # fmt: skip
    second = office.complete(begun(files)).task_ids[0]
    assert office.complete(second, by=instead_of(EKO, "citra", "post:KP")).state == "completed"
    proves(office, second)


TO_STARTER = node("userTask", "mine", ours("<satupintu:task/>"))


def test_what_asks_the_starter_by_name_reaches_no_substitute(office: Office, begun: Callable[..., str]) -> None:
    first = begun(bundle(start(), TO_STARTER, end(), path("start", "mine", "end")))
    substitute = instead_of(BUDI, "ana")
    with office.database.read() as session:
        assert inbox.page(session, substitute, Box.ACTING).rows == []
        assert inbox.counts(session, substitute, office.now, office.now).acting == 0
        assert [row.id for row in inbox.page(session, ANA, Box.MINE).rows] == [first]
        with pytest.raises(TaskUnknown):
            tasks.get_task(session, substitute, first)
        with pytest.raises(InstanceUnknown):
            involvement.get_own(session, substitute, first.partition(".")[0])
    with pytest.raises(TaskUnknown):
        office.complete(first, by=substitute)
    assert office.complete(first).state == "completed"


def test_tasks_by_name_of_others_cases_do_reach_him(office: Office, begun: Callable[..., str]) -> None:
    files = bundle(start(), user("a", desk="'person:eko'"), end(), path("start", "a", "end"))
    first = begun(files)
    substitute = instead_of(BUDI, "eko")
    with office.database.read() as session:
        assert [row.id for row in inbox.page(session, substitute, Box.ACTING).rows] == [first]
        assert involvement.get_own(session, substitute, first.partition(".")[0]).process == "f"
        limited = instead_of(BUDI, "eko", processes=frozenset({"f"}))
        assert [row.id for row in inbox.page(session, limited, Box.ACTING).rows] == [first]
        other = instead_of(BUDI, "eko", processes=frozenset({"g"}))
        assert inbox.page(session, other, Box.ACTING).rows == []
        with pytest.raises(InstanceUnknown):
            involvement.get_own(session, other, first.partition(".")[0])
    with pytest.raises(TaskUnknown):
        office.complete(first, by=other)
    assert office.complete(first, by=limited).state == "completed"
    proves(office, first)


def test_a_holder_watches_what_he_gave_away_and_does_the_rest(office: Office, begun: Callable[..., str]) -> None:
    first = begun(bundle(start(), user("a", desk="'post:KP'"), end(), path("start", "a", "end")))
    head = Actor("citra", desks=frozenset({"person:citra", "post:KP"}))
    gave, gave_other = (replace(head, ceded={"post:KP": frozenset({key})}) for key in ("f", "g"))
    with office.database.read() as session:
        for actor, boxes in ((gave, ([], [first])), (gave_other, ([first], []))):
            found = [inbox.page(session, actor, box).rows for box in (Box.MINE, Box.WATCH)]
            assert tuple([row.id for row in rows] for rows in found) == boxes
    with pytest.raises(tasks.TaskNotYours):
        office.complete(first, by=gave)
    assert office.complete(first, by=gave_other).state == "completed"


def test_the_groups_of_the_absent_are_not_the_substitutes(office: Office, begun: Callable[..., str]) -> None:
    begun(bundle(start(), user("a", desk="'role:clerk'"), end(), path("start", "a", "end")))
    assert group(office, instead_of(EKO, "ana")) == []
