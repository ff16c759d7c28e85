"""Free ports on loopback."""

import socket
import time
from contextlib import ExitStack


def free(count: int) -> list[int]:
    """That many different ports nobody listens on just now."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def answers(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as one:
        one.settimeout(0.5)
        return one.connect_ex(("127.0.0.1", port)) == 0


def wait_for(port: int, seconds: float) -> None:
    """Return when somebody listens. Raises TimeoutError after so many seconds."""
    until = time.monotonic() + seconds
    while not answers(port):
        if time.monotonic() > until:
            raise TimeoutError(f"nobody listens on port {port} after {seconds:.0f} s")
        time.sleep(0.05)
