"""A real server process on the data of an office."""

import contextlib
import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.http import wait_for
from kernel.settings import ROOT
from tests.faults.doors import Doors
from tests.offices import PASSWORD
from tests.people import SIGN_IN, UJANG
from tests.servers import ports


class Server:
    """A real server whose peak memory can be read."""

    def __init__(self, doors: Doors) -> None:
        self.port = ports.free(1)[0]
        settings = doors.office.settings
        env = {
            "SATUPINTU_DATA_DIR": str(settings.data_dir),
            "SATUPINTU_DATABASE_URL": settings.database_url,
            "SATUPINTU_DOCUMENTS_URL": settings.documents_url,
            "SATUPINTU_PORT": str(self.port),
            "SATUPINTU_WORKER": "0",
            "TMPDIR": str(doors.tmp),
        }
        program = "import sys; from cli.main import main; sys.exit(main(['serve']))"
        self.process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env={**os.environ, **env})
        wait_for(self.port)

    def peak(self) -> int:
        """The most memory it ever held, in MB."""
        (line,) = [one for one in Path(f"/proc/{self.process.pid}/status").read_text().splitlines() if "VmHWM" in one]
        return int(line.split()[1]) // 1000

    def sign_in(self) -> str:
        status, headers, _ = self.post("/sign-in", f"name={SIGN_IN[UJANG]}&password={PASSWORD}".encode(), "")
        assert status == 303
        return headers["set-cookie"].partition(";")[0]

    def post(
        self, path: str, body: bytes | Iterator[bytes], cookie: str, kind: str = "application/x-www-form-urlencoded"
    ) -> tuple[int, dict[str, str], str]:
        headers = {"Content-Type": kind, "Cookie": f"lang=id; {cookie}", "Accept-Language": "id"}
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)) as connection:
            chunked = not isinstance(body, bytes)
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it may hang up while we still send
                connection.request("POST", path, body, headers, encode_chunked=chunked)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
