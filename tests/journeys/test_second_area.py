"""A second area is new files and one line: everything a page says of its records comes from the area."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from fastapi.testclient import TestClient

from documents import archive, intake
from documents.errors import DocumentNotFound
from documents.intake import Part
from engine import definitions, instances
from engine.instances import Wanted
from kernel import history
from kernel.act import Act, system
from tests import people as cast
from tests.bpmn.drawing import diagram, end, path, start, user
from tests.files import pdf
from tests.people import IRFAN, RIZKI, SARMILA, WISNU
from workflows.areas import Area, Brief, Joined, Mark, OfPerson, OfPost, RowText, Said, Service, Way
from workflows.installation import Installation

Enter = Callable[[str], TestClient]
RECORD = "ticket:7"
FORM = {
    "title": "A ticket",
    "schema": {
        "type": "object",
        "required": ["decision"],
        "properties": {
            "decision": {"type": "string", "title": "Your decision", "enum": ["yes", "no"]},
            "helper": {"type": "string", "title": "Helper", "maxLength": 20},
            "others": {"type": "array", "title": "Rest", "items": {"type": "string", "maxLength": 20}},
            "colour": {"type": "string", "title": "Colour", "maxLength": 20},
            "secret_key": {"type": "string", "title": "Key", "maxLength": 20},
        },
    },
    "ui": {
        "ui:deeds": {"yes": {"tab": "Lend it", "button": "Lend it now", "next": "the borrower"}},
        "decision": {"ui:widget": "decision", "ui:enumNames": ["Agree to it", "Refuse it"]},
        "helper": {"ui:widget": "person"},
        "others": {"ui:widget": "people"},
        "colour": {"ui:widget": "colour"},
    },
}


def brief(_session: Any, _actor: Any, task: Any) -> Brief:
    return Brief(
        title=Said("Ticket of %(who)s", {"who": OfPerson(SARMILA)}),
        over=("T-7", date(2026, 11, 12)),
        tags=(Mark("Urgent", "fast"),),
        facts=(("Asked of", OfPost("KP")), ("Nothing", ""), ("Elsewhere", Way("The list", "/services"))),
        notes=(((OfPerson(IRFAN), "T-7"), Joined(("one", "", "two"), "; ")), ("Nobody", "")),
        known={"colour": ["red"], "helper": [IRFAN]},
        documents=tuple(DOCUMENTS),
    )


DOCUMENTS: list[str] = []


def open_document(act: Act, document_id: str, _surface: str, _reason: str) -> Any:
    if act.actor.id == WISNU:
        raise DocumentNotFound(document_id=document_id)
    return archive.get(act.session, document_id)


TICKETS = Area(
    "ticket",
    lambda _registry: None,
    {"tickets": None},  # type: ignore[dict-item]
    lambda _session, _actor, records: {one: RowText("Ticket seven", "T-7", "") for one in records},
    lambda record: f"/services#{record}",
    lambda _session, _notices: {},
    brief=brief,
    opened=lambda act, record: history.append(act, record, "ticket.opened", {}) and None,
    open_document=open_document,
    events={"ticket.opened": ("opened the ticket", "quiet")},
    may_see_log=lambda _session, actor, _record: actor.id == SARMILA,
    hides=frozenset({"secret_key"}),
    suggestions={"colour": lambda: {"red": "Red as a rose"}},
    services=(
        Service("Borrow a thing", "From the cupboard.", "/things"),
        Service("The cupboard", "For who keeps it.", "/cupboard", frozenset({"admin_sistem"})),
    ),
    door="Open the ticket",
)


@pytest.fixture
def task(installation: Installation) -> Iterator[str]:
    """A task of a ticket on Sarmila's desk."""
    installation.offices.add(TICKETS)
    files = diagram(
        start(), user("ask", form="tickets/ask", desk=f"'person:{SARMILA}'"), end(), path("start", "ask", "end"),
        id="tickets",
    )  # fmt: skip
    files["forms/tickets/ask.json"] = json.dumps(FORM).encode()
    with installation.database.write() as session:
        act = Act(session, system("setup"), cast.THURSDAY, "test")
        definitions.publish(act, "tickets", files, note="", handlers=frozenset())
        done = instances.start(act, "tickets", data={}, wanted=Wanted(record=RECORD))
        checked = intake.check(installation.blobs, [Part("ticket.pdf", BytesIO(pdf()))])
        kept = intake.keep(act, checked)
        archive.attach(act, kept.id, RECORD)
    DOCUMENTS[:] = [kept.id]
    yield done.task_ids[0]
    DOCUMENTS.clear()


def test_the_page_of_a_task_says_what_its_area_tells(signed_in: Enter, task: str) -> None:
    page = signed_in(SARMILA).get(f"/tasks/{task}").text
    for said in (
        "Ticket of Wa Ode",
        "T-7 · 12 November 2026",
        "<dt>Asked of</dt><dd>Kepala Pusat</dd>",
        '<a href="/services">The list</a>',
        "one; two",
        'value="red"',
        "Red as a rose",
        "Lend it now",
        "<b>Berikutnya:</b> the borrower",
        "Refuse it",
        f'<option value="{IRFAN}" selected>',
        f'name="others" value="{RIZKI}"',
        f'href="/documents/{DOCUMENTS[0]}"',
    ):
        assert said in page, said
    assert "Nothing" not in page
    assert "Buka surat" not in page


def test_opening_a_task_is_told_to_its_area(signed_in: Enter, task: str, installation: Installation) -> None:
    signed_in(SARMILA).get(f"/tasks/{task}")
    with installation.database.read() as session:
        assert [event.kind for event in history.read(session, RECORD)] == ["ticket.opened"]


def test_the_area_says_who_sees_the_log_and_which_answers_are_never_shown(signed_in: Enter, task: str) -> None:
    sarmila = signed_in(SARMILA)
    answers = {"decision": "yes", "helper": IRFAN, "others": [IRFAN, WISNU], "colour": "red", "secret_key": "hush"}
    assert sarmila.post(f"/tasks/{task}/completion", data=answers).status_code == 303
    instance = sarmila.get(f"/api/v1/tasks/{task}").json()["instance_id"]
    page = sarmila.get(f"/instances/{instance}/replay").text

    assert "Helper: Dr. Irfan Maulana Hakim, M.Pd." in page
    assert "Rest: Dr. Irfan Maulana Hakim, M.Pd., Drs. Wisnu" in page
    assert "hush" not in page
    assert "Open the ticket" in page
    assert signed_in(RIZKI).get(f"/instances/{instance}/replay").status_code == 404


def test_the_area_decides_who_opens_its_documents(signed_in: Enter, task: str) -> None:
    assert signed_in(SARMILA).get(f"/documents/{DOCUMENTS[0]}").status_code == 200
    assert signed_in(WISNU).get(f"/documents/{DOCUMENTS[0]}").status_code == 404


def test_services_show_the_entries_one_may_enter(signed_in: Enter, task: str) -> None:
    page, administrators = signed_in(SARMILA).get("/services").text, signed_in(RIZKI).get("/services").text
    assert ("Borrow a thing" in page, "The cupboard" in page) == (True, False)
    assert ("Borrow a thing" in administrators, "The cupboard" in administrators) == (True, True)
