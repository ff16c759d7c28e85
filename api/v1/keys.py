"""The header that makes a repeated request harmless."""

from typing import Annotated

from fastapi import Header

IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=8,
        max_length=200,
        description="The same key with the same content gives the same answer, and the deed once",
    ),
]
