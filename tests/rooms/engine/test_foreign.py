"""Diagrams that know no desks of ours: their tasks lie with whoever started them; a deadlock is told, not hidden."""

from sqlalchemy import select, text

from engine import audit, incidents, instances, interventions, rebuild
from engine.interventions import Reason
from kernel import history
from kernel.act import Actor
from kernel.outbox import Job
from tests.bpmn.drawing import diagram, end, node, path, start
from tests.rooms.engine.conftest import Office

FOREIGN = diagram(
    start(), node("userTask", "a"), node("task", "b", startQuantity="2"), end(), path("start", "a", "b", "end")
)


def desk_of(office: Office, task_id: str) -> str:
    with office.database.read() as session:
        return str(session.execute(text("SELECT desk FROM task WHERE id = :id"), {"id": task_id}).scalar())


def test_a_task_without_a_desk_lies_with_whoever_started_the_instance(office: Office) -> None:
    office.publish("p", FOREIGN)
    begun = office.start("p")

    assert desk_of(office, begun.task_ids[0]) == "person:ana"
    with office.database.read() as session:
        assert rebuild.differences(session, begun.instance_id) == []


def test_what_no_person_started_lies_with_the_administrators(office: Office) -> None:
    office.publish("p", FOREIGN)
    with office.database.write() as session:
        begun = instances.start(office.act(session, Actor("system:timers")), "p", data={})

    assert desk_of(office, begun.task_ids[0]) == "role:admin_sistem"


def test_an_instance_that_waits_for_ever_has_an_incident(office: Office) -> None:
    office.publish("p", FOREIGN)
    done = office.complete(office.start("p").task_ids[0])
    office.restart()

    with office.database.read() as session:
        (incident,) = incidents.list_open(session)
        assert (incident.instance_id, incident.code) == (done.instance_id, "process.stuck")
        assert incident.facts == {"elements": "b.Gather"}
        assert rebuild.differences(session, done.instance_id) == []
        assert audit.recompute(session, done.instance_id).difference is None
    assert done.state == "running"


def test_what_is_done_to_an_instance_that_waits_for_ever_opens_no_second_incident(office: Office) -> None:
    office.publish("p", FOREIGN)
    done = office.complete(office.start("p").task_ids[0])
    with office.database.write() as session:
        interventions.correct(office.act(session), done.instance_id, Reason("wrong_data"), to={"n": 1})

    with office.database.read() as session:
        assert len(incidents.list_open(session)) == 1


def test_an_instance_that_waits_for_ever_is_told_once_to_its_log_and_its_owner(office: Office) -> None:
    office.publish("p", FOREIGN)
    done = office.complete(office.start("p").task_ids[0])
    heard: list[str] = []
    with office.database.write() as session:
        job = session.scalars(select(Job).where(Job.kind == "incident.tell")).one()
        incidents.announce(office.act(session), job.payload["incident"], lambda _, incident: heard.append(incident.id))

    with office.database.read() as session:
        events = history.read(session, f"instance:{done.instance_id}")
        assert (events[-1].kind, events[-1].data["code"]) == ("incident.opened", "process.stuck")
        assert heard == [events[-1].data["incident"]]
        assert audit.recompute(session, done.instance_id).difference is None
