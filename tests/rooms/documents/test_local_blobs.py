"""What only a folder shows: times and half-written files."""

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from documents.blobs import Blobs
from kernel import clock

DAY = 86_400


@pytest.fixture
def folder(file_url: str) -> Path:
    return Path(file_url.removeprefix("file://"))


def age(path: Path, days: int) -> None:
    then = path.stat().st_mtime - days * DAY
    os.utime(path, (then, then))


def test_an_old_orphan_that_is_sent_again_is_spared_by_the_sweep(blobs: Blobs, folder: Path) -> None:
    sha256 = blobs.put(BytesIO(b"surat")).sha256
    path = folder / "sha256" / sha256[:2] / sha256
    age(path, days=3)
    blobs.put(BytesIO(b"surat"))
    assert blobs.sweep(lambda hashes: set(), before=clock.now() - timedelta(hours=24)) == 0
    assert path.read_bytes() == b"surat"


def test_sweeps_what_a_killed_upload_left_half_written(blobs: Blobs, folder: Path) -> None:
    blobs.put(BytesIO(b"surat"))
    half, young = folder / "tmp" / "0b0e#1", folder / "tmp" / "0b0f#1"
    for path in (half, young):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"half")
    age(half, days=2)
    assert blobs.sweep(set, before=clock.now() - timedelta(hours=24)) == 1
    assert not half.exists()
    assert young.exists()
