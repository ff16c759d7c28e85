"""Markup, templates and formulas in every text field of every form: shown as text on every page and paper."""

import csv
import re
from io import StringIO

from tests.faults.doors import Doors, disposition, letter, only, said, tasks_of
from tests.people import FITRI, IRFAN, RATNA, UJANG, WISNU

SHORT = "=<script>alert(1)</script>{{7*7}}%(x)s"
LONG = f'{SHORT}"><img src=x onerror=alert(1)>\x00\u202e{"panjang " * 100}'
SEEN = "<script>alert(1)</script>{{7*7}}%(x)s"


def test_markup_in_every_field_of_every_form_is_shown_as_text(doors_on_sqlite: Doors) -> None:
    doors = doors_on_sqlite
    ujang, ratna, irfan, fitri = (doors.browser(one) for one in (UJANG, RATNA, IRFAN, FITRI))
    pages: dict[str, str] = {}

    def does(who: str, answers: dict[str, object]) -> None:
        client = {"ratna": ratna, "irfan": irfan, "fitri": fitri}[who]
        task = only(tasks_of(client, "?box=group" if who == "fitri" else ""))
        pages[f"inbox of {who} {len(pages)}"] = client.get("/").text
        pages[f"task of {who} {len(pages)}"] = client.get(task).text
        if "answer" not in answers:  # its form can't be filled in wrongly by these
            wrong = client.post(f"{task}/completion", data={**answers, "decision": "?", "accepted": "?", "file_no": ""})
            assert wrong.status_code == 422
            pages[f"refused to {who} {len(pages)}"] = wrong.text
        sent = client.post(f"{task}/completion", data=answers)
        assert sent.status_code == 303, (who, answers, sent.text)
        pages[f"after {who} {len(pages)}"] = client.get(sent.headers["location"]).text
        doors.work_off()

    texts = {"sender": SHORT, "number": SHORT, "attachments": SHORT, "subject": LONG[:500]}
    done = ujang.post("/letters", data=letter(**texts))
    assert done.status_code == 303, done.text
    address = str(done.headers["location"]).partition("?")[0]
    pages["registered"] = ujang.get(done.headers["location"]).text
    does("ratna", disposition(instructions=["lain", "tindaklanjuti"], other=SHORT, note=LONG))
    does("irfan", {"decision": "ask", "question": LONG})
    does("ratna", {"answer": LONG})
    does("irfan", {"decision": "report", "report": LONG})
    does("ratna", {"accepted": "false", "note": LONG})
    does("irfan", {"decision": "report", "report": LONG})
    does("ratna", {"accepted": "true", "note": LONG})
    does("fitri", {"file_no": SHORT, "location": SHORT, "classification": "PK.02"})
    for path in (
        "/letters",
        "/letters?q=script",
        "/search?q=alert",
        address,
        "/letters/agenda",
        "/notices",
        "/?box=done",
    ):
        for who in (ratna, ujang):
            pages[f"{path} {len(pages)}"] = who.get(path).text
    pages["given"] = ratna.get("/?box=given").text
    instance = re.search(r"/instances/([^/]+)/replay", ratna.get(address).text)
    assert instance
    pages["replay"] = doors.browser(WISNU).get(instance[0]).text
    pages["audit"] = doors.browser(WISNU).get("/audit?q=alert").text

    for name, page in pages.items():
        turned = () if name.startswith("refused") else ("\u202e",)  # who typed it gets it back as it was typed
        for active in ("<script>alert", "<img src=x", "\x00", ">49<", *turned):
            assert active not in page, (name, active)
    assert SEEN in said(pages["registered"]) or SEEN in ratna.get("/api/v1/letters").json()["items"][0]["subject"]
    assert pages["registered"].count("&lt;script&gt;") > 2
    for paper in (f"{address}/sheet.pdf", "/letters/agenda.pdf"):
        made = ujang.get(paper)
        assert made.status_code == 200
        assert made.content.startswith(b"%PDF-")
    table = list(csv.reader(StringIO(ujang.get("/letters/agenda.csv").text.lstrip("\ufeff"))))
    assert len(table) == 2
    assert not [cell for row in table for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert f"'{SHORT}" in table[1]
