"""Decisions and office time with a database: the event tells them, re-execution gives the same, the rows agree."""

import dataclasses
from datetime import date, datetime, timedelta

import pytest

from bench import build
from engine import audit, calendar_changes, definitions, instances, rebuild, runtime
from engine.errors import DiagramInvalid
from engine.spiff.run import Live
from jobs.worker import drain
from kernel import calendars, history
from kernel.calendar import NamedDay
from tests.bpmn.tables import answer, column, decision, decisions, table
from tests.rooms.engine.conftest import Office

FRIDAY = datetime.fromisoformat("2026-08-14T15:00:00+07:00")
DESK = table([column("amount", "number")], [answer("desk")], ["< 1000", '"role:clerk"'], [">= 1000", '"role:manager"'])


def bundle(logic: str = DESK) -> dict[str, bytes]:
    """A table gives the desk; the task has a day of office time."""
    office = (
        "<bpmn:extensionElements><satupintu:office/></bpmn:extensionElements><bpmn:timeDuration>P1D</bpmn:timeDuration>"
    )
    files = build.process(
        "routed",
        '<bpmn:startEvent id="begin"/>',
        '<bpmn:businessRuleTask id="route"><bpmn:extensionElements><satupintu:decision ref="desk"/>'
        "</bpmn:extensionElements></bpmn:businessRuleTask>",
        build.user_task("a", "desk"),
        f'<bpmn:boundaryEvent id="late" attachedToRef="a"><bpmn:timerEventDefinition id="t">{office}'
        "</bpmn:timerEventDefinition></bpmn:boundaryEvent>",
        '<bpmn:endEvent id="done"/>',
        '<bpmn:endEvent id="missed"/>',
        build.flow("f1", "begin", "route"),
        build.flow("f2", "route", "a"),
        build.flow("f3", "a", "done"),
        build.flow("f4", "late", "missed"),
    )
    return {**files, "desk.dmn": decisions(decision("desk", logic))}


@pytest.fixture
def routed(office: Office) -> Office:
    office.publish("routed", bundle())
    office.now = FRIDAY
    return office


def whole(office: Office, instance_id: str) -> None:
    """Rows, re-execution and chain agree."""
    with office.database.read() as session:
        assert rebuild.differences(session, instance_id) == []
        assert audit.recompute(session, instance_id).difference is None
        assert history.verify(session, f"instance:{instance_id}") is None


def test_the_event_tells_the_decision_and_the_arithmetic(routed: Office) -> None:
    begun = routed.start("routed", {"amount": "1000.00"})

    with routed.database.read() as session:
        (event,) = history.read(session, f"instance:{begun.instance_id}")
        frame = audit.replay_of(session, begun.instance_id).frames[0]
        assert instances.get(session, begun.instance_id).calendar == "2026-1"

    assert event.data["calendar"] == "2026-1"
    assert event.data["decisions"] == [
        {
            "element": "route",
            "decision": "desk",
            "inputs": [{"name": "amount", "value": "1000.00"}],
            "rules": [{"number": 2, "id": "r2"}],
            "output": "role:manager",
        }
    ]
    assert [run[2:] for run in event.data["timers"][0]["arithmetic"]] == [
        ["weekend", "", 0],
        ["libur_nasional", "Proklamasi Kemerdekaan", 0],
        ["working", "", 1],
    ]
    assert (frame.decisions, frame.timers) == (tuple(event.data["decisions"]), tuple(event.data["timers"]))
    whole(routed, begun.instance_id)


def test_office_time_fires_on_its_day_after_a_restart(routed: Office) -> None:
    begun = routed.start("routed", {"amount": 1})
    routed.restart()

    for hours, state in ((24 * 4 - 1, "running"), (2, "completed")):
        routed.later(hours=hours)
        drain(routed.worker(), routed.now)
        with routed.database.read() as session:
            assert instances.get(session, begun.instance_id).state == state
    whole(routed, begun.instance_id)


def test_another_calendar_shows_what_would_move_and_moves_it_in_one_event(routed: Office) -> None:
    begun = routed.start("routed", {"amount": 1})
    known = calendars.get("2026-1")
    added = NamedDay(date(2026, 8, 18), "libur_lokal", "Hari jadi kota", "SK 1")
    calendars.add(dataclasses.replace(known, version="2002-1", days={**known.days, added.on: added}))

    with routed.database.read() as session:
        assert calendar_changes.list_affected(session, "2002-1") == [begun.instance_id]
        (seen,) = calendar_changes.preview(session, begun.instance_id, calendars.get("2002-1"))
        assert instances.get(session, begun.instance_id).calendar == "2026-1"
    assert (seen.element, seen.after - seen.before) == ("late", timedelta(days=1))
    whole(routed, begun.instance_id)

    routed.later(hours=1)
    with routed.database.write() as session:
        calendar_changes.change(routed.act(session), begun.instance_id, "2002-1")

    whole(routed, begun.instance_id)
    with routed.database.read() as session:
        assert calendar_changes.list_affected(session, "2002-1") == []
        assert instances.get(session, begun.instance_id).calendar == "2002-1"
        assert [event.kind for event in history.read(session, f"instance:{begun.instance_id}")][
            -1
        ] == "calendar.changed"
    routed.restart()
    for hours, state in ((24 * 4, "running"), (24, "completed")):
        routed.later(hours=hours)
        drain(routed.worker(), routed.now)
        with routed.database.read() as session:
            assert instances.get(session, begun.instance_id).state == state
    whole(routed, begun.instance_id)


def test_a_running_case_keeps_its_table(routed: Office) -> None:
    begun = routed.start("routed", {"amount": 1})
    other = table([column("amount", "number")], [answer("desk")], ["-", '"role:head"'])
    routed.publish("routed", bundle(other))
    routed.restart()

    with routed.database.read() as session:
        assert definitions.latest(session, "routed").version == 2
        replayed = audit.replay_of(session, begun.instance_id)
        assert replayed.definition.version == 1
        case = runtime.Case(begun.instance_id, replayed.definition.id, "routed", None, None)
        live: Live = runtime.copy_of(session, case).live
    assert live.data(min(live.root.open))["desk"] == "role:clerk"
    whole(routed, begun.instance_id)


def test_a_table_whose_rules_may_hold_together_is_not_published(office: Office) -> None:
    double = table([column("amount", "number")], [answer("desk")], ["< 1000", '"a"'], ["> 500", '"b"'])
    with pytest.raises(DiagramInvalid) as refused:
        office.publish("routed", bundle(double))
    assert [finding.rule for finding in refused.value.findings] == ["dmn-overlap"]
    assert "500 < amount < 1000" in str(refused.value)
