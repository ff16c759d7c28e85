import pytest

from people import passwords
from people.errors import PasswordTooWeak


def test_uses_the_parameters_owasp_recommends() -> None:
    assert passwords.hashed("a long password").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_tells_right_from_wrong() -> None:
    kept = passwords.hashed("a long password")
    assert passwords.is_right("a long password", kept)
    assert not passwords.is_right("a wrong password", kept)
    assert not passwords.is_right("a long password", None)
    assert not passwords.is_right("a long password", "not a hash")


@pytest.mark.parametrize("word", ["", "too short", "x" * 257])
def test_refuses_a_password_too_short_or_too_long(word: str) -> None:
    with pytest.raises(PasswordTooWeak):
        passwords.require_strong(word)
