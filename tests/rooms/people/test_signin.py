from datetime import timedelta

import pytest

from kernel import history
from kernel.act import Act, Actor
from kernel.db import Database
from people import accounts, passwords, pauses, sessions, signin, tokens
from people.errors import (
    NameUnknown,
    PasswordTooWeak,
    SessionNotFound,
    SignInPaused,
    SignInRefused,
    TokenInvalid,
    TokenNotFound,
)
from people.sessions import Place
from people.signin import Attempt, sign_in
from tests.people import PASSWORD, RATNA, SIGN_IN, THURSDAY, UJANG, act_of

HERE = Place("192.0.2.7", "a browser")
MINUTE = timedelta(minutes=1)


def attempt(
    password: str = PASSWORD, name: str = SIGN_IN[UJANG], address: str = "192.0.2.7", cookie: str = ""
) -> Attempt:
    return Attempt(name, password, Place(address, "a browser"), cookie)


def test_the_right_words_open_a_session(office: Database) -> None:
    welcome = sign_in(office, attempt(name="  Ujang.Permana "), THURSDAY)
    with office.read() as session:
        found = sessions.find(session, welcome.cookie, THURSDAY)
        (event,) = history.read_kinds(session, f"person:{UJANG}", ["person.signed_in"])
    assert found is not None
    assert (found.person_id, found.id, found.address) == (UJANG, welcome.session_id, "192.0.2.7")
    assert (event.actor, event.source) == (UJANG, f"s:{welcome.session_id}")
    assert "192.0.2.7" not in str(event)


def test_signing_in_again_ends_the_session_the_browser_had(office: Database) -> None:
    first = sign_in(office, attempt(), THURSDAY)
    second = sign_in(office, attempt(cookie=first.cookie), THURSDAY + MINUTE)
    with office.read() as session:
        assert sessions.find(session, first.cookie, THURSDAY + MINUTE) is None
        assert [found.id for found in sessions.list_of(session, UJANG, THURSDAY + MINUTE)] == [second.session_id]


@pytest.mark.parametrize("name", [SIGN_IN[UJANG], "nobody.here"])
def test_a_wrong_word_and_an_unknown_name_read_alike(office: Database, name: str) -> None:
    for _ in range(pauses.FREE_FOR_NAME - 1):
        with pytest.raises(SignInRefused):
            sign_in(office, attempt("wrong", name), THURSDAY)
    with pytest.raises(SignInPaused) as refusal:
        sign_in(office, attempt("wrong", name), THURSDAY)
    assert refusal.value.facts == {"until": THURSDAY + MINUTE}


def test_refusals_are_written_without_names(office: Database) -> None:
    with pytest.raises(SignInRefused):
        sign_in(office, attempt("wrong"), THURSDAY)
    with pytest.raises(SignInRefused):
        sign_in(office, attempt("wrong", "nobody.here"), THURSDAY)
    with office.read() as session:
        events = history.read(session, "access:2026-11-12")
    assert [(event.kind, event.data, event.record) for event in events] == [
        ("access.refused", {"code": "signin.refused"}, "person:P06"),
        ("access.refused", {"code": "signin.refused"}, None),
    ]


def test_the_pause_grows_and_even_the_right_word_waits(office: Database) -> None:
    now = THURSDAY
    lengths = []
    for _ in range(pauses.FREE_FOR_NAME + 2):
        try:
            sign_in(office, attempt("wrong"), now)
        except SignInPaused as refusal:
            until = refusal.facts["until"]
            lengths.append(until - now)
            with pytest.raises(SignInPaused):
                sign_in(office, attempt(), until - timedelta(seconds=1))
            now = until
        except SignInRefused:
            pass
    assert lengths == [MINUTE, 2 * MINUTE, 4 * MINUTE]
    assert sign_in(office, attempt(), now).person_id == UJANG


def test_a_success_lets_the_name_start_anew(office: Database) -> None:
    for _ in range(3):
        for _ in range(pauses.FREE_FOR_NAME - 1):
            with pytest.raises(SignInRefused):
                sign_in(office, attempt("wrong"), THURSDAY)
        sign_in(office, attempt(), THURSDAY)


def test_many_names_from_one_address_are_paused(office: Database) -> None:
    for number in range(pauses.FREE_FOR_ADDRESS - 1):
        with pytest.raises(SignInRefused):
            sign_in(office, attempt("wrong", f"guess.{number}"), THURSDAY)
    with pytest.raises(SignInPaused):
        sign_in(office, attempt("wrong", "guess.again"), THURSDAY)
    with pytest.raises(SignInPaused):
        sign_in(office, attempt(), THURSDAY)
    assert sign_in(office, attempt(address="198.51.100.9"), THURSDAY).person_id == UJANG


def test_counters_are_forgotten_after_a_day(office: Database) -> None:
    with pytest.raises(SignInRefused):
        sign_in(office, attempt("wrong"), THURSDAY)
    with office.write() as session:
        assert pauses.forget_old(session, THURSDAY + timedelta(hours=23)) == 0
        assert pauses.forget_old(session, THURSDAY + timedelta(hours=25)) == 2


def test_a_session_ends_when_it_is_idle_or_old(office: Database) -> None:
    cookie = sign_in(office, attempt(), THURSDAY).cookie
    now = THURSDAY
    while now < THURSDAY + sessions.LIFE:
        with office.read() as session:
            found = sessions.find(session, cookie, now)
        assert found is not None
        sessions.touch(office, found, now)
        now += sessions.IDLE - MINUTE
    with office.read() as session:
        assert sessions.find(session, cookie, THURSDAY + sessions.LIFE) is None
    other = sign_in(office, attempt(), THURSDAY).cookie
    with office.read() as session:
        assert sessions.find(session, other, THURSDAY + sessions.IDLE) is None
    with office.write() as session:
        assert sessions.forget_expired(session, THURSDAY + sessions.IDLE) == 1


