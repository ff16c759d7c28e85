"""A lean HTTP client in a process of its own: keep-alive connections, one thread, requests made beforehand.

`python -m bench.client PORT FILE`: the file holds `[[method, path, body], …]` and headers; says the span and the
latencies as JSON.
"""

import json
import selectors
import socket
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

CONNECTIONS = 8


@dataclass(slots=True)
class Line:
    """One connection and what has come so far."""

    link: socket.socket
    came: bytes = b""
    sent: float = 0.0

    def is_whole(self) -> bool:
        """Whether an answer has come entirely."""
        head, end, body = self.came.partition(b"\r\n\r\n")
        _, mark, length = head.lower().partition(b"content-length:")
        return bool(end) and bool(mark) and len(body) >= int(length.split(b"\r\n")[0])


@dataclass(slots=True)
class Load:
    """Requests still to be sent, answers that came."""

    waiting: list[bytes]
    spans: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def run(self, port: int, connections: int) -> None:
        """Send everything, one request a connection at a time."""
        choose = selectors.DefaultSelector()
        for _ in range(min(connections, len(self.waiting))):
            link = socket.create_connection(("127.0.0.1", port))
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line = Line(link)
            choose.register(link, selectors.EVENT_READ, line)
            self.send(line)
        while choose.get_map():
            for key, _ in choose.select():
                line = key.data
                line.came += line.link.recv(262_144)
                if line.is_whole():
                    self.take(line)
                    if self.waiting:
                        self.send(line)
                    else:
                        choose.unregister(line.link)
                        line.link.close()

    def send(self, line: Line) -> None:
        """The next request."""
        line.came, line.sent = b"", time.perf_counter()
        line.link.sendall(self.waiting.pop())

    def take(self, line: Line) -> None:
        """An answer has come."""
        self.spans.append(time.perf_counter() - line.sent)
        if line.came.split(b" ", 2)[1] not in (b"200", b"201"):
            self.refused.append(line.came[:400].decode("utf-8", "replace"))


def request(method: str, path: str, body: object, headers: dict[str, str]) -> bytes:
    """A request as bytes."""
    content = "" if body is None else json.dumps(body)
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *(f"{name}: {said}" for name, said in headers.items())]
    lines += ["Content-Type: application/json", f"Content-Length: {len(content.encode())}", "", content]
    return "\r\n".join(lines).encode()


def main() -> None:
    """Send the requests of a file."""
    port, told = int(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
    load = Load([request(*job, told["headers"]) for job in reversed(told["jobs"])])
    began = time.perf_counter()
    load.run(port, told.get("connections", CONNECTIONS))
    span = time.perf_counter() - began
    print(json.dumps({"span": span, "spans": load.spans, "refused": load.refused}))


if __name__ == "__main__":
    main()
