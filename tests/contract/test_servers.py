"""The test servers themselves: what they promise to the tests."""

from collections.abc import Callable
from pathlib import Path

import obstore
import pytest
from obstore.exceptions import AlreadyExistsError
from obstore.store import S3Store
from playwright.sync_api import Page
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url

from tests.servers import templates


@pytest.mark.parametrize("turn", [1, 2])
def test_gives_each_test_an_empty_database(database_url: str, turn: int) -> None:
    engine = create_engine(database_url)
    assert inspect(engine).get_table_names() == []
    with engine.begin() as link:
        link.execute(text("CREATE TABLE mark (turn INTEGER)"))
        link.execute(text("INSERT INTO mark VALUES (:turn)"), {"turn": turn})
    engine.dispose()


@pytest.mark.s3
def test_gives_an_empty_bucket_that_refuses_to_overwrite(s3_url: str) -> None:
    url = make_url(s3_url)
    store = S3Store(
        str(url.database),
        endpoint=f"http://{url.host}:{url.port}",
        access_key_id=url.username,
        secret_access_key=url.password,
        region="us-east-1",
        client_options={"allow_http": True},
    )
    assert list(obstore.list(store)) == []
    obstore.put(store, "sha256/ab/c", b"one", mode="create")
    with pytest.raises(AlreadyExistsError):
        obstore.put(store, "sha256/ab/c", b"two", mode="create")
    assert bytes(obstore.get(store, "sha256/ab/c").bytes()) == b"one"


@pytest.mark.browser
def test_opens_a_page_and_finds_a_fault_of_access(page: Page, faults_of_access: Callable[[Page], list[str]]) -> None:
    page.set_content("<html lang=id><title>Satu Pintu</title><main><h1>Surat</h1><img src=data:,></main>")
    assert page.locator("h1").inner_text() == "Surat"
    assert [fault.split(":")[0] for fault in faults_of_access(page)] == ["image-alt"]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_copies_a_prepared_database_for_each_test(kind: str, tmp_path: Path) -> None:
    built = []

    def build(url: str) -> None:
        built.append(url)
        engine = create_engine(url)
        with engine.begin() as link:
            link.execute(text("CREATE TABLE mark (turn INTEGER)"))
        engine.dispose()

    for turn in ("first", "second"):
        folder = tmp_path / turn
        folder.mkdir()
        with templates.copy_of("marks", build, kind, folder) as url:
            engine = create_engine(url)
            with engine.begin() as link:
                link.execute(text("INSERT INTO mark VALUES (1)"))
                assert link.execute(text("SELECT count(*) FROM mark")).scalar_one() == 1
            engine.dispose()
    assert len(built) <= 1
