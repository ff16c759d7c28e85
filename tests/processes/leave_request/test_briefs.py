"""What the head of a task's page says of a request, and to whom; who may open the attachments."""

from typing import Any

import pytest

from documents.errors import DocumentNotFound
from engine import tasks
from kernel import history
from tests.people import GALIH, HENDRA, IMELDA, NINING, RATNA, VERONIKA
from tests.processes.leave_request.story import Story
from workflows.areas import Brief
from workflows.leave import briefing, seeing
from workflows.leave import story as telling
from workflows.leave.access import Relation, relations_to

ILL = {"kind": "CS", "cs_cause": "illness", "starts_on": "2026-04-20", "last_on": "2026-04-24"}


def brief(story: Story, step: str, by: str) -> Brief:
    task_id = story.task(step, by).id
    with story.database.read() as session:
        actor = story.actor(by)
        found = briefing.brief(session, actor, tasks.get_task(session, actor, task_id))
    assert found is not None
    return found


def said(found: Brief) -> dict[str, Any]:
    return dict(found.facts)


def test_who_decides_sees_reason_warnings_attachments_and_what_lies_open(story: Story) -> None:
    story.it_is("2026-04-20 09:00")
    story.asks(GALIH, **ILL, **story.has("doctor_note", by=GALIH))
    story.asks(IMELDA, **ILL, **story.has("doctor_note"))
    story.verified()
    story.it_is("2026-04-20 10:00")
    found = brief(story, "consider", GALIH)
    facts = said(found)
    assert "Keperluan keluarga" in str(facts["Reason"])
    assert len(found.documents) == 1
    assert "coverage_percent" in str(found.notes)


def test_the_applicant_gets_back_what_he_wrote(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.asks(starts_on="2026-04-20", last_on="2026-04-24", substitute="P23")
    story.does("verify", HENDRA, verification="return", note="Alamat belum lengkap")
    found = brief(story, "correct", IMELDA)
    assert found.known["address"] == ["Jl. Kenanga 5, Kota Lembayung"]
    assert (found.known["starts_on"], found.known["substitute"]) == (["2026-04-20"], ["P23"])
    assert any("Alamat belum lengkap" in str(text) for _, text in found.notes)


def test_attachments_are_for_owner_deciders_and_personnel_and_openings_are_recorded(story: Story) -> None:
    story.it_is("2026-04-20 09:00")
    files = story.has("doctor_note")
    story.asks(**ILL, **files)
    story.verified()
    document = files["doctor_note"]
    for who in (IMELDA, GALIH, HENDRA):
        story.acts(who, lambda act: seeing.open_document(act, document, "scan", ""))
    for who in (NINING, VERONIKA, "P24"):
        with pytest.raises(DocumentNotFound):
            story.acts(who, lambda act: seeing.open_document(act, document, "scan", ""))
    assert story.events().count("leave.document_opened") == 2


def test_relations(story: Story) -> None:
    story.it_is("2026-04-20 09:00")
    story.asks(**ILL, **story.has("doctor_note"))
    story.verified()
    with story.database.read() as session:
        found = {
            who: relations_to(session, story.actor(who), story.request) for who in (IMELDA, GALIH, VERONIKA, RATNA)
        }
    assert Relation.OWNER in found[IMELDA]
    assert Relation.DECIDER in found[GALIH]
    assert Relation.LINE in found[VERONIKA]
    assert Relation.DECIDER in found[RATNA]


def test_every_event_has_its_sentence(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.granted(starts_on="2026-04-20", last_on="2026-04-24")
    with story.database.read() as session:
        for event in history.read(session, f"leave:{story.request_id}"):
            sentence, _ = telling.EVENTS[event.kind]
            facts = telling.event_facts(session, event)
            assert all(f"%({name})s" not in sentence or value != "" for name, value in facts.items()), event.kind
