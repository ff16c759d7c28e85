"""One suite for every store of blobs: a folder of this machine, a bucket of a real S3 server."""

import hashlib
import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import obstore
import pytest

from documents.blobs import CHUNK, BlobDamaged, BlobMissing, Blobs, Stored, open_blobs
from documents.storage import open_place
from kernel import clock

NOBODY = "0" * 64
LATER = timedelta(hours=2)


@pytest.fixture
def blobs(documents_url: str) -> Blobs:
    return open_blobs(documents_url)


@pytest.fixture
def keys(documents_url: str) -> "Keys":
    return Keys(documents_url)


class Keys:
    """The store seen from behind: what really lies there."""

    def __init__(self, url: str) -> None:
        self.store = open_place(url).store

    def __call__(self, prefix: str = "") -> list[str]:
        return sorted(found["path"] for page in obstore.list(self.store, prefix or None) for found in page)


def test_gives_back_what_was_put(blobs: Blobs) -> None:
    stored = blobs.put(BytesIO(b"surat"))
    assert stored == Stored(hashlib.sha256(b"surat").hexdigest(), 5)
    assert b"".join(blobs.get(stored.sha256)) == b"surat"
    assert blobs.exists(stored.sha256)
    assert blobs.size(stored.sha256) == 5


def test_keeps_a_blob_under_its_hash_and_no_temporary_file(blobs: Blobs, keys: Keys) -> None:
    sha256 = blobs.put(BytesIO(b"surat")).sha256
    assert keys() == [f"sha256/{sha256[:2]}/{sha256}"]


def test_keeps_even_nothing(blobs: Blobs) -> None:
    stored = blobs.put(BytesIO(b""))
    assert stored.size == 0
    assert blobs.read(stored.sha256) == b""


def test_takes_an_iterator_of_pieces(blobs: Blobs) -> None:
    assert blobs.read(blobs.put([b"a", b"b", b"c"]).sha256) == b"abc"


def test_the_same_bytes_twice_are_one_blob(blobs: Blobs, keys: Keys) -> None:
    assert blobs.put(BytesIO(b"sama")) == blobs.put(BytesIO(b"sama"))
    assert len(keys()) == 1


def test_eight_at_once_with_the_same_bytes_make_one_blob(blobs: Blobs, keys: Keys) -> None:
    with ThreadPoolExecutor(8) as threads:
        stored = set(threads.map(lambda _: blobs.put(BytesIO(b"sama" * 1000)), range(8)))
    assert len(stored) == 1
    assert len(keys()) == 1


def test_a_large_blob_comes_in_pieces_and_stays_whole(blobs: Blobs) -> None:
    whole = bytes(range(256)) * 4096 * 20  # 20 MiB
    stored = blobs.put(BytesIO(whole))
    pieces = list(blobs.get(stored.sha256, verify=True))
    assert b"".join(pieces) == whole
    assert max(map(len, pieces)) == CHUNK


def test_memory_stays_bounded_while_uploading(blobs: Blobs) -> None:
    blobs.put(_zeros(16))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    blobs.put(_zeros(300))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 150_000  # KiB


def test_reads_a_part(blobs: Blobs) -> None:
    sha256 = blobs.put(BytesIO(b"0123456789")).sha256
    assert b"".join(blobs.get(sha256, start=2, stop=5)) == b"234"
    assert b"".join(blobs.get(sha256, start=8, stop=99)) == b"89"


@pytest.mark.parametrize("sha256", [NOBODY, "", "../../etc/passwd", "0" * 63 + "G", "A" * 64])
def test_says_at_once_that_a_blob_is_missing(blobs: Blobs, sha256: str) -> None:
    with pytest.raises(BlobMissing):
        blobs.get(sha256)
    assert not blobs.exists(sha256)


def test_forgets_a_blob_once_or_twice(blobs: Blobs) -> None:
    sha256 = blobs.put(BytesIO(b"lupa")).sha256
    blobs.delete(sha256)
    blobs.delete(sha256)
    assert not blobs.exists(sha256)


def test_notices_a_changed_blob_before_its_last_piece(blobs: Blobs, keys: Keys) -> None:
    sha256 = blobs.put(BytesIO(b"asli")).sha256
    obstore.put(keys.store, keys()[0], b"palsu")
    with pytest.raises(BlobDamaged):
        list(blobs.get(sha256, verify=True))


def test_a_stream_that_breaks_leaves_nothing(blobs: Blobs, keys: Keys, file_of: Path | None) -> None:
    def breaking() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * CHUNK
        raise ConnectionError

    with pytest.raises(ConnectionError):
        blobs.put(breaking())
    assert keys() == []
    if file_of is not None:
        assert [path for path in file_of.rglob("*") if path.is_file()] == []


def test_copies_a_blob_to_a_file(blobs: Blobs, tmp_path: Path) -> None:
    blobs.copy_to(blobs.put(BytesIO(b"isi")).sha256, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"isi"


def test_sweeps_old_orphans_and_remains_of_uploads(blobs: Blobs, keys: Keys) -> None:
    kept, orphan = blobs.put(BytesIO(b"dipakai")).sha256, blobs.put(BytesIO(b"yatim")).sha256
    obstore.put(keys.store, "tmp/left-behind", b"x")
    assert blobs.sweep({kept}.intersection, before=clock.now() + LATER) == 2
    assert blobs.exists(kept)
    assert not blobs.exists(orphan)
    assert keys("tmp") == []


def test_a_sweep_spares_what_is_young(blobs: Blobs) -> None:
    orphan = blobs.put(BytesIO(b"baru")).sha256
    assert blobs.sweep(lambda hashes: set(), before=clock.now() - LATER) == 0
    assert blobs.exists(orphan)


def test_lists_all_blobs(blobs: Blobs) -> None:
    hashes = {blobs.put(BytesIO(text)).sha256 for text in (b"1", b"2", b"3")}
    assert set(blobs.list_all()) == hashes


@pytest.fixture
def file_of(documents_url: str) -> Path | None:
    return Path(documents_url.removeprefix("file://")) if documents_url.startswith("file:") else None


def _zeros(mebibytes: int) -> Iterator[bytes]:
    return (bytes(CHUNK) for _ in range(mebibytes))
