"""Addresses of stores."""

from pathlib import Path

import pytest
from obstore.store import LocalStore, S3Store

from documents.storage import open_place


def test_a_folder_is_made_when_it_is_missing(tmp_path: Path) -> None:
    place = open_place(f"file://{tmp_path}/a%20b/documents")
    assert isinstance(place.store, LocalStore)
    assert place.folder == tmp_path / "a b" / "documents"
    assert place.folder.is_dir()


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("s3://key:s%2Fecret@127.0.0.1:8333/docs", "http://127.0.0.1:8333"),
        ("s3://key:s%2Fecret@localhost:8333/docs", "http://localhost:8333"),
        ("s3://key:s%2Fecret@store.example:9000/docs", "https://store.example:9000"),
        ("s3://key:s%2Fecret@store.example:9000/docs?tls=0", "http://store.example:9000"),
        ("s3://docs?endpoint=https://store.example&key=key&secret=s%2Fecret", "https://store.example"),
    ],
)
def test_a_bucket_is_told_by_one_address(url: str, endpoint: str) -> None:
    store = open_place(url).store
    assert isinstance(store, S3Store)
    told = store.config
    assert (told["bucket"], told["endpoint"]) == ("docs", endpoint)
    assert (told["access_key_id"], told["secret_access_key"]) == ("key", "s/ecret")


@pytest.mark.parametrize(
    "url", ["ftp://x/y", "file://host/path", "/var/documents", "s3://", "s3://h:1/", "s3://bucket"]
)
def test_refuses_an_address_nobody_understands(url: str) -> None:
    with pytest.raises(ValueError, match=r"documents are kept|an s3 address"):
        open_place(url)
