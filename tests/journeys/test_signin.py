import re
from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient

from kernel import clock, history
from tests.people import PASSWORD, RATNA, SIGN_IN, UJANG

Enter = Callable[[str], TestClient]
Fresh = Callable[[], TestClient]
WORDS = {"name": SIGN_IN[UJANG], "password": PASSWORD}


def test_a_page_for_signed_in_people_sends_to_the_sign_in_and_back(fresh: Fresh) -> None:
    client = fresh()
    asked = client.get("/account?tab=1")
    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?next=/account%3Ftab%3D1")
    form = client.get(asked.headers["location"])
    assert 'name="next" value="/account?tab=1"' in form.text
    entered = client.post("/sign-in", data={**WORDS, "next": "/account?tab=1"})
    assert (entered.status_code, entered.headers["location"]) == (303, "/account?tab=1")
    assert "Ujang Permana" in client.get("/account").text


def test_who_is_signed_in_skips_the_form(signed_in: Enter) -> None:
    answer = signed_in(UJANG).get("/sign-in?next=/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")


def test_the_cookie_is_unreadable_for_scripts_and_stays_home(fresh: Fresh) -> None:
    cookie = fresh().post("/sign-in", data=WORDS).headers["set-cookie"]
    assert cookie.startswith("satupintu=")
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}


def test_a_wrong_password_is_told_in_words_and_keeps_the_name(fresh: Fresh) -> None:
    answer = fresh().post("/sign-in", data={**WORDS, "password": "wrong"})
    assert answer.status_code == 403
    assert "Nama dan kata sandi tidak cocok" in answer.text
    assert f'value="{SIGN_IN[UJANG]}"' in answer.text
    assert "set-cookie" not in answer.headers


def test_too_many_failures_say_when_to_try_again(fresh: Fresh) -> None:
    client = fresh()
    for _ in range(5):
        answer = client.post("/sign-in", data={**WORDS, "password": "wrong"})
    assert answer.status_code == 429
    assert re.search(r"Anda dapat mencoba lagi mulai \w{3} \d+ \w{3} \d{4}, \d\d\.\d\d", answer.text)
    assert client.post("/sign-in", data=WORDS).status_code == 429


def test_more_than_twenty_attempts_in_a_row_are_stopped_before_the_password(fresh: Fresh) -> None:
    client = fresh()
    answers = [client.post("/sign-in", data={"name": f"guess.{n}", "password": "x"}).status_code for n in range(40)]
    assert answers[:20] == [403] * 20
    assert 429 in answers[20:]  # a slow machine refills a little meanwhile


def test_never_sends_people_to_another_site(fresh: Fresh) -> None:
    for address in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb"):
        answer = fresh().post("/sign-in", data={**WORDS, "next": address})
        assert answer.headers["location"] == "/"


def test_signing_out_ends_the_session_on_the_server(signed_in: Enter, app: Any) -> None:
    client = signed_in(UJANG)
    cookie = client.cookies["satupintu"]
    assert client.post("/sign-out").status_code == 303
    other = TestClient(app, follow_redirects=False, cookies={"satupintu": cookie})
    assert other.get("/account").status_code == 303


def test_a_person_sees_and_ends_the_sessions_of_other_devices(signed_in: Enter) -> None:
    mine, other = signed_in(UJANG), signed_in(UJANG)
    ids = re.findall(r"/account/sessions/([0-9a-f-]{36})/end", mine.get("/account").text)
    assert len(ids) == 1
    assert signed_in(RATNA).post(f"/account/sessions/{ids[0]}/end").status_code == 404
    assert mine.post(f"/account/sessions/{ids[0]}/end").status_code == 303
    assert other.get("/account").status_code == 303
    third = signed_in(UJANG)
    assert mine.post("/account/sessions/end").status_code == 303
    assert third.get("/account").status_code == 303
    assert mine.get("/account").status_code == 200


def test_a_token_is_shown_once_and_works_until_it_is_ended(signed_in: Enter, app: Any) -> None:
    client = signed_in(UJANG)
    answer = client.post("/account/tokens", data={"label": "scanner", "scopes": ["tasks:read"], "days": "30"})
    (text,) = re.findall(r"sp_[0-9a-f]{16}_[\w-]+", answer.text)
    assert text not in client.get("/account").text
    program = TestClient(app, headers={"authorization": f"Bearer {text}"})
    assert program.get("/api/v1/me").json()["person"] == UJANG
    assert program.get("/account", follow_redirects=False).status_code == 303
    assert client.post(f"/account/tokens/{text.split('_')[1]}/revocation").status_code == 303
    refused = program.get("/api/v1/me")
    assert (refused.status_code, refused.json()["code"]) == (401, "door.not_signed_in")
    assert refused.headers["www-authenticate"] == "Bearer"


def test_a_token_without_rights_is_refused_in_words(signed_in: Enter) -> None:
    answer = signed_in(UJANG).post("/account/tokens", data={"label": "scanner"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_new_password_signs_the_others_out(signed_in: Enter, fresh: Fresh) -> None:
    mine, other = signed_in(UJANG), signed_in(UJANG)
    assert mine.post("/account/password", data={"old": "wrong", "new": "a longer secret"}).status_code == 403
    assert mine.post("/account/password", data={"old": PASSWORD, "new": "short"}).status_code == 422
    assert mine.post("/account/password", data={"old": PASSWORD, "new": "a longer secret"}).status_code == 303
    assert mine.get("/account").status_code == 200
    assert other.get("/account").status_code == 303
    assert fresh().post("/sign-in", data={**WORDS, "password": "a longer secret"}).status_code == 303


def test_the_language_is_chosen_once_and_found_on_every_device(signed_in: Enter, fresh: Fresh) -> None:
    client = fresh()
    assert "Kata sandi" in client.get("/sign-in").text
    assert client.post("/language", data={"lang": "en", "next": "/sign-in"}).headers["location"] == "/sign-in"
    assert "Password" in client.get("/sign-in").text
    signed_in(UJANG).post("/language", data={"lang": "en"})
    assert "Where I am signed in" in signed_in(UJANG).get("/account").text
    assert client.post("/language", data={"lang": "xx"}).status_code == 303


def test_a_refused_sign_in_stands_in_the_access_log_without_a_name(fresh: Fresh, installation: Any) -> None:
    fresh().post("/sign-in", data={**WORDS, "password": "wrong"})
    with installation.database.read() as session:
        events = history.read(session, f"access:{clock.now().date().isoformat()}")
    assert [(event.actor, event.data, event.record) for event in events] == [
        ("system:door", {"code": "signin.refused"}, "person:P06")
    ]
