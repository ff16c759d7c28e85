"""Fills an empty installation with an office read from a folder: office.json, posts.csv, people.csv."""

import csv
import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from kernel import history, ids
from kernel.act import Act
from kernel.errors import Invalid, N_
from people import accounts, acting, structure
from people.errors import OfficeExists
from people.models import PersonRow, PostHoldingRow, PostRow, RoleGrantRow, UnitRow
from people.roles import Level, Role

DEMO = Path(__file__).parent / "seed_office"
WEEK = 7


class ShiftNotWeeks(Invalid):
    """Shifting by other than whole weeks would move working days onto weekends."""

    code = "office.shift_not_weeks"
    sentence = N_("The demonstration is shifted by whole weeks only, not by %(days)s days.")


@dataclass(frozen=True, slots=True)
class Office:
    """What was loaded: the office's own data and how many posts and persons."""

    agency: dict[str, Any]
    office: dict[str, Any]
    today: date
    posts: int
    people: int


def load(act: Act, path: Path = DEMO, *, shift_days: int = 0, password_hash: str = "") -> Office:
    """Load an office into an empty installation; with a password hash everybody gets an account with that password.

    Dates of acting officials move by `shift_days`, a multiple of seven. Raises OfficeExists, ShiftNotWeeks.
    """
    if shift_days % WEEK:
        raise ShiftNotWeeks(days=shift_days)
    if act.session.scalar(select(PersonRow.id).limit(1)) is not None:
        raise OfficeExists
    shift = timedelta(days=shift_days)
    office = json.loads((path / "office.json").read_text(encoding="utf-8"))
    posts, people = _rows(path / "posts.csv"), _rows(path / "people.csv")
    _load_tree(act, office["units"], posts)
    for row in people:
        _load_person(act, row, f"{row['sign_in']}@{office['mail_domain']}", password_hash)
    act.session.flush()
    for entry in office["acting"]:
        acting.appoint(act, _appointment(entry, shift))
    today = date.fromisoformat(office["today"]) + shift
    return Office(office["agency"], office["office"], today, len(posts), len(people))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _load_tree(act: Act, units: list[dict[str, Any]], posts: list[dict[str, str]]) -> None:
    names = {"code", "name", "kind"}
    for sort, unit in enumerate(units):  # one by one: a parent stands before its children
        known = {name: unit[name] for name in names}
        act.session.execute(insert(UnitRow).values(**known, parent_code=unit["parent"], sort=sort))
    for row in posts:
        values = {
            "code": row["code"],
            "title": row["title"],
            "short": row["short"],
            "level": Level(row["level"]).value,
            "unit_code": row["unit"],
            "parent_code": row["parent"] or None,
            "sort": int(row["sort"]),
        }
        act.session.execute(insert(PostRow).values(values))
        data = {"unit": row["unit"], "parent": values["parent_code"], "level": values["level"]}
        history.append(act, f"post:{row['code']}", "post.created", data)
    structure.forget(act.session)


def _load_person(act: Act, row: dict[str, str], email: str, password_hash: str) -> None:
    appointed_on = date.fromisoformat(row["appointed_on"])
    act.session.add(
        PersonRow(
            id=row["id"],
            name=row["name"],
            nip=row["nip"],
            sex=row["sex"],
            born_on=date.fromisoformat(row["born_on"]),
            employment=row["employment"],
            appointed_on=appointed_on,
            grade=row["grade"],
            rank=row["rank"],
            email=email,
        )
    )
    act.session.flush()
    roles = [Role(role).value for role in row["roles"].split()]
    act.session.add_all(RoleGrantRow(person_id=row["id"], role=role) for role in roles)
    if row["post"]:
        holding = PostHoldingRow(
            id=ids.new_id(act.now), person_id=row["id"], post_code=row["post"], starts_on=appointed_on
        )
        act.session.add(holding)
    history.append(act, f"person:{row['id']}", "person.registered", {"post": row["post"] or None, "roles": roles})
    if password_hash:
        accounts.open_account(act, row["id"], row["sign_in"], password_hash)


def _appointment(entry: dict[str, str], shift: timedelta) -> acting.Appointment:
    return acting.Appointment(
        kind=entry["kind"],
        post=entry["post"],
        person=entry["person"],
        starts_on=date.fromisoformat(entry["starts_on"]) + shift,
        last_on=date.fromisoformat(entry["last_on"]) + shift,
        basis=entry["basis"],
    )
