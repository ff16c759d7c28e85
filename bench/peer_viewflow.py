"""A peer: viewflow on Django, the same work W1 on SQLite; only where somebody has installed it by hand.

`pip install --target FOLDER django-viewflow`, then `PYTHONPATH=FOLDER make bench ARGS=peers`. It is AGPL and never
among our packages; its flow is Python code, not BPMN.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings


def prepare(path: str, durability: str) -> Any:
    """Django with one database and the flow of W1; gives the flow."""
    options = {
        "transaction_mode": "IMMEDIATE",
        "init_command": f"PRAGMA journal_mode=WAL;PRAGMA synchronous={durability};",
    }
    settings.configure(
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "viewflow", "viewflow.workflow", "bench"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": options}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        ROOT_URLCONF=__name__,
    )
    django.setup()
    from django.core.management import call_command
    from viewflow import this
    from viewflow.workflow import flow
    from viewflow.workflow.flow import views
    from viewflow.workflow.models import Process

    call_command("migrate", verbosity=0)

    class Approve(flow.Flow):
        process_class = Process
        start = flow.StartHandle(this.begin).Next(this.a)
        a = flow.View(views.UpdateProcessView.as_view(fields=[])).Next(this.choice)
        choice = flow.If(lambda activation: activation.process.data["approved"]).Then(this.b).Else(this.end)
        b = flow.View(views.UpdateProcessView.as_view(fields=[])).Next(this.end)
        end = flow.End()

        def begin(self, activation: Any) -> Any:
            activation.process.data = {"approved": True}
            return activation.process

    Approve.__qualname__ = "Approve"
    sys.modules[__name__].Approve = Approve  # rows name it, and are read back by that name
    return Approve


def complete(approve: Any, user: Any, process: Any) -> None:
    """The open task of a process, taken and done in one transaction."""
    from django.db import transaction

    with transaction.atomic(), process.task_set.get(status="NEW").activation() as activation:
        activation.assign(user)
        activation.start(None)
        activation.execute()


def main(path: str, durability: str, count: int) -> dict[str, float]:
    """Starts and completions a second."""
    approve = prepare(path, durability)
    from django.contrib.auth.models import User
    from django.db import transaction

    user = User.objects.create(username="clerk")
    began, made = time.perf_counter(), []
    for _ in range(count):
        with transaction.atomic():
            made.append(approve.start.run())
    starts = count / (time.perf_counter() - began)
    began = time.perf_counter()
    for process in made:
        complete(approve, user, process)
        complete(approve, user, process)
    return {"starts": starts, "completions": 2 * count / (time.perf_counter() - began)}


if __name__ == "__main__":
    from bench.peer_viewflow import main  # under its full name, by which rows know the flow

    print(json.dumps(main(str(Path(sys.argv[1]) / "viewflow.db"), sys.argv[2], int(sys.argv[3]))))
