"""Service tasks outside the transaction: called after the commit, answered once, tried again, then an incident."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from engine import audit, definitions, incidents, instances, interventions, rebuild
from engine.errors import DiagramInvalid
from engine.handlers import BpmnError, ServiceCall
from engine.interventions import Reason
from engine.models import Incident, Task
from engine.states import IncidentState
from engine.task_errors import IncidentSettled, ReasonMissing
from jobs import queue
from jobs.worker import Worker, drain
from kernel import history, outbox
from kernel.errors import Conflict
from kernel.outbox import Job
from tests.bpmn.drawing import (
    boundary,
    diagram,
    end,
    error_code,
    node,
    ours,
    path,
    receive,
    several,
    start,
    timer,
    user,
)
from tests.rooms.engine.conftest import NINE, Office

LATER = NINE + timedelta(days=30)


class NotNow(Conflict):
    """A refusal of the other side. Facts: who."""

    code = "gateway.not_now"
    sentence = "Not now, %(who)s."


def calling(**values: Any) -> str:
    given = "".join(f' {name}="{value}"' for name, value in values.items())
    passed = '<satupintu:with name="amount" value="amount"/>'
    return ours(f'<satupintu:service handler="gateway.pay" outside="true"{given}>{passed}</satupintu:service>')


def pays(*also: str, retries: str = "2", **values: Any) -> dict[str, bytes]:
    """Pay, then file the receipt."""
    parts = (start(), node("serviceTask", "pay", calling(retries=retries)), user("file", desk="'role:clerk'"), end())
    return diagram(*parts, path("start", "pay", "file", "end"), *also, also=error_code("declined"), **values)


def caught(*codes: str) -> tuple[str, ...]:
    reference = '<bpmn:errorEventDefinition errorRef="e1"/>' if codes else "<bpmn:errorEventDefinition/>"
    return (
        boundary("refused", "pay", reference),
        user("call", desk="'role:clerk'"),
        end("e2"),
        path("refused", "call", "e2"),
    )


THREE = several(count="3")
LATE = (
    boundary("late", "pay", timer("timeDuration", "PT1H")),
    user("ask", desk="'role:clerk'"),
    end("e3"),
    path("late", "ask", "e3"),
)


@dataclass
class Bank:
    """The world: what it was asked, and what it answers."""

    asked: list[ServiceCall] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)

    def pay(self, call: ServiceCall) -> Mapping[str, Any]:
        self.asked.append(call)
        answer = self.answers.pop(0) if self.answers else {"receipt": f"R{len(self.asked)}"}
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            answer = answer(call)
        return dict(answer)


@pytest.fixture
def bank(office: Office) -> Iterator[Bank]:
    made = Bank()
    office.registry.add_outside("gateway.pay", made.pay)
    yield made
    with office.database.read() as session:
        for instance in instances.list_newest(session):
            assert history.verify(session, f"instance:{instance.id}") is None
            assert rebuild.differences(session, instance.id) == []
            assert audit.recompute(session, instance.id).difference is None


def begin(office: Office, files: dict[str, bytes]) -> str:
    office.publish("p", files)
    return office.start("p", {"amount": 7}).instance_id


def told(office: Office, instance_id: str) -> list[str]:
    with office.database.read() as session:
        return [event.kind for event in history.read(session, f"instance:{instance_id}")]


def open_elements(office: Office) -> list[str]:
    with office.database.read() as session:
        return sorted(session.scalars(select(Task.element).where(Task.state == "ready")))


def the_incident(office: Office) -> Incident:
    with office.database.read() as session:
        (found,) = incidents.list_newest(session)
        return found


def fail_for_good(office: Office, bank: Bank, times: int = 3) -> Incident:
    bank.answers = [OSError("budi@example.id is not reachable")] * times
    drain(office.worker(), LATER)
    return the_incident(office)


def test_is_called_after_the_commit_and_its_answer_moves_the_case(office: Office, bank: Bank) -> None:
    instance_id = begin(office, pays())
    assert (bank.asked, open_elements(office)) == ([], [])

    assert drain(office.worker(), NINE) == 1
    assert told(office, instance_id) == ["instance.started", "service.answered"]
    assert open_elements(office) == ["file"]
    (call,) = bank.asked
    assert (call.instance_id, dict(call.parameters), call.attempt) == (instance_id, {"amount": 7}, 1)
    assert call.key == f"service:{instance_id}.{call.ordinal}"


def test_waits_through_a_restart(office: Office, bank: Bank) -> None:
    instance_id = begin(office, pays())
    office.restart()
    drain(office.worker(), NINE)
    office.restart()
    with office.database.read() as session:
        assert rebuild.differences(session, instance_id) == []


def test_an_error_code_of_the_operation_takes_the_boundary_event(office: Office, bank: Bank) -> None:
    instance_id = begin(office, pays(*caught("declined")))
    bank.answers = [BpmnError("declined")]
    drain(office.worker(), NINE)
    assert open_elements(office) == ["call"]
    assert told(office, instance_id)[-1] == "service.answered"


def test_an_error_code_that_nothing_catches_is_an_incident_at_once(office: Office, bank: Bank) -> None:
    begin(office, pays())
    bank.answers = [BpmnError("declined")]
    drain(office.worker(), LATER)
    assert (len(bank.asked), the_incident(office).code) == (1, "error.not_caught")


def test_is_tried_again_with_the_same_key_as_often_as_the_diagram_says(office: Office, bank: Bank) -> None:
    begin(office, pays(retries="3"))
    bank.answers = [NotNow(who="Budi S.")] * 3
    assert drain(office.worker(), LATER) == 4
    assert [call.attempt for call in bank.asked] == [1, 2, 3, 4]
    assert len({call.key for call in bank.asked}) == 1
    assert open_elements(office) == ["file"]


def test_the_pauses_grow_and_differ(office: Office, bank: Bank) -> None:
    begin(office, pays(retries="8"))
    bank.answers = [OSError()] * 9
    pauses = []
    for _ in range(5):
        office.worker().run_due(LATER)
        with office.database.read() as session:
            now = queue.database_now(session)
            pauses.append((session.scalars(select(Job.due_at)).one() - now).total_seconds())
    assert all(2**n * 0.7 < pause < 2**n * 1.25 for n, pause in enumerate(pauses, 1))


def test_a_service_that_keeps_failing_is_an_incident_without_a_text_of_the_fault(office: Office, bank: Bank) -> None:
    instance_id = begin(office, pays())
    incident = fail_for_good(office, bank)
    assert (incident.code, incident.facts, incident.attempts) == ("incident.unexpected", {"kind": "OSError"}, 3)
    assert (incident.process, incident.element, incident.state) == ("p", "pay", IncidentState.OPEN)
    with office.database.read() as session:
        (event,) = history.read_kinds(session, f"instance:{instance_id}", ["incident.opened"])
    assert "budi" not in str(event.data)
    assert event.data["incident"] == incident.id


def test_a_refusal_of_the_other_side_keeps_its_code_and_no_personal_fact(office: Office, bank: Bank) -> None:
    begin(office, pays(retries="0"))
    bank.answers = [NotNow(who="Budi S.")]
    drain(office.worker(), LATER)
    found = the_incident(office)
    assert (found.code, found.cause, found.facts) == ("gateway.not_now", "Not now, %(who)s.", {"who": "…"})


def test_a_retry_that_works_closes_the_incident(office: Office, bank: Bank) -> None:
    instance_id = begin(office, pays())
    incident = fail_for_good(office, bank)
    with office.database.write() as session:
        assert incidents.retry(office.act(session), incident.id) == IncidentState.RETRYING
    with pytest.raises(IncidentSettled), office.database.write() as session:
        incidents.retry(office.act(session), incident.id)
    drain(office.worker(), LATER)
    assert open_elements(office) == ["file"]
    assert told(office, instance_id)[1:] == [
        "incident.opened",
        "incident.retried",
        "service.answered",
        "incident.closed",
    ]
    assert the_incident(office).state == IncidentState.SOLVED


def test_a_retry_that_fails_opens_the_same_incident_again(office: Office, bank: Bank) -> None:
    begin(office, pays())
    first = fail_for_good(office, bank)
    with office.database.write() as session:
        incidents.retry(office.act(session), first.id)
    again = fail_for_good(office, bank)
    assert (again.id, again.state, len(bank.asked)) == (first.id, IncidentState.OPEN, 6)


def test_giving_up_without_a_boundary_event_leaves_the_task_waiting(office: Office, bank: Bank) -> None:
    instance_id = begin(office, pays())
    incident = fail_for_good(office, bank)
    with pytest.raises(ReasonMissing), office.database.write() as session:
        incidents.give_up(office.act(session), incident.id, reason=" ")
    with office.database.write() as session:
        incidents.give_up(office.act(session), incident.id, reason="Budi has paid at the counter")
    kept = the_incident(office)
    assert (kept.state, kept.closed_at, kept.settled_by) == (IncidentState.GIVEN_UP, None, "ana")
    assert told(office, instance_id)[-2:] == ["incident.given_up", "service.given_up"]
    with office.database.read() as session:
        assert "Budi" not in str(history.read(session, f"instance:{instance_id}"))
    with office.database.write() as session:
        incidents.retry(office.act(session), incident.id)
    drain(office.worker(), LATER)
    assert open_elements(office) == ["file"]


def test_giving_up_goes_where_a_boundary_event_catches_it(office: Office, bank: Bank) -> None:
    instance_id = begin(office, pays(*caught()))
    incident = fail_for_good(office, bank)
    with office.database.write() as session:
        incidents.give_up(office.act(session), incident.id, reason="x")
    assert open_elements(office) == ["call"]
    assert the_incident(office).closed_at is not None
    assert told(office, instance_id)[-1] == "incident.closed"


def test_a_boundary_timer_ends_the_waiting_and_the_incident(office: Office, bank: Bank) -> None:
    begin(office, pays(*LATE, retries="0"))
    bank.answers = [OSError()]
    drain(office.worker(), NINE)
    assert the_incident(office).closed_at is None
    drain(office.worker(), NINE + timedelta(hours=2))
    assert open_elements(office) == ["ask"]
    with office.database.write() as session:
        assert incidents.sweep(office.act(session)) == 1
    assert the_incident(office).state == IncidentState.WITHDRAWN


def test_an_answer_that_comes_after_the_case_was_cancelled_is_noted_and_dropped(office: Office, bank: Bank) -> None:
    def meanwhile(call: ServiceCall) -> dict[str, Any]:
        with office.database.write() as session:
            interventions.cancel(office.act(session), call.instance_id, Reason("withdrawn"))
        return {"receipt": "R1"}

    instance_id = begin(office, pays())
    bank.answers = [meanwhile]
    drain(office.worker(), NINE)
    assert told(office, instance_id) == ["instance.started", "instance.cancelled", "service.dropped"]
    assert drain(office.worker(), LATER) == 0


def test_the_answer_of_a_worker_that_was_overtaken_changes_nothing(office: Office, bank: Bank) -> None:
    def meanwhile(call: ServiceCall) -> dict[str, Any]:
        bank.answers = [{"receipt": "fast"}]
        with office.database.write() as session:  # the lease ran out; another worker has it by now
            job = queue.claim(session, "fast", NINE, queue.database_now(session) + queue.LEASE * 3)[0]
        other = office.worker()
        other._do(job, NINE)
        return {"receipt": "slow"}

    instance_id = begin(office, pays())
    bank.answers = [meanwhile]
    drain(office.worker(), NINE)
    assert told(office, instance_id) == ["instance.started", "service.answered"]
    with office.database.read() as session:
        (event,) = history.read_kinds(session, f"instance:{instance_id}", ["service.answered"])
    assert event.data["data"] == {"result": {"receipt": "fast"}}


def test_a_step_that_fails_when_a_timer_fires_is_an_incident_and_other_cases_go_on(office: Office, bank: Bank) -> None:
    files = diagram(
        start(), user("a", desk="'role:clerk'"), boundary("late", "a", timer("timeDuration", "PT1H")),
        user("b", desk="'post:' + unit.head"), end(), end("e2"), path("start", "a", "end"),
        path("late", "b", "e2"))  # fmt: skip
    office.publish("p", files)
    bad = office.start("p", {"unit": 3}).instance_id
    good = office.start("p", {"unit": {"head": "KP"}}).instance_id
    drain(office.worker(), LATER)
    assert told(office, good) == ["instance.started", "timer.fired"]
    assert told(office, bad) == ["instance.started", "incident.opened"]
    assert the_incident(office).code == "expression.failed"
    with office.database.read() as session:
        assert rebuild.differences(session, bad) == []


def test_a_step_that_fails_when_a_message_comes_is_an_incident(office: Office, bank: Bank) -> None:
    files = diagram(
        start(), receive("heard", "'k'"), user("b", desk="'post:' + unit.head"), end(),
        path("start", "heard", "b", "end"))  # fmt: skip
    office.publish("p", files)
    bad = office.start("p", {"unit": 3}).instance_id
    with office.database.write() as session:
        told_them = {"name": "letter.answered", "correlation": "k"}
        outbox.put(office.act(session), "process.message", told_them, key="m")
    drain(office.worker(), LATER)
    assert (the_incident(office).code, the_incident(office).job_kind) == ("expression.failed", "process.message")
    assert told(office, bad) == ["instance.started"]


def test_a_job_over_which_workers_die_is_an_incident_in_the_end(office: Office, bank: Bank) -> None:
    begin(office, pays())
    for turn in range(30):
        with office.database.write() as session:  # claimed by a worker that dies
            queue.claim(session, "dead", LATER, queue.database_now(session) + queue.LEASE * 4 * turn)
    with office.database.write() as session:
        session.execute(update(Job).values(lease_until=None))
    drain(office.worker(), LATER)
    assert (bank.asked, the_incident(office).code) == ([], "errand.worker_died")


def test_a_diagram_names_the_owner_of_its_process(office: Office, bank: Bank) -> None:
    files = pays(**{"satupintu:owner": "role:keuangan"})
    office.publish("p", files)
    with office.database.read() as session:
        published = definitions.latest(session, "p")
        assert office.database.info["engine"].process(session, published.id).owner == "role:keuangan"


@pytest.mark.parametrize("retries", ["-1", "many", "51", "1.5"])
def test_refuses_retries_that_are_no_small_number(office: Office, bank: Bank, retries: str) -> None:
    with pytest.raises(DiagramInvalid) as refused:
        office.publish("p", pays(retries=retries))
    assert [(finding.rule, finding.element) for finding in refused.value.findings] == [("service-retries", "pay")]


def test_refuses_an_operation_that_exists_only_inside_the_transaction(office: Office) -> None:
    office.registry.add("gateway.pay", lambda _: {})
    with pytest.raises(DiagramInvalid) as refused:
        office.publish("p", pays())
    assert [finding.rule for finding in refused.value.findings] == ["handler-unknown"]


def test_each_of_several_instances_waits_for_its_own_answer(office: Office, bank: Bank) -> None:
    files = diagram(
        start(), node("serviceTask", "pay", calling(), THREE), user("file", desk="'role:clerk'"), end(),
        path("start", "pay", "file", "end"), *caught(), also=error_code("declined"))  # fmt: skip
    begin(office, files)
    assert drain(office.worker(), NINE) == 3
    assert len({call.key for call in bank.asked}) == 3
    assert open_elements(office) == ["file"]


def test_an_error_in_one_of_several_instances_ends_them_all(office: Office, bank: Bank) -> None:
    files = diagram(
        start(), node("serviceTask", "pay", calling(), THREE), user("file", desk="'role:clerk'"), end(),
        path("start", "pay", "file", "end"), *caught("declined"), also=error_code("declined"))  # fmt: skip
    begin(office, files)
    bank.answers = [{"receipt": "R"}, BpmnError("declined")]
    assert drain(office.worker(), LATER) == 2
    assert open_elements(office) == ["call"]


def test_services_are_done_in_a_lane_of_their_own(office: Office, bank: Bank) -> None:
    worker = Worker(office.database, office.worker().errands)
    assert [lane.kinds for lane in worker._lanes if lane.batch == 1] == [("service.run",)]


def test_the_world_is_not_asked_for_a_suspended_case(office: Office, bank: Bank) -> None:
    case = begin(office, diagram(
        start(), node("serviceTask", "pay", calling()), user("file", desk="'role:clerk'"), end(),
        path("start", "pay", "file", "end")))  # fmt: skip
    with office.database.write() as session:
        interventions.suspend(office.act(session), case, Reason("absence"))
    drain(office.worker(), NINE)
    assert bank.asked == []
    with office.database.write() as session:
        interventions.resume(office.act(session), case, Reason("absence"))
    drain(office.worker(), LATER)
    assert (len(bank.asked), open_elements(office)) == (1, ["file"])
