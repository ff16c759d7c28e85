"""The leave of the demonstration office: leftovers of two years and days used this year, as its paper book had them."""

import csv
from pathlib import Path

from kernel import calendars
from kernel.act import Act
from people import directory
from workflows.leave import opening
from workflows.leave.entitlement import rules_of
from workflows.leave.opening import PaperYear
from workflows.leave.settings import leave_settings

BALANCES = Path(__file__).with_name("seed_balances.csv")


def load(act: Act, path: Path = BALANCES) -> None:
    """Open the accounts of the people of the demonstration office, in the years that end with the one that runs."""
    this = calendars.current(act.session).date_of(act.now).year
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    for row in rows:
        employment = directory.person(act.session, row["person"]).employment
        opening.open_account(act, row["person"], _years(row, this, employment))


def _years(row: dict[str, str], this: int, employment: str) -> dict[int, PaperYear]:
    """Own days left at the end of N-2 and N-1 as right, carried and used days; empty: no right in that year."""
    rules = rules_of(leave_settings(), employment)
    before, earlier = row["left_n1"], row["left_n2"]
    years = {this: PaperYear(used=int(row["used"]))}
    if before:
        carried = min(rules.carry_max, int(earlier or 0))
        taken = rules.annual - int(before)
        years[this - 1] = PaperYear(rules.annual, carried, carried + taken if taken else 0)
    if earlier:
        years[this - 2] = PaperYear(rules.annual, 0, rules.annual - int(earlier))
    return years