def test_one_ends_only_ones_own_sessions(office: Database) -> None:
    mine, other = (sign_in(office, attempt(), THURSDAY) for _ in range(2))
    theirs = sign_in(office, attempt(name=SIGN_IN[RATNA]), THURSDAY)
    with office.write() as session:
        act = act_of(session, UJANG)
        with pytest.raises(SessionNotFound):
            sessions.end(act, theirs.session_id)
        sessions.end(act, mine.session_id)
        with pytest.raises(SessionNotFound):
            sessions.end(act, mine.session_id)
        assert sessions.end_all(act, UJANG) == 1
    with office.read() as session:
        assert sessions.find(session, other.cookie, THURSDAY) is None
        assert sessions.find(session, theirs.cookie, THURSDAY) is not None


def test_a_new_password_ends_the_other_sessions(office: Database) -> None:
    kept, other = (sign_in(office, attempt(), THURSDAY) for _ in range(2))
    who = Actor(UJANG), kept.session_id
    with pytest.raises(SignInRefused):
        accounts.change_password(office, who, ("wrong", "a longer secret"), THURSDAY)
    with pytest.raises(PasswordTooWeak):
        accounts.change_password(office, who, (PASSWORD, "short"), THURSDAY)
    accounts.change_password(office, who, (PASSWORD, "a longer secret"), THURSDAY)
    with office.read() as session:
        assert sessions.find(session, kept.cookie, THURSDAY) is not None
        assert sessions.find(session, other.cookie, THURSDAY) is None
    with pytest.raises(SignInRefused):
        sign_in(office, attempt(), THURSDAY)
    assert sign_in(office, attempt("a longer secret"), THURSDAY).person_id == UJANG


def test_a_closed_account_lets_nobody_in(office: Database) -> None:
    with office.write() as session:
        accounts.close_account(act_of(session, RATNA), UJANG)
    with pytest.raises(SignInRefused):
        sign_in(office, attempt(), THURSDAY)


def test_a_token_is_found_by_its_text_until_it_ends(office: Database) -> None:
    with office.write() as session:
        token, text = tokens.issue(
            act_of(session, UJANG), "scanner", ["documents:write"], THURSDAY + timedelta(days=30)
        )
    with office.read() as session:
        assert tokens.find(session, text, THURSDAY) == token
        assert tokens.find(session, text + "x", THURSDAY) is None
        assert tokens.find(session, "Bearer", THURSDAY) is None
        assert tokens.find(session, text, THURSDAY + timedelta(days=30)) is None
    tokens.touch(office, token, THURSDAY + MINUTE)
    with office.read() as session:
        (listed,) = tokens.list_of(session, UJANG)
    assert listed.used_at == THURSDAY + MINUTE
    with office.write() as session:
        with pytest.raises(TokenNotFound):
            tokens.revoke(act_of(session, RATNA), token.id)
        tokens.revoke(act_of(session, UJANG), token.id)
        assert tokens.find(session, text, THURSDAY) is None
        events = history.read_kinds(session, f"person:{UJANG}", ["token.issued", "token.revoked"])
    assert [event.kind for event in events] == ["token.issued", "token.revoked"]
    assert text.split("_", 2)[2] not in str(events)


@pytest.mark.parametrize(
    ("label", "scopes", "days"), [("", ["tasks:read"], 1), ("x", [], 1), ("x", ["all"], 1), ("x", ["tasks:read"], 400)]
)
def test_refuses_a_token_without_name_right_or_end(office: Database, label: str, scopes: list[str], days: int) -> None:
    with office.write() as session, pytest.raises(TokenInvalid):
        tokens.issue(act_of(session, UJANG), label, scopes, THURSDAY + timedelta(days=days))


def test_the_database_keeps_no_secret(office: Database) -> None:
    welcome = sign_in(office, attempt(), THURSDAY)
    with office.write() as session:
        _, text = tokens.issue(Act(session, Actor(UJANG), THURSDAY), "x", ["tasks:read"], THURSDAY + MINUTE)
    with office.read() as session:
        kept = [
            str(row)
            for table in ("session", "api_token", "account", "failed_signin", "event")
            for row in session.connection().exec_driver_sql(f"SELECT * FROM {table}")
        ]
    for secret in (welcome.cookie, text.split("_", 2)[2], PASSWORD):
        assert not any(secret in row for row in kept)


def test_a_program_may_be_given_a_token_by_the_operator(office: Database) -> None:
    with office.read() as session:
        assert accounts.person_of(session, " Ujang.Permana ") == UJANG
        with pytest.raises(NameUnknown):
            accounts.person_of(session, "nobody")


def test_a_guess_is_counted_before_it_is_checked(office: Database) -> None:
    counters = pauses.Counters.of("ujang.permana", "192.0.2.7")
    with office.write() as session:
        for _ in range(pauses.FREE_FOR_NAME):
            pauses.count(session, counters, THURSDAY)
        assert pauses.paused_until(session, counters, THURSDAY) == THURSDAY + MINUTE
    with pytest.raises(SignInPaused):
        sign_in(office, attempt(), THURSDAY)


def test_the_door_itself_is_the_actor_of_a_refusal() -> None:
    assert signin.DOOR.id == "system:door"
    assert passwords.is_right("anything", None) is False
    assert HERE.address == "192.0.2.7"
