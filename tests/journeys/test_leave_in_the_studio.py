"""The leave process in the editor: an administrator may change it without losing anything it says."""

import pytest

from tests.people import RIZKI
from tests.serving import Visitors

pytestmark = pytest.mark.browser


def test_the_editor_keeps_all_that_the_drawing_says(visitors: Visitors) -> None:
    page = visitors.come(RIZKI)
    page.goto("/studio/leave_request/editor")
    page.wait_for_selector("[data-editor][data-ready]")

    assert page.locator(".djs-shape[data-element-id='verify']").count() == 1
    written = page.locator("body").inner_text()
    assert "unknown attribute" not in written
    assert "unparsable" not in written
