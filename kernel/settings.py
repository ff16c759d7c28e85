"""Typed settings, read once from SATUPINTU_* variables."""

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an installation may choose. Defaults serve one machine with a folder and SQLite."""

    data_dir: Path
    database_url: str
    documents_url: str
    base_url: str
    host: str
    port: int
    timezone: str
    language: str
    durability: str
    secure_cookies: bool
    max_upload_bytes: int
    mail_url: str
    anchors_dir: Path
    live_tasks: int
    worker: bool
    jobs: str
    lease_seconds: float
    attempts: int
    least_free_mb: int


def read(env: dict[str, str]) -> Settings:
    """Settings from a mapping of environment variables; unknown names are ignored."""

    def get(name: str, default: str) -> str:
        return env.get(f"SATUPINTU_{name}", default)

    data = Path(get("DATA_DIR", str(ROOT / "var"))).absolute()
    host, port = get("HOST", "127.0.0.1"), int(get("PORT", "8000"))
    base_url = get("BASE_URL", f"http://{host}:{port}")
    return Settings(
        data_dir=data,
        database_url=get("DATABASE_URL", f"sqlite:///{data / 'satupintu.db'}"),
        documents_url=get("DOCUMENTS_URL", f"file://{data / 'documents'}"),
        base_url=base_url,
        host=host,
        port=port,
        timezone=get("TIMEZONE", "Asia/Jakarta"),
        language=get("LANGUAGE", "id"),
        durability=get("SQLITE_SYNCHRONOUS", "FULL").upper(),
        secure_cookies=base_url.startswith("https://"),
        max_upload_bytes=int(get("MAX_UPLOAD_MB", "50")) * 1_000_000,
        mail_url=get("MAIL_URL", f"file://{data / 'mail'}"),
        anchors_dir=Path(get("ANCHORS_DIR", str(data / "anchors"))).absolute(),
        live_tasks=int(get("LIVE_TASKS", "200000")),
        worker=get("WORKER", "1") == "1",
        jobs=get("JOBS", "table"),
        lease_seconds=float(get("LEASE_SECONDS", "60")),
        attempts=int(get("ATTEMPTS", "6")),
        least_free_mb=int(get("LEAST_FREE_MB", "500")),
    )


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process."""
    return read(dict(os.environ))
