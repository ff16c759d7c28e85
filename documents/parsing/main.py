"""The child process: bounds itself, does one task, leaves its answer as JSON beside the request."""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from documents.parsing import sniff
from documents.parsing.faults import Refused


def main(folder: Path) -> None:
    """Read `request.json` in the folder, do it, write `answer.json`."""
    request = json.loads((folder / "request.json").read_bytes())
    _bound(request["limits"])
    try:
        answer = TASKS[request["task"]](request, folder)
    except Refused as refused:
        answer = {"fault": refused.fault, "facts": refused.facts}
    except MemoryError:
        answer = {"fault": "too_demanding", "facts": {}}
    (folder / "answer.json").write_text(json.dumps(answer))


def examine(request: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Type and number of pages of each file; `file` in the facts of a refusal is its place in the list."""
    seen = []
    for place, name in enumerate(request["files"]):
        try:
            seen.append(_examine_one(Path(name), request["limits"]))
        except Refused as refused:
            refused.facts["file"] = place
            raise
        except MemoryError as fault:
            raise Refused("too_demanding", file=place) from fault
    return {"files": seen}


def join(request: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Pictures to `joined.pdf`."""
    from documents.parsing import joined

    sources = [(Path(name), media_type) for name, media_type in request["files"]]
    return {"pages": joined.join(sources, folder / "joined.pdf", request["limits"])}


def draw(request: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Some pages of one file to pictures; stops at the first that can't be drawn and says so."""
    from documents.parsing import drawn

    source, widths = (Path(request["file"]), request["media_type"]), request["widths"]
    return {
        "pages": {
            str(number): drawn.draw(source, number, widths, folder, request["limits"]) for number in request["numbers"]
        }
    }


TASKS: dict[str, Callable[[dict[str, Any], Path], dict[str, Any]]] = {"examine": examine, "join": join, "draw": draw}


def _examine_one(path: Path, limits: dict[str, Any]) -> dict[str, Any]:
    kind = sniff.media_type(path)
    if kind == sniff.PDF:
        from documents.parsing import pdfs

        return {"media_type": kind, "pages": pdfs.count_pages(path, limits)}
    from documents.parsing import pictures

    return {"media_type": kind, "pages": pictures.count_frames(path, kind, limits)}


def _bound(limits: dict[str, Any]) -> None:
    bounds = {
        resource.RLIMIT_AS: limits["memory"],
        resource.RLIMIT_CPU: limits["cpu_seconds"],
        resource.RLIMIT_FSIZE: limits["output_bytes"],
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    for kind, most in bounds.items():
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
