"""The browser's files: built elsewhere, named by their content, kept by browsers for a year."""

import json
from functools import lru_cache
from os import PathLike
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from kernel.settings import ROOT

DIST = ROOT / "api" / "static" / "dist"
FOREVER = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """The folder of built files; names that carry a hash never change."""

    def __init__(self) -> None:
        super().__init__(directory=DIST, check_dir=False)

    def file_response(
        self, full_path: str | PathLike[str], stat_result: Any, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        named_by_content = str(full_path).rpartition("/")[2] in hashed_names()
        response.headers["cache-control"] = FOREVER if named_by_content else "no-cache"
        return response


def address(name: str) -> str:
    """The address of a built file by its plain name: `app.css` → `/static/app-3F2A.css`."""
    return f"/static/{manifest().get(name, name)}"


@lru_cache(maxsize=1)
def manifest() -> dict[str, str]:
    """Plain names and the names they were built under; empty when nothing was built."""
    path = DIST / "manifest.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


@lru_cache(maxsize=1)
def hashed_names() -> frozenset[str]:
    """All built files but the manifest and the notices."""
    names = {path.name for path in DIST.iterdir()} if DIST.is_dir() else set()
    return frozenset(names - {"manifest.json", "THIRD-PARTY.txt"})
