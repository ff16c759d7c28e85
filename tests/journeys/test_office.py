"""The administrator moves people, appoints acting officials, opens accounts, and looks at what others see."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from engine import inbox
from engine.inbox import Box
from kernel import clock, history
from people import desks, structure
from people.days import day_of
from tests.journeys.test_api import register
from tests.people import ANDI, BAMBANG, GALIH, RATNA, RIZKI, SIGN_IN, UJANG
from workflows.installation import Installation

Enter = Callable[[str], TestClient]


def days(first: int, last: int | None = None) -> dict[str, str]:
    """Days from today, as the forms send them."""
    today = day_of(clock.now())
    told = {"starts_on": (today + timedelta(days=first)).isoformat()}
    return told if last is None else {**told, "last_on": (today + timedelta(days=last)).isoformat()}


def tasks_of(installation: Installation, person: str, days_ahead: int = 0) -> list[str]:
    with installation.database.read() as session:
        actor = desks.actor_of(session, person, clock.now() + timedelta(days=days_ahead))
        boxes = (Box.MINE, Box.ACTING)
        return [row.element for box in boxes for row in inbox.page(session, actor, box).rows]


def test_moving_a_person_moves_the_tasks_of_the_post_from_that_day(
    signed_in: Enter, installation: Installation
) -> None:
    register(signed_in(UJANG))
    assert tasks_of(installation, RATNA) == ["dispose"]
    rizki = signed_in(RIZKI)
    today = day_of(clock.now())
    rizki.post("/office/posts/KP/vacancy", data={"ends_on": today.isoformat()})
    rizki.post("/office/posts/BA/vacancy", data={"ends_on": (today + timedelta(days=2)).isoformat()})
    refused = rizki.post("/office/posts/KP/holding", data={"person": BAMBANG, **days(0)})
    assert refused.status_code == 409
    with installation.database.read() as session:
        (told,) = history.read(session, history.streams(session, "access:")[0])
    assert told.data["route"] == "POST /office/posts/{code}/holding"
    assert "P02" not in refused.text.split('role="alert"')[1].split("</div>")[0]
    assert rizki.post("/office/posts/KP/holding", data={"person": BAMBANG, **days(2)}).status_code == 303
    assert (tasks_of(installation, RATNA), tasks_of(installation, BAMBANG)) == ([], [])
    assert tasks_of(installation, BAMBANG, days_ahead=2) == ["dispose"]


def test_an_acting_official_is_appointed_and_revoked(signed_in: Enter, installation: Installation) -> None:
    rizki = signed_in(RIZKI)
    page = rizki.get("/office/posts/KP").text
    assert "Dr. Ratna" in page
    sent = {"kind": "plh", "person": BAMBANG, **days(0, 3), "basis": "SPRIN-1/2026"}
    rizki.post("/office/posts/KP/acting", data=sent)
    with installation.database.read() as session:
        holder = structure.holder_of(session, "KP", clock.now())
        assert holder is not None
        assert (holder.person_id, holder.capacity) == (BAMBANG, "plh")
    again = rizki.post("/office/posts/KP/acting", data={**sent, "person": ANDI})
    assert again.status_code in (409, 422)
    assert 'value="SPRIN-1/2026"' in again.text
    revocation = next(part for part in page_parts(rizki, "/office/posts/KP") if "revocation" in part)
    assert rizki.post(revocation).status_code == 303
    with installation.database.read() as session:
        assert structure.holder_of(session, "KP", clock.now()).person_id == RATNA  # type: ignore[union-attr]


def page_parts(client: TestClient, url: str) -> list[str]:
    return client.get(url).text.split('"')


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "plt"}, "tunjuk Plh"),
        ({"basis": "  "}, "nomor surat"),
        ({"last_on": "2020-01-01"}, "mendahului"),
        ({"starts_on": "besok"}, "Isi harinya"),
        ({"person": RATNA}, "Dr. Ratna Wulandari"),
    ],
)
def test_an_appointment_that_cannot_be_is_refused_in_words_and_what_was_typed_stays(
    signed_in: Enter, changes: dict[str, Any], sentence: str
) -> None:
    sent = {"kind": "plh", "person": BAMBANG, **days(0, 3), "basis": "SPRIN-1/2026", **changes}
    refused = signed_in(RIZKI).post("/office/posts/KP/acting", data=sent)
    assert refused.status_code == 422
    said = refused.text.split('role="alert"')[1].split("</div>")[0]
    assert sentence.casefold() in said.casefold(), said
    assert f'value="{sent["last_on"]}"' in refused.text


def test_a_new_person_gets_an_account_a_role_and_loses_them(signed_in: Enter, fresh: Callable[[], TestClient]) -> None:
    rizki = signed_in(RIZKI)
    made = rizki.post("/office/people", data={"name": "Contoh  Baru", "nip": "199001012020121001"})
    person = made.headers["location"]
    opened = rizki.post(f"{person}/account", data={"sign_in": "contoh.baru"})
    password = opened.text.split("<code>")[1].split("</code>")[0]
    newcomer = fresh()
    assert newcomer.post("/sign-in", data={"name": "contoh.baru", "password": password}).status_code == 303
    assert newcomer.get("/").status_code == 200
    rizki.post(f"{person}/roles", data={"role": "auditor"})
    assert newcomer.get("/audit").status_code == 200
    rizki.post(f"{person}/roles/removal", data={"role": "auditor"})
    assert newcomer.get("/audit").status_code == 403
    rizki.post(f"{person}/account/closing")
    assert newcomer.get("/").status_code == 303
    assert password not in rizki.get(person).text


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/office/people", {"name": ""}),
        ("/office/people", {"name": "x" * 200}),
        ("/office/people", {"name": "Contoh", "nip": "12"}),
        ("/office/posts", {"title": "Baru", "code": "kecil", "level": "pelaksana", "unit": "BA"}),
        ("/office/posts", {"title": "Baru", "code": "BARU", "level": "raja", "unit": "BA"}),
        ("/office/posts", {"title": "Baru", "code": "BARU", "level": "pelaksana", "unit": "tidak ada"}),
        (f"/office/people/{GALIH}/roles", {"role": "raja"}),
    ],
)
def test_what_cannot_be_taken_in_is_refused_in_words(signed_in: Enter, path: str, sent: dict[str, str]) -> None:
    refused = signed_in(RIZKI).post(path, data=sent)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text


def test_a_sign_in_name_belongs_to_one_person(signed_in: Enter) -> None:
    rizki = signed_in(RIZKI)
    person = rizki.post("/office/people", data={"name": "Contoh Baru"}).headers["location"]
    refused = rizki.post(f"{person}/account", data={"sign_in": SIGN_IN[RATNA]})
    assert (refused.status_code, 'role="alert"' in refused.text) == (409, True)


def test_looking_as_somebody_else_is_written_down_and_tells_nothing_of_letters(
    signed_in: Enter, installation: Installation
) -> None:
    register(signed_in(UJANG))
    screen = signed_in(RIZKI).get(f"/office/people/{RATNA}/screen")
    assert "Baca dan disposisikan surat" in screen.text
    assert "Undangan rapat koordinasi" not in screen.text
    assert "/tasks/" not in screen.text
    with installation.database.read() as session:
        (event,) = history.read_kinds(session, f"person:{RATNA}", ["screen.seen"])
    assert (event.actor, event.data) == (RIZKI, {"by": RIZKI})
