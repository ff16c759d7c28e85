"""`python -m bench [--quick] [--sqlite-only]`: print every table."""

import argparse
import tempfile
from contextlib import nullcontext
from pathlib import Path

from bench import engine, http
from tests.servers import postgres, shared
from tests.servers.shared import Missing


def main() -> None:
    """Run W1 on SQLite with both durabilities and on PostgreSQL."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    parser.add_argument("--sqlite-only", action="store_true", help="leave PostgreSQL out")
    words = parser.parse_args()
    shared.begin_run()
    with tempfile.TemporaryDirectory(prefix="satupintu-bench-") as name:
        for durability in ("FULL", "NORMAL"):
            folder = Path(name) / durability
            folder.mkdir()
            measure(f"sqlite:///{folder / 'bench.db'}", folder, durability, words.quick)
        if words.sqlite_only:
            return
        try:
            postgres.address()
        except Missing as missing:
            print(f"PostgreSQL left out: {missing}")
            return
        folder = Path(name) / "postgresql"
        folder.mkdir()
        with postgres.fresh_database() as url:
            measure(url, folder, "FULL", words.quick)


def measure(url: str, folder: Path, durability: str, quick: bool) -> None:
    """The engine's table and the table over HTTP of one database."""
    engine.run(url, folder, durability, quick)
    with postgres.fresh_database() if url.startswith("postgresql") else nullcontext(url) as own:
        http.run(own, folder, durability, 300 if quick else 2000)


if __name__ == "__main__":
    main()
