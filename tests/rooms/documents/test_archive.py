"""The archive: finding documents, and giving one's own upload to a record."""

import pytest

from documents import archive, errors, intake
from documents.blobs import Blobs
from kernel import history
from kernel.act import Act
from tests import files
from tests.rooms.documents.conftest import BUDI, part


def test_an_unknown_document_is_not_found(act: Act) -> None:
    with pytest.raises(errors.DocumentNotFound):
        archive.get(act.session, "nobody")
    with pytest.raises(errors.DocumentNotFound):
        archive.page_image(act.session, "nobody", 1, 900)


def test_an_upload_is_given_to_a_record_with_its_originals(act: Act, blobs: Blobs) -> None:
    joined = intake.receive(act, blobs, [part(files.picture(), "a.jpg"), part(files.picture("PNG"), "b.png")])
    archive.attach(act, joined.id, "letter:1")
    assert archive.list_for_record(act.session, "letter:1") == [joined]
    assert {one.record for one in archive.list_originals(act.session, joined.id)} == {"letter:1"}
    assert history.read_record(act.session, "letter:1")[-1].kind == "document.attached"


def test_attaching_twice_to_the_same_record_is_no_fault(act: Act, blobs: Blobs) -> None:
    document = intake.receive(act, blobs, [part(files.pdf())])
    archive.attach(act, document.id, "letter:1")
    assert archive.attach(act, document.id, "letter:1").record == "letter:1"
    assert len(history.read_record(act.session, "letter:1")) == 1


def test_a_document_belongs_to_one_record_only(act: Act, blobs: Blobs) -> None:
    document = intake.receive(act, blobs, [part(files.pdf())])
    archive.attach(act, document.id, "letter:1")
    with pytest.raises(errors.DocumentTaken):
        archive.attach(act, document.id, "letter:2")


def test_nobody_takes_the_upload_of_somebody_else(act: Act, blobs: Blobs) -> None:
    document = intake.receive(act, blobs, [part(files.pdf())])
    with pytest.raises(errors.DocumentNotFound):
        archive.attach(act.with_(actor=BUDI), document.id, "letter:2")


def test_an_original_is_not_attached_by_itself(act: Act, blobs: Blobs) -> None:
    joined = intake.receive(act, blobs, [part(files.picture(), "a.jpg"), part(files.picture("PNG"), "b.png")])
    with pytest.raises(errors.DocumentNotFound):
        archive.attach(act, archive.list_originals(act.session, joined.id)[0].id, "letter:1")


def test_documents_of_a_record_come_in_order_of_receipt(act: Act, blobs: Blobs) -> None:
    first = intake.receive(act, blobs, [part(files.pdf(1))], record="letter:1")
    later = act.with_(now=act.now.replace(hour=5))
    second = intake.receive(later, blobs, [part(files.pdf(2))], record="letter:1")
    assert archive.list_for_record(act.session, "letter:1") == [first, second]
