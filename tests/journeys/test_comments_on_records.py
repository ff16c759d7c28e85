"""Comments on permissions and assignments: for those who may read them, for nobody else."""

from collections.abc import Callable

from fastapi.testclient import TestClient

from kernel import clock
from tests.journeys.leaves import free_monday
from tests.people import LESTARI, SARMILA, UJANG, act_of
from workflows.installation import Installation
from workflows.permission import requests


def asked(house: Installation) -> str:
    """A permission of Sarmila for a working day to come."""
    with house.database.write() as session:
        day = free_monday(session, (SARMILA,))
        wish = {"kind": "out", "on_day": day.isoformat(), "starts": "10.00", "ends": "11.00", "reason": "Ke bank"}
        return requests.apply(act_of(session, SARMILA, clock.now()), wish).request_id


def test_the_superior_answers_on_a_permission_and_a_stranger_does_not(
    installation: Installation, signed_in: Callable[[str], TestClient]
) -> None:
    request_id = asked(installation)
    lestari, stranger = signed_in(LESTARI), signed_in(UJANG)
    url = f"/records/permission:{request_id}/comments"
    sent = lestari.post(url, data={"text": "Titip kunci ruang arsip.", "mention": SARMILA})
    assert sent.status_code == 303
    assert sent.headers["location"].startswith(f"/permissions/{request_id}#c-")
    assert "Titip kunci ruang arsip." in signed_in(SARMILA).get(f"/permissions/{request_id}").text
    assert stranger.post(url, data={"text": "Saya juga."}).status_code == 404
    refused = lestari.post(url, data={"text": "Tanya dia.", "mention": UJANG})
    assert refused.status_code == 422
    assert "tidak boleh melihat" in refused.text
