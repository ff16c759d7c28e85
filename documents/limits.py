"""How much a received file may ask of us."""

from dataclasses import dataclass, replace

from kernel.settings import settings

SECONDS_PER_FILE = 4


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one receipt. Bytes, pixels, pages, seconds; `memory` is the address space of a parsing child."""

    file_bytes: int = 50_000_000
    files: int = 50
    pages: int = 500
    picture_pixels: int = 100_000_000
    page_points: float = 14_400.0
    memory: int = 1 << 30
    cpu_seconds: int = 30
    seconds: int = 60
    output_bytes: int = 500_000_000

    def for_files(self, count: int) -> "Limits":
        """More time for several files: phone photographs take seconds each."""
        more = max(count - 1, 0) * SECONDS_PER_FILE
        return replace(self, cpu_seconds=self.cpu_seconds + more, seconds=self.seconds + more)


def limits() -> Limits:
    """The limits of this installation."""
    return Limits(file_bytes=settings().max_upload_bytes)
