"""Permissions, assignment letters and the counted days of the office by the JSON interface, on both databases."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from kernel import clock
from tests.journeys.programs import ASSIGNMENT, NOW, PERMISSION, complete, done, errands, post, seen
from tests.people import DEWI, IRFAN, LESTARI, NINING, RATNA, SARMILA, UJANG
from workflows.installation import Installation

Enter = Callable[[str], TestClient]


@pytest.fixture
def house(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Installation:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return installation


def test_a_permission_is_asked_once_granted_and_read_by_few(house: Installation, signed_in: Enter) -> None:
    sarmila, lestari = signed_in(SARMILA), signed_in(LESTARI)
    asked = done(sarmila, "permissions", PERMISSION, "izin-0001")
    assert done(sarmila, "permissions", PERMISSION, "izin-0001") == asked
    record = f"permissions/{asked['request_id']}"
    waiting = seen(sarmila, record)
    assert (waiting["permission"]["state"], waiting["permission"]["decider"]) == ("submitted", "BL1")
    assert (waiting["deeds"]["withdrawal"], waiting["reason"]) == (True, PERMISSION["reason"])
    assert signed_in(UJANG).get(f"/api/v1/{record}").status_code == 404
    assert post(signed_in(UJANG), f"{record}/withdrawal", {}).status_code == 404

    complete(lestari, record, "decide", decision="grant")
    errands(house)
    told = seen(sarmila, record)
    assert (told["permission"]["state"], told["permission"]["decided_by"]) == ("granted", LESTARI)
    (paper,) = told["papers"]
    assert (paper["number"], paper["state"]) == (told["permission"]["number"], "issued")
    assert sarmila.get(paper["content"]).content[:5] == b"%PDF-"
    late = post(sarmila, f"{record}/withdrawal", {})
    assert (late.status_code, late.json()["code"]) == (409, "permission.moved")


def test_permissions_are_withdrawn_by_who_asked_and_come_in_pages(house: Installation, signed_in: Enter) -> None:
    sarmila = signed_in(SARMILA)
    days = ("2026-11-04", "2026-11-05", "2026-11-06")
    asked = [done(sarmila, "permissions", {**PERMISSION, "on_day": day})["request_id"] for day in days]
    refused = post(signed_in(LESTARI), f"permissions/{asked[0]}/withdrawal", {})
    assert (refused.status_code, refused.json()["code"]) == (403, "permission.not_yours")
    assert post(sarmila, f"permissions/{asked[0]}/withdrawal", {}).status_code == 204
    assert seen(sarmila, f"permissions/{asked[0]}")["permission"]["state"] == "withdrawn"
    first = seen(sarmila, "permissions?limit=2")
    rest = seen(sarmila, f"permissions?limit=2&after={first['next']}")
    assert [one["id"] for one in first["items"] + rest["items"]] == sorted(asked, reverse=True)
    wrong = post(sarmila, "permissions", {**PERMISSION, "on_day": "2026-11-07"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "permission.no_working_day")


def test_an_assignment_is_prepared_checked_signed_and_recalled(house: Installation, signed_in: Enter) -> None:
    dewi, nining, ratna = signed_in(DEWI), signed_in(NINING), signed_in(RATNA)
    wanted = {**ASSIGNMENT, "lead": IRFAN, "others": [SARMILA]}
    prepared = done(dewi, "assignments", wanted, "tugas-001")
    assert done(dewi, "assignments", wanted, "tugas-001") == prepared
    record = f"assignments/{prepared['assignment_id']}"
    assert post(signed_in(SARMILA), "assignments", wanted).json()["code"] == "assignment.not_preparer"
    assert signed_in(UJANG).get(f"/api/v1/{record}").status_code == 404
    assert post(signed_in(UJANG), f"{record}/recall", {}).status_code == 404

    (check,) = seen(nining, record)["deeds"]["tasks"]
    complete(nining, record, check["element"], decision="forward")
    (sign,) = seen(ratna, record)["deeds"]["tasks"]
    complete(ratna, record, sign["element"], decision="sign")
    errands(house)
    told = seen(signed_in(SARMILA), record)
    assert (told["assignment"]["state"], told["people"]) == ("issued", [IRFAN, SARMILA])
    assert told["deeds"]["recall"] is False
    assert [one["id"] for one in seen(signed_in(SARMILA), "assignments")["items"]] == [prepared["assignment_id"]]

    assert post(nining, f"{record}/recall", {}).json()["code"] == "assignment.reason_missing"
    assert post(nining, f"{record}/recall", {"reason": "Rapat dibatalkan"}).status_code == 204
    told = seen(dewi, record)
    assert (told["assignment"]["state"], told["papers"][0]["state"]) == ("recalled", "revoked")
    assert told["remarks"][-1]["text"] == "Rapat dibatalkan"


@pytest.mark.as_shipped
def test_days_are_counted_with_the_reason_of_each_that_is_skipped(house: Installation, signed_in: Enter) -> None:
    client = signed_in(SARMILA)
    told = seen(client, "calendar/count?starts_on=2026-12-24&last_on=2027-01-08")
    assert told["unknown_years"] == [2027]
    assert list(told["years"]) == ["2026"]
    reasons = {day["on"]: (day["reason"], bool(day["name"])) for day in told["skipped"]}
    assert reasons["2026-12-25"] == ("libur_nasional", True)
    assert reasons["2026-12-26"] == ("weekend", False)
    assert told["working_days"] == told["years"]["2026"] == 8 - len(reasons)
    turned = client.get("/api/v1/calendar/count?starts_on=2026-12-24&last_on=2026-12-23")
    assert (turned.status_code, turned.json()["code"]) == (422, "calendar.span_backwards")
    endless = client.get("/api/v1/calendar/count?starts_on=0001-01-01&last_on=9999-12-31")
    assert (endless.status_code, endless.json()["code"]) == (422, "calendar.span_too_long")
    assert client.get("/api/v1/calendar/count?starts_on=x&last_on=2026-01-01").status_code == 422


def test_the_contract_tells_of_all_of_it(house: Installation, signed_in: Enter) -> None:
    paths = signed_in(SARMILA).get("/api/v1/openapi.json").json()["paths"]
    for path in ("leave", "leave/preview", "permissions", "assignments", "calendar/count", "papers/{code}"):
        for operation in paths[f"/api/v1/{path}"].values():
            assert operation["description"]
