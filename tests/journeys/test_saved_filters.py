"""A person keeps a filter under a name, finds it on another device, shares its address, forgets it."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.people import RATNA, UJANG

Enter = Callable[[str], TestClient]


def kept(client: TestClient) -> dict[str, str]:
    links = html.fromstring(client.get("/").text).xpath("//div[@class='kept']/a")
    return {link.text_content(): link.get("href") or "" for link in links}


def test_a_filter_is_kept_found_elsewhere_and_forgotten(signed_in: Enter) -> None:
    desk, phone, other = signed_in(RATNA), signed_in(RATNA), signed_in(UJANG)
    query = "box=late&urgency=segera&q=audit&after=x~y&done=1"
    saved = desk.post("/filters", data={"name": "  Audit   segera ", "query": query})
    assert (saved.status_code, saved.headers["location"]) == (303, "/?box=late&urgency=segera&q=audit")
    assert kept(phone) == {"Audit segera": "/?box=late&urgency=segera&q=audit"}
    assert phone.get(kept(phone)["Audit segera"]).status_code == 200
    assert kept(other) == {}
    phone.post("/filters/removal", data={"name": "Audit segera"})
    assert kept(desk) == {}


def test_the_same_name_is_replaced(signed_in: Enter) -> None:
    ratna = signed_in(RATNA)
    for box in ("late", "group"):
        ratna.post("/filters", data={"name": "Pagi", "query": f"box={box}"})
    assert kept(ratna) == {"Pagi": "/?box=group"}


@pytest.mark.parametrize("name", ["", "   ", "x" * 41])
def test_a_filter_without_a_usable_name_is_refused_in_words(signed_in: Enter, name: str) -> None:
    refused = signed_in(RATNA).post("/filters", data={"name": name, "query": "box=late"})
    assert (refused.status_code, "Beri saringan itu nama" in refused.text) == (422, True)


def test_a_person_keeps_only_so_many(signed_in: Enter) -> None:
    ratna = signed_in(RATNA)
    answers = [ratna.post("/filters", data={"name": str(n), "query": ""}).status_code for n in range(21)]
    assert (answers[:20], answers[20]) == ([303] * 20, 409)
