"""Leave balances: one employee with ten years of movements, the first page of 5,000, each beside a bare query."""

import statistics
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import insert

from bench.http import Door, product, settings_of
from bench.measure import Report, median_ms
from bench.places import Place
from kernel import clock, history, sql
from kernel.act import Act, system
from kernel.db import Database
from people import passwords, seed
from people.models import PersonRow, PostHoldingRow
from tests.servers import postgres
from workflows.installation import open_installation, prepare
from workflows.leave import balance, balances, movements
from workflows.leave.balances import Sought
from workflows.leave.entitlement import Bucket
from workflows.leave.models_ledger import LeaveMovement
from workflows.leave.movements import Kind, Move

PEOPLE, POST, KEEPER, SECRET = 5000, "BA1-P05", "nining.kartikasari", "a word for the bench"
VETERAN = "L0"
AT = datetime(2026, 1, 1, tzinfo=UTC)
TODAY = date(2026, 11, 12)
REPEATS = 51
BARE_ONE = (
    "SELECT id, number, place, at, bucket, kind, days, effective_on, rule, request_id FROM leave_movement"
    " WHERE person_id = ? AND year = ? ORDER BY number, place"
)
BARE_PEOPLE = (
    "SELECT p.id, p.name, p.nip, o.unit_code, o.title FROM person p"
    " JOIN post_holding h ON h.person_id = p.id JOIN post o ON o.code = h.post_code ORDER BY p.name, p.id LIMIT 51"
)
BARE_SUMS = (
    "SELECT person_id, year, bucket, kind, rule, SUM(days) FROM leave_movement"
    " WHERE person_id IN ({marks}) AND year BETWEEN 2024 AND 2026 GROUP BY person_id, year, bucket, kind, rule"
)


def run(report: Report, place: Place, _quick: bool) -> None:
    """The figures through the rules and over HTTP."""
    own = nullcontext(place.url) if place.is_sqlite else postgres.fresh_database()
    with own as url, tempfile.TemporaryDirectory(dir=place.folder) as name:
        settings = settings_of(url, Path(name), place.durability)
        installation = open_installation(settings)
        prepare(installation)
        fill(installation.database)
        one(report, installation.database)
        page(report, installation.database)
        installation.database.dispose()
        with product(settings) as door:
            door.headers = {"Cookie": signed_in(door), "Accept-Language": "id"}
            over_http(report, door)


def one(report: Report, database: Database) -> None:
    """The balance of a year, ten of which have movements."""
    with database.read() as session:
        bare = median_ms(lambda _: sql.run(session, BARE_ONE, (VETERAN, TODAY.year)).fetchall(), REPEATS)
        span = median_ms(lambda _: balance.of(session, VETERAN, TODAY.year, TODAY), REPEATS)
        whole = median_ms(lambda _: balance.recomputed(session, VETERAN), 3)
        lines = len(balance.stored(session, VETERAN))
    add(report, f"balance of one employee, {lines} movements in 10 years", (span, bare), 5)
    report.add("the same recomputed from its events", f"{whole:.1f} ms")


def page(report: Report, database: Database) -> None:
    """The first page of balances through the rules."""
    with database.read() as session:

        def bare(_: int) -> None:
            people = [row[0] for row in sql.run(session, BARE_PEOPLE).fetchall()]
            sql.run(session, BARE_SUMS.format(marks=", ".join("?" * len(people))), people).fetchall()

        floor = median_ms(bare, REPEATS)
        span = median_ms(lambda _: balances.page(session, Sought(TODAY)), REPEATS)
    add(report, f"first page of {PEOPLE:,} balances", (span, floor), 300)


def over_http(report: Report, door: Door) -> None:
    """The first page and one balance as a browser gets them."""
    for what, path, most in (
        (f"first page of {PEOPLE:,} balances over HTTP", "/leave/balances?on=2026-11-12", 300),
        ("page of one balance over HTTP", f"/leave/balances/{VETERAN}?on=2026-11-12", 300),
    ):
        looked = door.load([("GET", path, None)] * 30, connections=1)
        span = statistics.median(looked.spans) * 1000
        report.add(what, f"{span:.1f} ms", "", wanted=f"< {most} ms", met=span < most)


def add(report: Report, what: str, spans: tuple[float, float], most: float) -> None:
    """A figure beside the bare query that was measured right before it."""
    span, bare = spans
    report.add(what, f"{span:.2f} ms", f"{span / bare:.1f} × bare query", wanted=f"< {most} ms", met=span < most)


def fill(database: Database) -> None:
    """The demonstration office and 5,000 more; one of them has been there for ten years."""
    with database.write() as session:
        act = Act(session, system("bench"), clock.now(), "bench")
        seed.load(act, password_hash=passwords.hashed(SECRET))
        ids = [f"L{number}" for number in range(PEOPLE)]
        people = [{"id": one, "name": f"Pegawai {one}", "nip": one, "employment": "PNS"} for one in ids]
        session.execute(insert(PersonRow), people)
        held = [{"id": f"h{one}", "person_id": one, "post_code": POST, "starts_on": date(2014, 1, 1)} for one in ids]
        session.execute(insert(PostHoldingRow), held)
        for person in ids[1:]:
            rows = [row for year in range(2024, 2027) for row in rows_of(person, year)]
            session.execute(insert(LeaveMovement), rows)
        for year in range(2017, 2027):
            head = history.take(session, movements.stream_of(VETERAN))
            movements.write(act, head, "leave_balance.charged", moves_of(year, 12), {})


def moves_of(year: int, requests: int) -> list[Move]:
    """Right and carry, and for each request a reservation, its release and the charge."""
    on = date(year, 1, 1)
    moves = [Move(year, Bucket.OWN, Kind.GRANT, 12, on, "R2"), Move(year, Bucket.CARRY, Kind.CARRY, 6, on, "R4")]
    for number in range(requests):
        for kind, days in ((Kind.RESERVE, -1), (Kind.RELEASE, 1), (Kind.CHARGE, -1)):
            moves.append(Move(year, Bucket.OWN, kind, days, on, "R15", f"{year}-{number}"))
    return moves


def rows_of(person: str, year: int) -> Iterator[dict[str, object]]:
    """The rows of such a year with three requests, without their events."""
    for place, move in enumerate(moves_of(year, 3)):
        told = {"id": f"{person}:{year}:{place}", "person_id": person, "number": year, "place": place, "at": AT}
        what = {"bucket": move.bucket.value, "kind": move.kind.value, "days": move.days, "rule": move.rule}
        yield {
            **told,
            **what,
            "year": year,
            "effective_on": move.on,
            "request_id": move.request_id,
            "note": "",
            "salt": "",
        }


def signed_in(door: Door) -> str:
    """The cookie of the officer who keeps the balances."""
    sent = urllib.parse.urlencode({"name": KEEPER, "password": SECRET}).encode()
    opener = urllib.request.build_opener(Stay)
    answer = opener.open(urllib.request.Request(f"http://127.0.0.1:{door.port}/sign-in", sent), timeout=30)
    return str(answer.headers["Set-Cookie"]).partition(";")[0]


class Stay(urllib.request.HTTPRedirectHandler):
    """Takes the answer that sends elsewhere as the answer."""

    def http_error_303(self, _req, fp, _code, _msg, _headers):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        return fp
