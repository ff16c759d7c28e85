"""Prepared databases: built once per test run, then copied for each test in some 40 ms (SQLite: 1 ms)."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import postgres, shared


@contextmanager
def copy_of(name: str, build: Callable[[str], None], kind: str, folder: Path) -> Iterator[str]:
    """The URL of a copy of the database that `build(url)` makes; `kind` is 'sqlite' or 'postgresql'.

    `name` says which preparation it is. `build` closes its connections before it returns.
    """
    if kind == "sqlite":
        yield _sqlite_copy(name, build, folder)
        return
    template = f"prepared_{name}_{os.environ[shared.RUN]}"
    with shared.alone(f"prepared-{name}"):
        _prepare_postgres(template, build)
    with postgres.fresh_database(template) as url:
        yield url


def _sqlite_copy(name: str, build: Callable[[str], None], folder: Path) -> str:
    prepared = shared.folder() / f"prepared-{name}.db"
    with shared.alone(f"prepared-{name}-sqlite"):
        if not prepared.exists():
            draft = prepared.with_suffix(".draft")
            build(f"sqlite:///{draft}")
            for beside in ("-wal", "-shm"):
                if Path(f"{draft}{beside}").exists():
                    raise RuntimeError("the preparation left its database open")
            draft.rename(prepared)
    shutil.copyfile(prepared, folder / "satupintu.db")
    return f"sqlite:///{folder / 'satupintu.db'}"


def _prepare_postgres(template: str, build: Callable[[str], None]) -> None:
    done = shared.folder() / f"{template}.done"
    if not done.exists():
        postgres.tell("CREATE DATABASE {}", template)
        build(postgres.url_of(template))
        done.touch()
