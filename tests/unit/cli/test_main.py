"""The command `satupintu`: one command, one file."""

import pkgutil

import pytest

import cli
from cli.main import NOT_COMMANDS, main


def test_refuses_to_do_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([])
    assert "usage: satupintu" in capsys.readouterr().err


def test_knows_every_command_file(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    shown = capsys.readouterr().out
    files = {found.name for found in pkgutil.iter_modules(cli.__path__)} - NOT_COMMANDS
    assert [name for name in files if name not in shown] == []
