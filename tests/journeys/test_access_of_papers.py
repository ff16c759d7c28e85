"""Who opens a permission or an assignment: its people, its desks, and nobody else; what is refused is told in words."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from kernel import clock
from tests import people as cast
from workflows.assignment import preparing
from workflows.installation import Installation
from workflows.permission import requests

Enter = Callable[[str], TestClient]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough: who may is no matter of the database."""
    return sqlite_url


def permission_of(installation: Installation) -> str:
    raw = {"kind": "out", "on_day": "2026-12-01", "starts": "13.30", "ends": "15.00", "reason": "Mengurus KTP"}
    with installation.database.write() as session:
        return requests.apply(cast.act_of(session, cast.SARMILA, clock.now()), raw).request_id


def assignment_of(installation: Installation) -> str:
    raw = {
        "lead": cast.SARMILA,
        "basis": "Undangan",
        "task": "Rapat koordinasi",
        "place": "Kota Senja",
        "starts_on": "2026-12-14",
        "last_on": "2026-12-15",
    }
    with installation.database.write() as session:
        return preparing.prepare(cast.act_of(session, cast.IRFAN, clock.now()), raw).assignment_id


@pytest.mark.parametrize(
    ("person", "status"),
    [
        (cast.SARMILA, 200),
        (cast.LESTARI, 200),
        (cast.NINING, 200),
        (cast.IRFAN, 404),
        (cast.FITRI, 404),
        (cast.WISNU, 404),
        (cast.RIZKI, 404),
    ],
)
def test_a_permission_opens_for_its_people(
    installation: Installation, signed_in: Enter, person: str, status: int
) -> None:
    page = signed_in(person).get(f"/permissions/{permission_of(installation)}")
    assert page.status_code == status
    assert ("Mengurus KTP" in page.text) == (status == 200)


@pytest.mark.parametrize(
    ("person", "status"),
    [(cast.SARMILA, 200), (cast.IRFAN, 200), (cast.DEWI, 200), (cast.LESTARI, 404), (cast.WISNU, 404)],
)
def test_an_assignment_opens_for_its_people(
    installation: Installation, signed_in: Enter, person: str, status: int
) -> None:
    page = signed_in(person).get(f"/assignments/{assignment_of(installation)}")
    assert page.status_code == status
    assert ("Kota Senja" in page.text) == (status == 200)


def test_only_the_applicant_withdraws(installation: Installation, signed_in: Enter) -> None:
    url = f"/permissions/{permission_of(installation)}/withdrawal"
    assert signed_in(cast.LESTARI).post(url).status_code == 403
    assert signed_in(cast.SARMILA).post(url).headers["location"].endswith("?done=withdrawn")
    assert signed_in(cast.SARMILA).post(url).status_code == 409


def test_a_form_with_faults_comes_back_with_what_was_typed(installation: Installation, signed_in: Enter) -> None:
    typed = {"kind": "out", "on_day": "2026-12-05", "starts": "13.30", "ends": "15.00", "reason": "Mengurus KTP"}
    page = signed_in(cast.SARMILA).post("/permissions", data=typed)
    assert page.status_code == 422
    assert "bukan hari kerja" in page.text
    assert "Mengurus KTP" in page.text
    taken = signed_in(cast.IRFAN)
    assignment_of(installation)
    trip = {"lead": cast.SARMILA, "basis": "B-1", "task": "Lain", "place": "Sini", "starts_on": "2026-12-15"}
    page = taken.post("/assignments", data={**trip, "last_on": "2026-12-16"})
    assert page.status_code == 409
    assert "Wa Ode Sarmila (14-12-2026 - 15-12-2026)" in page.text


def test_the_services_offer_what_one_may(installation: Installation, signed_in: Enter) -> None:
    own = signed_in(cast.SARMILA).get("/services").text
    assert "/permissions/new" in own
    assert "/assignments/new" not in own
    assert "/papers" not in own
    assert "/assignments/new" in signed_in(cast.IRFAN).get("/services").text
    assert 'href="/papers"' in signed_in(cast.FITRI).get("/services").text
