"""Where blobs lie: a folder (`file:///path`) or a bucket (`s3://…`), told by one address."""

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from obstore.store import LocalStore, ObjectStore, S3Store

if TYPE_CHECKING:
    from obstore.store import S3Config


@dataclass(frozen=True, slots=True)
class Place:
    """An opened store; `folder` is set when it is one of this machine."""

    store: ObjectStore
    folder: Path | None


def open_place(url: str) -> Place:
    """Open `file:///path`, `s3://key:secret@host:port/bucket` or `s3://bucket?endpoint=&key=&secret=&region=`.

    Query of both S3 forms: `region` (default us-east-1), `tls` (`0` or `1`; default 1 except on loopback).
    Raises: ValueError for any other address.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path.startswith("/") and not parts.netloc:
        folder = Path(unquote(parts.path))
        folder.mkdir(parents=True, exist_ok=True)
        return Place(LocalStore(prefix=str(folder)), folder)
    if parts.scheme == "s3" and parts.netloc:
        return Place(_bucket(parts), None)
    raise ValueError("documents are kept at file:///path or s3://key:secret@host:port/bucket")


def _bucket(parts: SplitResult) -> S3Store:
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if parts.username is not None:
        bucket, key, secret = parts.path.strip("/"), unquote(parts.username), unquote(parts.password or "")
        endpoint = f"{_scheme(parts, query)}://{parts.netloc.rpartition('@')[2]}"
    else:
        bucket, key, secret = parts.netloc, query.get("key", ""), query.get("secret", "")
        endpoint = query.get("endpoint", "")
    if not bucket or not key:
        raise ValueError("an s3 address names a bucket, a key and a secret")
    config: S3Config = {
        "access_key_id": key,
        "secret_access_key": secret,
        "region": query.get("region", "us-east-1"),
        "virtual_hosted_style_request": False,
        "copy_if_not_exists": "multipart",
    }
    if endpoint:
        config["endpoint"] = endpoint
    return S3Store(bucket, config=config, client_options={"allow_http": endpoint.startswith("http://")})


def _scheme(parts: SplitResult, query: dict[str, str]) -> str:
    if "tls" in query:
        return "https" if query["tls"] == "1" else "http"
    return "http" if _is_loopback(parts.hostname or "") else "https"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
