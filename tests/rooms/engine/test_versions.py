"""Versions: based on one another, deployed again, published by two at once; running cases stay where they are."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bench import build
from engine import comparing, definitions, drawings, instances, studio_drafts, versions
from engine.errors import DiagramInvalid
from engine.studio_drafts import Upload
from engine.task_errors import (
    DefinitionUnknown,
    DraftUnknown,
    FileUnusable,
    KeyTaken,
    KeyUnusable,
    NoteMissing,
    VersionOutdated,
)
from kernel import history
from tests.rooms.engine.conftest import ANA, BUDI, Office

FIRST, OTHER, THIRD = build.approve(), build.approve(clerk="'role:manager'"), build.approve(manager="'role:clerk'")


def publish(office: Office, files: dict[str, bytes], based_on: int | None = None) -> int:
    with office.database.write() as session:
        names = office.registry.names
        done = definitions.publish(
            office.act(session), "approve", files, note="change", handlers=names, based_on=based_on
        )
        return done.version


def keep(office: Office, files: dict[str, str], by=ANA, based_on: int = 1) -> None:
    with office.database.write() as session:
        studio_drafts.keep(office.act(session, by), "approve", files, based_on=based_on)


def publish_draft(office: Office, note: str = "change", by=ANA) -> int:
    with office.database.write() as session:
        names = office.registry.names
        return studio_drafts.publish(office.act(session, by), "approve", note=note, handlers=names).version


def test_each_change_is_a_new_number_and_the_same_again_is_none(office: Office) -> None:
    assert publish(office, OTHER, based_on=1) == 2
    assert publish(office, OTHER, based_on=2) == 2
    assert publish(office, OTHER, based_on=1) == 2


def test_publishing_on_top_of_a_version_that_is_no_longer_the_newest_is_refused(office: Office) -> None:
    publish(office, OTHER, based_on=1)
    with pytest.raises(VersionOutdated) as refused:
        publish(office, THIRD, based_on=1)
    assert refused.value.facts == {
        "key": "approve",
        "based_on": 1,
        "newest": 2,
        "who": "ana",
        "at": office.now,
    }


def test_of_two_who_publish_at_once_one_is_refused(office: Office) -> None:
    start = Barrier(2)

    def try_it(files: dict[str, bytes]) -> str:
        start.wait()
        try:
            return str(publish(office, files, based_on=1))
        except VersionOutdated as fault:
            return f"refused: {fault.facts['newest']}"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(try_it, (OTHER, THIRD)))
    assert answers == ["2", "refused: 2"]
    with office.database.read() as session:
        assert [one.number for one in versions.list_of(session, "approve")] == [2, 1]
        assert history.verify(session, "definition:approve") is None


def test_of_two_who_begin_the_same_process_at_once_one_is_refused(office: Office) -> None:
    start = Barrier(2)

    def try_it(desk: str) -> str:
        files = build.process(
            "fresh",
            '<bpmn:startEvent id="begin"/>',
            build.user_task("a", desk),
            '<bpmn:endEvent id="done"/>',
            build.flow("f1", "begin", "a"),
            build.flow("f2", "a", "done"),
        )
        start.wait()
        try:
            with office.database.write() as session:
                act, names = office.act(session), office.registry.names
                return str(definitions.publish(act, "fresh", files, note="n", handlers=names, based_on=0).version)
        except VersionOutdated:
            return "refused"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(try_it, ("'role:clerk'", "'role:manager'")))
    assert answers == ["1", "refused"]


def test_an_old_version_comes_back_under_a_new_number_and_nothing_is_overwritten(office: Office) -> None:
    publish(office, OTHER, based_on=1)
    with office.database.write() as session:
        names = office.registry.names
        done = definitions.republish(office.act(session), "approve", 1, note="back", handlers=names, based_on=2)
    assert (done.version, done.files) == (3, {name: text.decode() for name, text in FIRST.items()})
    with office.database.read() as session:
        assert [(one.number, one.note) for one in versions.list_of(session, "approve")] == [
            (3, "back"),
            (2, "change"),
            (1, "test"),
        ]
        assert definitions.get_version(session, "approve", 2).sha256 != done.sha256
        with pytest.raises(DefinitionUnknown):
            definitions.get_version(session, "approve", 4)


def test_running_cases_stay_on_their_version_and_new_ones_take_the_newest(office: Office) -> None:
    old = office.start("approve")
    publish(office, OTHER, based_on=1)
    new = office.start("approve")
    with office.database.read() as session:
        assert [(one.number, one.running) for one in versions.list_of(session, "approve")] == [(2, 1), (1, 1)]
        pinned = [instances.get(session, one.instance_id).definition_id for one in (old, new)]
        numbers = [definitions.get(session, definition).version for definition in pinned]
    assert numbers == [1, 2]
    office.restart()
    office.complete(old.task_ids[0], approved=False)
    with office.database.read() as session:
        assert [(one.number, one.running) for one in versions.list_of(session, "approve")] == [(2, 1), (1, 0)]


def test_the_event_of_a_version_seals_its_files_and_its_note(office: Office) -> None:
    publish(office, OTHER, based_on=1)
    with office.database.read() as session:
        row = definitions.latest(session, "approve")
        event = history.read(session, "definition:approve")[-1]
    assert (event.kind, event.actor, event.version) == ("definition.published", "ana", row.id)
    assert event.data["sha256"] == row.sha256
    assert event.data["note"] == history.commitment("change", row.id)


@pytest.mark.parametrize(
    ("files", "rule", "element"),
    [
        ({"approve.bpmn": b""}, "file-xml", "approve.bpmn"),
        ({"approve.bpmn": b"<bpmn"}, "file-xml", "approve.bpmn"),
        ({"approve.bpmn": "<a name='é'/>".encode("latin-1")}, "file-encoding", "approve.bpmn"),
        ({"approve.bpmn": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "file-doctype", "approve.bpmn"),
        ({"approve.bpmn": b"<a>" + b" " * 1_000_000 + b"</a>"}, "file-size", "approve.bpmn"),
        ({"approve.bpmn": build.loop()["loop.bpmn"]}, "process-unknown", "approve"),
        (build.approve(form="approve/decide"), "form-unknown", "a"),
        (build.approve(clerk="1 +"), "expression", "a"),
    ],
)
def test_what_can_not_be_published_is_refused_by_name(
    office: Office, files: dict[str, bytes], rule: str, element: str
) -> None:
    with pytest.raises(DiagramInvalid) as refused:
        publish(office, files)
    first = refused.value.findings[0]
    assert (first.rule, first.element) == (rule, element)
    assert first.sentence % first.facts


def test_a_draft_is_of_one_person_and_goes_with_its_publishing(office: Office) -> None:
    keep(office, {"approve.bpmn": OTHER["approve.bpmn"].decode()})
    keep(office, {"approve.bpmn": THIRD["approve.bpmn"].decode()}, by=BUDI)
    with office.database.read() as session:
        assert studio_drafts.get(session, "ana", "approve").contents == OTHER
        assert list(studio_drafts.list_of(session, "budi")) == ["approve"]
    assert publish_draft(office) == 2
    with office.database.read() as session:
        assert studio_drafts.find(session, "ana", "approve") is None
    with pytest.raises(DraftUnknown):
        publish_draft(office)


def test_a_draft_survives_its_refusal_and_goes_on_top_of_the_version_it_was_compared_with(office: Office) -> None:
    keep(office, {"approve.bpmn": THIRD["approve.bpmn"].decode()})
    publish(office, OTHER, based_on=1)
    with pytest.raises(VersionOutdated):
        publish_draft(office)
    with pytest.raises(NoteMissing):
        publish_draft(office, note="  ")
    with office.database.write() as session:
        studio_drafts.put_on_top(office.act(session), "approve", 2)
    assert publish_draft(office, note=" third\nword ") == 3
    with office.database.read() as session:
        assert definitions.latest(session, "approve").note == "third word"


def test_an_uploaded_file_takes_its_place_and_the_key_of_the_process(office: Office) -> None:
    foreign = build.process("Process_1abc", '<bpmn:startEvent id="begin"/>')["Process_1abc.bpmn"]
    with office.database.write() as session:
        studio_drafts.upload(office.act(session), "approve", Upload("Diagram 1.bpmn", foreign, "approve.bpmn"))
        studio_drafts.upload(office.act(session), "approve", Upload("C:\\tables\\limits.dmn", b"<definitions/>"))
    with office.database.read() as session:
        draft = studio_drafts.get(session, "ana", "approve")
    assert sorted(draft.changed) == ["approve.bpmn", "limits.dmn"]
    assert drawings.process_of(draft.files["approve.bpmn"]) == "approve"
    for name, content, fault in (
        ("picture.png", b"x", FileUnusable),
        ("decide.json", b"{", DiagramInvalid),
        ("a.bpmn", b"no xml", DiagramInvalid),
    ):
        with pytest.raises(fault), office.database.write() as session:
            studio_drafts.upload(office.act(session), "approve", Upload(name, content))


def test_a_new_process_begins_empty_under_a_key_of_its_own(office: Office) -> None:
    with office.database.write() as session:
        text = drawings.empty("leave_request", 'Cuti "tahunan"', "Mulai")
        studio_drafts.begin(office.act(session), "leave_request", text)
    with office.database.read() as session:
        draft = studio_drafts.get(session, "ana", "leave_request")
        assert (draft.based_on, list(draft.files)) == (0, ["leave_request.bpmn"])
    for key, fault in (
        ("approve", KeyTaken),
        ("leave_request", KeyTaken),
        ("Leave", KeyUnusable),
        ("new", KeyUnusable),
    ):
        with pytest.raises(fault), office.database.write() as session:
            studio_drafts.begin(office.act(session), key, text)


def test_a_comparison_names_what_changed_and_not_where_it_stands() -> None:
    before = FIRST["approve.bpmn"].decode()
    after = before.replace("'role:clerk'", "'role:boss'").replace('id="done"', 'id="over" name="Over"')
    after = after.replace('targetRef="done"', 'targetRef="over"').replace("><bpmn:userTask", ">\n  <bpmn:userTask")
    found = [(one.element, one.how, one.what) for one in comparing.differences(before, after)]
    assert found == [
        ("a", "changed", ("task",)),
        ("over", "added", ()),
        ("f3", "changed", ("targetRef",)),
        ("done", "removed", ()),
    ]
