"""`satupintu token`: a personal token for a program, issued from the operator's console."""

import argparse
from datetime import timedelta
from typing import Any

from kernel import clock
from kernel.act import Act, Actor
from kernel.settings import settings
from people import accounts, tokens
from people.tokens import Scope
from workflows.installation import open_installation


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("token", help="issue a personal token for a program; it is shown once")
    parser.add_argument("name", help="the sign-in name of the person the program works for")
    parser.add_argument("--label", default="program", help="what the token is for")
    parser.add_argument("--days", type=int, default=30, help="days until it ends (at most 366)")
    parser.add_argument("--scope", action="append", choices=[scope.value for scope in Scope], help="default: all")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the token. Raises NameUnknown, TokenInvalid."""
    installation = open_installation(settings())
    now = clock.now()
    with installation.database.write() as session:
        person = accounts.person_of(session, arguments.name)
        scopes = arguments.scope or [scope.value for scope in Scope]
        act = Act(session, Actor(person), now, "cli")
        _, text = tokens.issue(act, arguments.label, scopes, now + timedelta(days=arguments.days))
    print(text)
    return 0
