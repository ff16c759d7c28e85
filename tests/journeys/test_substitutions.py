"""Somebody arranges who stands in for whom, on the page and through the API."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from kernel import clock
from people import substitution
from people.days import day_of
from tests.journeys.test_office import days
from tests.journeys.test_pages_tasks import register
from tests.people import BAMBANG, IRFAN, LESTARI, NINING, RATNA, SARMILA, UJANG, VERONIKA
from workflows.installation import Installation

Enter = Callable[[str], TestClient]
URL = "/api/v1/substitutions"


def wanted(**changes: object) -> dict[str, object]:
    return {"substitute": VERONIKA, **days(0, 3), **changes}


def alert_of(page: str) -> str:
    return page.split('role="alert"')[1].split("</div>")[0]


def test_a_person_appoints_his_substitute_whose_inbox_says_for_whom(
    signed_in: Enter, installation: Installation
) -> None:
    register(signed_in(UJANG))
    ratna, veronika = signed_in(RATNA), signed_in(VERONIKA)
    assert ratna.post("/substitutions", data=wanted(basis="SI-7/2026", scope="all")).status_code == 303
    page = ratna.get("/substitutions").text
    assert "Veronika" in page
    assert "SI-7/2026" in page

    box = veronika.get("/?box=acting").text
    assert "a.n. Kepala Pusat" in box
    task = box.split('href="/tasks/')[1].split('"')[0].split("?")[0]
    assert "a.n. Kepala Pusat" in veronika.get(f"/tasks/{task}").text
    until = day_of(clock.now()) + timedelta(days=3)
    assert f"s.d. {until.day} " in veronika.get("/").text
    assert 'action="/tasks/' not in ratna.get(f"/tasks/{task}").text  # she reads it only

    (one,) = ratna.get(URL).json()
    assert ratna.post(f"/substitutions/{one['id']}/revocation").status_code == 303
    assert veronika.get(f"/tasks/{task}").status_code == 404
    assert ratna.get(f"/tasks/{task}").status_code == 200
    assert ratna.get(URL).json() == []
    assert ratna.post(f"/substitutions/{one['id']}/revocation").status_code == 404


def test_refusals_keep_what_was_typed_and_name_people(signed_in: Enter) -> None:
    ratna = signed_in(RATNA)
    for changes, status in (
        ({"substitute": RATNA}, 422),
        ({"last_on": "2020-01-01"}, 422),
        ({"starts_on": "2020-01-01", "last_on": "2020-01-02"}, 422),
        ({"last_on": "kapan"}, 422),
        ({"substitute": "P99"}, 404),
        ({"processes": "tidak_ada"}, 422),
    ):
        refused = ratna.post("/substitutions", data=wanted(basis="SI-8", **changes))
        assert refused.status_code == status, changes
        assert 'value="SI-8"' in refused.text
    ratna.post("/substitutions", data=wanted())
    again = ratna.post("/substitutions", data=wanted(substitute=IRFAN))
    assert again.status_code == 409
    assert "Veronika" in alert_of(again.text)


@pytest.mark.parametrize(("person", "allowed"), [(NINING, True), (IRFAN, True), (RATNA, True), (SARMILA, False)])
def test_records_and_superiors_arrange_for_others_nobody_else(signed_in: Enter, person: str, allowed: bool) -> None:
    answer = signed_in(person).post(URL, json=wanted(absent=LESTARI))
    assert answer.status_code == (201 if allowed else 403)
    if allowed:
        assert "Lestari" in signed_in(person).get("/substitutions").text


def test_a_stranger_neither_sees_nor_ends_it_and_the_substitute_does_not_end_it(signed_in: Enter) -> None:
    made = signed_in(NINING).post(URL, json=wanted(absent=LESTARI, processes=["disposition_branch"])).json()["id"]
    sarmila, veronika = signed_in(SARMILA), signed_in(VERONIKA)
    assert sarmila.get(URL).json() == []
    assert sarmila.post(f"{URL}/{made}/revocation").status_code == 404
    assert veronika.post(f"{URL}/{made}/revocation").status_code == 403
    (seen,) = veronika.get(URL).json()
    assert (seen["absent"], seen["processes"], seen["scope"]) == (LESTARI, ["disposition_branch"], "all")
    assert f"/substitutions/{made}/revocation" not in veronika.get("/substitutions").text


def test_it_is_shortened_and_never_lengthened(signed_in: Enter, installation: Installation) -> None:
    ratna = signed_in(RATNA)
    made = ratna.post(URL, json=wanted()).json()["id"]
    longer, shorter = (days(0, last)["last_on"] for last in (9, 1))
    assert ratna.post(f"{URL}/{made}/shortening", json={"last_on": longer}).status_code == 422
    assert ratna.post(f"/substitutions/{made}/shortening", data={"last_on": shorter}).status_code == 303
    with installation.database.read() as session:
        assert substitution.get(session, made).last_on.isoformat() == shorter
    assert ratna.post(f"{URL}/nothing/shortening", json={"last_on": shorter}).status_code == 404


def test_the_records_find_a_person_among_all(signed_in: Enter) -> None:
    nining = signed_in(NINING)
    nining.post(URL, json=wanted(absent=LESTARI))
    nining.post(URL, json=wanted(absent=BAMBANG))
    found = nining.get("/substitutions?q=lestari").text.split('id="others"')[1].split('id="new"')[0]
    assert ("Lestari" in found, "Bambang" in found) == (True, False)


def test_the_page_of_a_person_says_who_stands_in(signed_in: Enter) -> None:
    signed_in(NINING).post(URL, json=wanted(absent=LESTARI))
    rizki = signed_in("P10")
    assert "digantikan" in rizki.get(f"/office/people/{LESTARI}").text
    assert "menggantikan" in rizki.get(f"/office/people/{VERONIKA}").text
