"""The demo office is a real one: made by the processes themselves, and proved by running them again."""

import os
import subprocess
import sys

import pytest
from sqlalchemy import select

from cli import demo
from engine import audit, rebuild, runtime
from engine.models import Instance, Task
from kernel import history, migrate
from kernel.settings import ROOT
from people.errors import OfficeExists
from tests.offices import digests_of_the_maker
from workflows.installation import Installation, prepare
from workflows.letters.models import Letter


def test_every_instance_reexecuted_in_a_fresh_process_gives_the_same_bytes(demo_office: Installation) -> None:
    living = digests_of_the_maker(demo_office)
    env = {
        **os.environ,
        "SATUPINTU_DATABASE_URL": demo_office.settings.database_url,
        "SATUPINTU_DATA_DIR": str(demo_office.settings.data_dir),
        "SATUPINTU_DOCUMENTS_URL": demo_office.settings.documents_url,
        "PYTHONHASHSEED": "4242",
    }
    program = "import sys; from cli.main import main; sys.exit(main(['recompute', '--digests']))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True)

    told = dict(line.split() for line in done.stdout.splitlines() if len(line.split()) == 2)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(told) > 40
    assert len(living) > 5
    assert {instance_id: told[instance_id] for instance_id in living} == living


def test_chains_are_whole_and_projections_equal_the_log(demo_office: Installation) -> None:
    with demo_office.database.read() as session:
        assert [fault for stream in history.streams(session) if (fault := history.verify(session, stream))] == []
        for instance_id in session.scalars(select(Instance.id)):
            assert rebuild.differences(session, instance_id) == []
            assert audit.recompute(session, instance_id).difference is None


def test_inboxes_late_letters_and_secret_ones_are_real(demo_office: Installation) -> None:
    with demo_office.database.read() as session:
        letters = {letter.agenda_no: letter for letter in session.scalars(select(Letter))}
        tasks = list(session.scalars(select(Task).where(Task.state == "ready")))

    assert letters["0412"].state == "filed"
    assert letters["0415"].security == "rahasia"
    assert any(task.element == "dispose" for task in tasks)
    assert any(task.element == "follow_up" for task in tasks)


def test_no_text_of_a_letter_stands_in_an_event_or_a_snapshot(demo_office: Installation) -> None:
    with demo_office.database.read() as session:
        written = " ".join(
            str(event.data) for stream in history.streams(session) for event in history.read(session, stream)
        )
        letters = list(session.scalars(select(Letter)))
    for letter in letters:
        for text in (letter.sender, letter.subject, letter.number):
            assert not text or text not in written
    assert "Ratna" not in written
    assert "ratna.wulandari" not in written


def test_a_second_start_touches_nothing(demo_office: Installation) -> None:
    with demo_office.database.read() as session:
        before = history.streams(session)

    assert prepare(demo_office) == []
    assert not demo.is_empty(demo_office)
    with pytest.raises(OfficeExists):
        demo.make(demo_office)
    with demo_office.database.read() as session:
        assert history.streams(session) == before


def test_the_migrated_schema_is_that_of_the_models(demo_office: Installation) -> None:
    assert runtime.BOUND in demo_office.database.info
    assert migrate.differences(demo_office.database.engine) == []
