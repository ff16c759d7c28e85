"""Rows of page images: written once, withdrawn, swept; on both databases."""

from dataclasses import replace
from datetime import timedelta

from documents import archive, intake, pages
from documents.blobs import Blobs
from documents.limits import Limits
from documents.models import DocumentState
from documents.pages import READING, THUMBNAIL
from kernel import clock, outbox
from kernel.act import Act
from kernel.db import Database
from tests import files
from tests.rooms.documents.conftest import ANA, AT, part


def test_drawing_twice_changes_nothing(act: Act, blobs: Blobs) -> None:
    document = intake.receive(act, blobs, [part(files.pdf(8))])  # more pages than one child draws
    pages.render(act, blobs, document.id)
    before = {one.sha256 for one in archive.page_images(act.session, document.id, READING)}
    pages.keep(act.session, document.id, pages.draw(blobs, document, [1, 2]) or [])
    pages.render(act, blobs, document.id)
    after = archive.page_images(act.session, document.id, READING)
    assert {one.sha256 for one in after} == before
    assert len(after) == 8


def test_the_worker_draws_without_an_open_transaction(database: Database, blobs: Blobs) -> None:
    with database.write() as session:
        document = intake.receive(Act(session, ANA, AT), blobs, [part(files.pdf(8))])
    pages.render_in_steps(database, blobs, document.id, ANA)
    pages.render_in_steps(database, blobs, document.id, ANA)
    with database.read() as session:
        assert archive.get(session, document.id).state == DocumentState.DRAWN
        assert len(archive.page_images(session, document.id, THUMBNAIL)) == 8


def test_the_errand_is_left_once(act: Act, blobs: Blobs) -> None:
    document = intake.receive(act, blobs, [part(files.pdf())])
    pages.order(act, document.id)
    pages.order(act, document.id)
    (job,) = act.session.query(outbox.Job).all()
    assert (job.kind, job.payload) == ("documents.render", {"document_id": document.id})


def test_a_withheld_document_loses_its_images_and_gets_no_new_ones(act: Act, blobs: Blobs) -> None:
    document = intake.receive(act, blobs, [part(files.pdf())])
    pages.render(act, blobs, document.id)
    pages.withdraw(act, document.id)
    pages.render(act, blobs, document.id)
    assert document.state == DocumentState.WITHHELD
    assert archive.page_images(act.session, document.id, READING) == []


def test_withheld_images_may_be_ordered_again(act: Act, blobs: Blobs) -> None:
    document = intake.receive(act, blobs, [part(files.pdf())])
    pages.withdraw(act, document.id)
    pages.order(act, document.id)
    assert pages.render(act, blobs, document.id).state == DocumentState.DRAWN


def test_the_sweep_takes_images_of_withheld_documents_and_spares_the_rest(act: Act, blobs: Blobs) -> None:
    document = pages.render(act, blobs, intake.receive(act, blobs, [part(files.pdf())]).id)
    other = pages.render(act, blobs, intake.receive(act, blobs, [part(files.tiff(2))]).id)
    pages.withdraw(act, document.id)
    assert archive.sweep(act.session, blobs, clock.now()) == 0
    assert archive.sweep(act.session, blobs, clock.now() + timedelta(hours=25)) == 2
    assert blobs.exists(document.sha256)
    assert blobs.exists(archive.page_image(act.session, other.id, 2, READING).sha256)


def test_a_file_that_cannot_be_drawn_is_marked_and_stays_readable(act: Act, blobs: Blobs) -> None:
    document = intake.receive(act, blobs, [part(files.pdf())])
    pages.render(act, blobs, document.id, bounds=replace(Limits(), seconds=0.01))
    assert document.state == DocumentState.UNDRAWABLE
    assert b"".join(archive.content(blobs, document)) == files.pdf()
