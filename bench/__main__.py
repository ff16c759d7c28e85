"""`python -m bench [--quick] [--sqlite-only]`: print every table."""

import argparse
import tempfile
from pathlib import Path

from bench import engine


def main() -> None:
    """Run W1 on SQLite with both durabilities and on PostgreSQL."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    parser.add_argument("--sqlite-only", action="store_true", help="leave PostgreSQL out")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="satupintu-bench-") as name:
        folder = Path(name)
        for durability in ("FULL", "NORMAL"):
            (folder / durability).mkdir()
            url = f"sqlite:///{folder / durability / 'bench.db'}"
            engine.run(url, folder / durability, durability, words.quick)


if __name__ == "__main__":
    main()
