"""A table decides and an office day is counted: published over the API, shown on the replay page in words."""

from collections.abc import Callable

from fastapi.testclient import TestClient

from tests.bpmn.drawing import boundary, diagram, end, node, ours, path, start, timer, user
from tests.bpmn.tables import answer, column, decision, decisions, table
from tests.people import RIZKI, WISNU

Enter = Callable[[str], TestClient]
OFFICE = ours("<satupintu:office/>")


def bundle(*rows: list[str]) -> dict[str, str]:
    asked = node("businessRuleTask", "grade", ours('<satupintu:decision ref="grading" result="grade"/>'), name="Grade")
    files = diagram(
        start(),
        asked,
        user("ask", desk=f"'person:{RIZKI}'"),
        boundary("late", "ask", OFFICE, timer("timeDuration", "P1D")),
        end(),
        end("missed"),
        path("start", "grade", "ask", "end"),
        path("late", "missed"),
        id="graded",
    )
    columns = [column("amount", "number", label="Amount")]
    tables = decisions(decision("grading", table(columns, [answer("grade")], *rows)))
    return {"p.bpmn": files["p.bpmn"].decode(), "t.dmn": tables.decode()}


def test_the_replay_page_tells_why(signed_in: Enter) -> None:
    rizki = signed_in(RIZKI)
    made = rizki.post("/api/v1/definitions", json={"files": bundle(["< 100", '"small"'], [">= 100", '"large"'])})
    assert made.status_code == 201, made.text
    case = rizki.post("/api/v1/instances", json={"process": "graded", "data": {"amount": 250}}).json()

    log = rizki.get(f"/api/v1/instances/{case['instance_id']}/events").json()["items"][0]["data"]
    assert (log["decisions"][0]["rules"], log["calendar"]) == ([{"number": 2, "id": "r2"}], "2026-1")
    page = rizki.get(f"/instances/{case['instance_id']}/replay").text
    assert "grading: Amount = 250 · aturan 2 → large" in page
    assert "menurut waktu kerja" in page
    assert "hari kerja ke-1" in page
    verdict = signed_in(WISNU).post(f"/audit/records/{case['instance_id']}/verification").text
    assert "hasil sama" in verdict  # a case without a letter is proved as well
    assert "▲" not in verdict


def test_overlaps_and_foreign_words_are_findings_on_the_row_and_cell(signed_in: Enter) -> None:
    rizki = signed_in(RIZKI)
    for rows, rule, element in (
        ([["< 100", '"small"'], ["> 50", '"large"']], "dmn-overlap", "r2"),
        ([["some x in y satisfies x", '"small"']], "dmn-expression", "r1i1"),
    ):
        told = rizki.post("/api/v1/definitions/findings", json={"files": bundle(*rows)}).json()["findings"]
        assert [(one["rule"], one["element"]) for one in told] == [(rule, element)]
        assert told[0]["detail"]
