"""A worker that sends one mail, in a process of its own that may be killed: database, folder, port, mail, instant."""

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from jobs import mail
from tests.offices import settings_for
from workflows.installation import open_installation


def main(url: str, folder: str, port: str, mail_id: str, now: str) -> None:
    """Send it."""
    settings = replace(settings_for(url, Path(folder)), mail_url=f"smtp://127.0.0.1:{port}")
    house = open_installation(settings)
    mail.hand_over(house, house.database, mail_id, datetime.fromisoformat(now))


if __name__ == "__main__":
    main(*sys.argv[1:])
