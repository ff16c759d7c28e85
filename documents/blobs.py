"""Blobs: bytes under their own SHA-256, written once, on a folder or in a bucket.

A blob is first written to `tmp/<uuid>` while it is hashed, then copied create-only to `sha256/ab/<hash>`.
Who refers to a blob is not known here.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

import obstore
from obstore.exceptions import AlreadyExistsError

from documents.storage import Place, open_place
from kernel import clock

CHUNK = 1 << 20
REFRESH_AFTER = timedelta(hours=1)  # an older blob that is sent again counts as new, so that no sweep takes it
HASH = re.compile(r"[0-9a-f]{64}")


class BlobMissing(LookupError):
    """No blob has this hash: an outage or a bug, never a user's fault."""


class BlobDamaged(RuntimeError):
    """The stored bytes no longer have the hash they are stored under."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A kept blob: SHA-256 in hexadecimal, size in bytes."""

    sha256: str
    size: int


class Blobs:
    """One store of blobs."""

    def __init__(self, place: Place) -> None:
        self._store = place.store
        self._folder = place.folder

    def put(self, stream: BinaryIO | Iterable[bytes]) -> Stored:
        """Keep the bytes of a stream; memory stays bounded. The same bytes twice are one blob."""
        temporary, counted = f"tmp/{uuid4()}", _Counted(stream)
        pieces = iter(counted)
        first = next(pieces, b"")
        try:
            if first:
                obstore.put(self._store, temporary, chain([first], pieces), chunk_size=8 * CHUNK, max_concurrency=2)
            else:
                obstore.put(self._store, temporary, b"")
            stored = Stored(counted.digest.hexdigest(), counted.size)
            self._settle(temporary, _key(stored.sha256))
        finally:
            with suppress(FileNotFoundError):
                obstore.delete(self._store, temporary)
        return stored

    def get(self, sha256: str, *, start: int = 0, stop: int | None = None, verify: bool = False) -> Iterator[bytes]:
        """The bytes [start, stop) in pieces of at most 1 MiB; the slowest reader holds no connection open.

        With `verify` the last piece is held back until the whole hash is right (whole blobs only).
        Raises: BlobMissing at once; BlobDamaged while reading.
        """
        size = self.size(sha256)
        end = size if stop is None else min(stop, size)
        pieces = self._pieces(_key(sha256), start, end)
        return _verified(pieces, sha256) if verify else pieces

    def read(self, sha256: str) -> bytes:
        """All bytes at once, verified; for small blobs. Raises: BlobMissing, BlobDamaged."""
        return b"".join(self.get(sha256, verify=True))

    def copy_to(self, sha256: str, path: Path) -> None:
        """Write a blob to a local file, verified. Raises: BlobMissing, BlobDamaged."""
        with path.open("wb") as target:
            target.writelines(self.get(sha256, verify=True))

    def size(self, sha256: str) -> int:
        """Size in bytes. Raises: BlobMissing."""
        try:
            return obstore.head(self._store, _key(sha256))["size"]
        except FileNotFoundError as fault:
            raise BlobMissing(sha256) from fault

    def exists(self, sha256: str) -> bool:
        """Whether a blob has this hash."""
        try:
            self.size(sha256)
        except BlobMissing:
            return False
        return True

    def delete(self, sha256: str) -> None:
        """Forget a blob; one that is not there is forgotten already."""
        with suppress(FileNotFoundError):
            obstore.delete(self._store, _key(sha256))

    def list_all(self) -> Iterator[str]:
        """The hashes of all blobs."""
        for key, _ in self._objects("sha256"):
            yield key.rpartition("/")[2]

    def sweep(self, referenced: Callable[[Sequence[str]], set[str]], *, before: datetime) -> int:
        """Delete what nobody refers to and was written before an instant: blobs and remains of uploads.

        `referenced` is asked with up to 500 hashes and names those in use. Gives the number deleted.
        """
        deleted = self._sweep_remains(before)
        for page in _batches((key for key, at in self._objects("sha256") if at < before), 500):
            names = {key.rpartition("/")[2]: key for key in page}
            for orphan in set(names) - referenced(sorted(names)):
                with suppress(FileNotFoundError):  # another sweep was faster
                    if obstore.head(self._store, names[orphan])["last_modified"] < before:  # not sent again meanwhile
                        self.delete(orphan)
                        deleted += 1
        return deleted

    def _sweep_remains(self, before: datetime) -> int:
        remains = [key for key, at in self._objects("tmp") if at < before]
        for key in remains:
            obstore.delete(self._store, key)
        return len(remains) + self._sweep_staged(before)

    def _sweep_staged(self, before: datetime) -> int:
        """Half-written files of a killed process, which the local driver hides from its listings."""
        staged = [] if self._folder is None else list(self._folder.glob("**/*#*"))
        old = [path for path in staged if path.stat().st_mtime < before.timestamp()]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _settle(self, temporary: str, key: str) -> None:
        try:
            obstore.copy(self._store, temporary, key, overwrite=False)
        except AlreadyExistsError:
            if obstore.head(self._store, key)["last_modified"] < clock.now() - REFRESH_AFTER:
                obstore.copy(self._store, temporary, key)
        if self._folder is not None:
            _to_disk(self._folder, self._folder / key)

    def _pieces(self, key: str, start: int, end: int) -> Iterator[bytes]:
        for offset in range(start, end, CHUNK):
            yield bytes(obstore.get_range(self._store, key, start=offset, end=min(offset + CHUNK, end)))

    def _objects(self, folder: str) -> Iterator[tuple[str, datetime]]:
        for page in obstore.list(self._store, folder, chunk_size=500):
            for found in page:
                yield found["path"], found["last_modified"]


class _Counted:
    """A stream that is hashed and measured while it is read."""

    def __init__(self, stream: BinaryIO | Iterable[bytes]) -> None:
        self.digest, self.size = hashlib.sha256(), 0
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        for piece in _pieces_of(self._stream):
            self.digest.update(piece)
            self.size += len(piece)
            yield piece


def open_blobs(url: str) -> Blobs:
    """The store at an address; see `documents.storage`. Raises: ValueError for an address nobody understands."""
    return Blobs(open_place(url))


def _pieces_of(stream: BinaryIO | Iterable[bytes]) -> Iterator[bytes]:
    if isinstance(stream, Iterable) and not hasattr(stream, "read"):
        return iter(stream)
    return iter(partial(stream.read, CHUNK), b"")


def _verified(pieces: Iterator[bytes], sha256: str) -> Iterator[bytes]:
    digest, held = hashlib.sha256(), b""
    for piece in pieces:
        digest.update(piece)
        if held:
            yield held
        held = piece
    if digest.hexdigest() != sha256:
        raise BlobDamaged(sha256)
    yield held


def _key(sha256: str) -> str:
    if not HASH.fullmatch(sha256):
        raise BlobMissing(sha256)
    return f"sha256/{sha256[:2]}/{sha256}"


def _batches(keys: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(keys)
    while page := list(islice(rest, size)):
        yield page


def _to_disk(folder: Path, path: Path) -> None:
    """Make a file and its names outlive a power cut: the row that refers to it is about to be committed."""
    while True:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        if path == folder:
            return
        path = path.parent
