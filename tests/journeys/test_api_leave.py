"""Leave by the JSON interface, on both kinds of database: asked, weighed and decided by four people."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from kernel import clock
from kernel.act import Act, system
from people import tokens
from tests.journeys.programs import LEAVE, NOW, complete, done, errands, post, seen
from tests.people import BAMBANG, HENDRA, IRFAN, LESTARI, RATNA, SARMILA, UJANG, WISNU, act_of
from workflows.installation import Installation
from workflows.leave import seed

Enter = Callable[[str], TestClient]
Fresh = Callable[[], TestClient]


@pytest.fixture
def house(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """The office on a Tuesday, with its leave book taken over."""
    it_is(monkeypatch, NOW)
    with installation.database.write() as session:
        seed.load(Act(session, system("setup"), NOW, "test"))
    return installation


def it_is(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)


def approve(record: str, hendra: TestClient, lestari: TestClient, ratna: TestClient) -> None:
    complete(hendra, record, "verify", verification="forward", remark="Saldo sesuai")
    complete(lestari, record, "consider", decision="approve")
    complete(ratna, record, "decide", decision="approve")


def test_leave_is_asked_checked_considered_and_decided_by_four(house: Installation, signed_in: Enter) -> None:
    sarmila, hendra, lestari, ratna = (signed_in(person) for person in (SARMILA, HENDRA, LESTARI, RATNA))
    assert {"code": "CT", "name": "Cuti tahunan"} in seen(sarmila, "leave/kinds")
    free = seen(sarmila, "leave/balance")["available"]
    asked = done(sarmila, "leave", LEAVE, "cuti-0001")
    assert (asked["state"], done(sarmila, "leave", LEAVE, "cuti-0001")) == ("verifikasi", asked)
    record = f"leave/{asked['request_id']}"
    assert seen(sarmila, "leave/balance")["reserved"] == 3

    approve(record, hendra, lestari, ratna)
    errands(house)
    told = seen(sarmila, record)
    assert (told["request"]["state"], told["request"]["days"]) == ("disetujui", {"2026": 3})
    said = [(one["section"], one["decision"], one["person_id"]) for one in told["opinions"]]
    assert said == [("V", "forward", HENDRA), ("VII", "approve", LESTARI), ("VIII", "approve", RATNA)]
    assert told["opinions"][0]["text"] == "Saldo sesuai"
    assert told["opinions"][2]["title_line"] == "Kepala Pusat"
    assert told["deeds"] == {"withdrawal": True, "recall": None, "tasks": []}
    assert seen(sarmila, "leave/balance")["available"] == free - 3
    assert [one["id"] for one in seen(sarmila, "leave")["items"]] == [asked["request_id"]]


def test_the_letter_is_checked_by_its_code_and_fetched_by_its_owner(
    house: Installation, signed_in: Enter, fresh: Fresh
) -> None:
    sarmila, hendra, lestari, ratna = (signed_in(person) for person in (SARMILA, HENDRA, LESTARI, RATNA))
    record = f"leave/{done(sarmila, 'leave', LEAVE)['request_id']}"
    approve(record, hendra, lestari, ratna)
    errands(house)
    papers = seen(sarmila, record)["papers"]
    assert papers
    for paper in papers:
        assert (paper["state"], paper["check"]) == ("issued", f"/verifikasi/{paper['code']}")
        file = sarmila.get(paper["content"])
        assert (file.status_code, file.content[:5]) == (200, b"%PDF-")
        stranger = signed_in(UJANG).get(paper["content"])
        assert (stranger.status_code, stranger.json()["code"]) == (403, "paper.not_yours")
        public = fresh().get(f"/api/v1/papers/{paper['code']}").json()
        assert (public["number"], public["state"]) == (paper["number"], "issued")
        assert "Sarmila" not in str(public)


def test_a_preview_says_what_sending_does_and_keeps_nothing(house: Installation, signed_in: Enter) -> None:
    sarmila = signed_in(SARMILA)
    wish = {**LEAVE, "last_on": "2026-11-23"}
    foretold = done(sarmila, "leave/preview", wish)
    assert foretold == done(sarmila, "leave/preview", wish)
    assert seen(sarmila, "leave") == {"items": [], "next": None}
    assert seen(sarmila, "leave/balance")["reserved"] == 0

    request_id = done(sarmila, "leave", wish)["request_id"]
    told = seen(sarmila, f"leave/{request_id}")
    same = ("kind", "starts_on", "last_on", "days")
    assert {name: told["request"][name] for name in same} == {name: foretold[name] for name in same}
    assert told["warnings"] == foretold["warnings"]
    assert seen(sarmila, "leave/balance")["available"] == foretold["available"]["2026"]
    assert (foretold["days"], foretold["calendar_days"]) == ({"2026": 6}, 8)
    assert (foretold["superior"], foretold["decider"]) == ("BL1", "KP")
    assert foretold["article"]


@pytest.mark.parametrize("path", ["leave/preview", "leave"])
def test_refusals_cite_their_article(house: Installation, signed_in: Enter, path: str) -> None:
    long = {name: value for name, value in LEAVE.items() if name != "last_on"}
    contract = post(signed_in(SARMILA), path, {**long, "kind": "CB", "months": 1, "cb_cause": "other"})
    assert (contract.status_code, contract.json()["code"]) == (422, "leave.refused")
    assert contract.json()["facts"]["article"] in contract.json()["detail"]
    assert "%(" not in str(contract.json())
    married = {**LEAVE, "kind": "CAP", "cap_cause": "own_marriage", "last_on": "2027-02-16"}
    too_long = post(signed_in(BAMBANG), path, married).json()
    assert too_long["code"] == "leave.too_long"
    assert too_long["facts"]["article"] in too_long["detail"]
    bare = post(signed_in(BAMBANG), path, {**LEAVE, "kind": "CAP", "cap_cause": "family_died"}).json()
    assert (bare["code"], "Surat keterangan kematian" in bare["facts"]["needed"]) == ("leave.attachment_missing", True)
    assert bare["facts"]["needed"] in bare["detail"]
    wrong = post(signed_in(SARMILA), path, {**LEAVE, "address": ""}).json()
    assert [field["field"] for field in wrong["fields"]] == ["address"]
    assert post(signed_in(WISNU), path, LEAVE).json()["code"] == "leave.not_employee"


def test_the_same_key_asks_once_and_another_wish_under_it_is_refused(house: Installation, signed_in: Enter) -> None:
    sarmila = signed_in(SARMILA)
    first, second = (post(sarmila, "leave", LEAVE, "cuti-0002") for _ in range(2))
    assert (first.status_code, second.json()) == (201, first.json())
    assert len(seen(sarmila, "leave")["items"]) == 1
    other = post(sarmila, "leave", {**LEAVE, "last_on": "2026-11-17"}, "cuti-0002")
    assert (other.status_code, other.json()["code"]) == (409, "request.key_reused")
    twice = post(sarmila, "leave", LEAVE, "cuti-0003")
    assert (twice.status_code, twice.json()["code"]) == (409, "absence.already_away")


def test_a_stranger_finds_nothing_and_each_other_sees_his_part(house: Installation, signed_in: Enter) -> None:
    request_id = done(signed_in(SARMILA), "leave", LEAVE)["request_id"]
    ujang, wanted = signed_in(UJANG), {"recall_on": "2026-11-16", "reason": "Rapat mendadak"}
    assert ujang.get(f"/api/v1/leave/{request_id}").status_code == 404
    assert post(ujang, f"leave/{request_id}/withdrawal", {}).status_code == 404
    assert post(ujang, f"leave/{request_id}/recall", wanted).status_code == 404
    assert seen(ujang, "leave")["items"] == []

    line, auditor = seen(signed_in(IRFAN), f"leave/{request_id}"), seen(signed_in(WISNU), f"leave/{request_id}")
    for told in (line, auditor):
        assert (told["request"]["kind"], told["texts"]) == ("CT", None)
        assert "Menengok" not in str(told)
        assert told["deeds"] == {"withdrawal": False, "recall": None, "tasks": []}
    assert seen(signed_in(HENDRA), f"leave/{request_id}")["texts"]["reason"] == LEAVE["reason"]
    refused = post(signed_in(HENDRA), f"leave/{request_id}/withdrawal", {})
    assert (refused.status_code, refused.json()["code"]) == (403, "leave.not_owner")


def test_a_request_is_withdrawn_once_and_its_days_are_free(house: Installation, signed_in: Enter) -> None:
    sarmila = signed_in(SARMILA)
    request_id = done(sarmila, "leave", LEAVE)["request_id"]
    assert done(sarmila, f"leave/{request_id}/withdrawal", {}) == {"id": request_id, "state": "dibatalkan"}
    assert seen(sarmila, "leave/balance")["reserved"] == 0
    again = post(sarmila, f"leave/{request_id}/withdrawal", {})
    assert (again.status_code, again.json()["code"]) == (409, "leave.begun_already")


def test_a_superior_calls_somebody_back(house: Installation, signed_in: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    sarmila, hendra, lestari, ratna = (signed_in(person) for person in (SARMILA, HENDRA, LESTARI, RATNA))
    record = f"leave/{done(sarmila, 'leave', LEAVE)['request_id']}"
    wanted = {"recall_on": "2026-11-18", "reason": "Rapat mendadak"}
    early = post(lestari, f"{record}/recall", wanted)
    assert early.status_code == 409
    approve(record, hendra, lestari, ratna)
    it_is(monkeypatch, NOW + timedelta(days=14))  # on leave since yesterday
    errands(house)
    lestari, sarmila = signed_in(LESTARI), signed_in(SARMILA)
    assert seen(lestari, record)["deeds"]["recall"] == {"first": "2026-11-17", "last": "2026-11-18"}
    assert seen(sarmila, record)["deeds"]["recall"] is None
    assert post(lestari, f"{record}/recall", {**wanted, "reason": "  "}).status_code == 422
    wrong = post(lestari, f"{record}/recall", {**wanted, "recall_on": "2026-12-01"}).json()
    assert [field["field"] for field in wrong["fields"]] == ["recall_on"]
    done(lestari, f"{record}/recall", wanted)
    errands(house)
    told = seen(sarmila, record)
    assert told["opinions"][-1]["section"] == "recall"
    assert told["opinions"][-1]["text"] == "Rapat mendadak"
    assert told["request"]["last_on"] == "2026-11-17"


def test_reporting_sick_once(house: Installation, signed_in: Enter) -> None:
    sarmila = signed_in(SARMILA)
    first, second = (post(sarmila, "leave/sick", {}, "sakit-001") for _ in range(2))
    assert (first.status_code, second.json()) == (201, first.json())
    told = seen(sarmila, f"leave/{first.json()['request_id']}")
    assert (told["request"]["kind"], told["request"]["starts_on"]) == ("CS", "2026-11-03")
    again = post(sarmila, "leave/sick", {})
    assert (again.status_code, again.json()["code"]) == (409, "leave.already_reported_sick")


def test_my_requests_come_in_pages(house: Installation, signed_in: Enter) -> None:
    sarmila = signed_in(SARMILA)
    days = ("2026-11-09", "2026-11-10", "2026-11-11")
    asked = [done(sarmila, "leave", {**LEAVE, "starts_on": day, "last_on": day})["request_id"] for day in days]
    first = seen(sarmila, "leave?limit=2")
    rest = seen(sarmila, f"leave?limit=2&after={first['next']}")
    assert [one["id"] for one in first["items"] + rest["items"]] == sorted(asked, reverse=True)
    assert (len(first["items"]), rest["next"]) == (2, None)
    assert sarmila.get("/api/v1/leave?after=nonsense").status_code == 400


def test_a_program_may_what_its_scopes_name(house: Installation, fresh: Fresh) -> None:
    def program(*scopes: str) -> Any:
        with house.database.write() as session:
            act = act_of(session, SARMILA, NOW)
            _, text = tokens.issue(act, "cuti", scopes, act.now + timedelta(days=1))
        client = fresh()
        client.headers["authorization"] = f"Bearer {text}"
        return client

    reader, writer = program("leave:read"), program("leave:write")
    assert post(reader, "leave", LEAVE).json()["code"] == "door.scope_missing"
    request_id = done(writer, "leave", LEAVE)["request_id"]
    assert writer.get(f"/api/v1/leave/{request_id}").status_code == 403
    assert seen(reader, f"leave/{request_id}")["request"]["state"] == "verifikasi"
