"""Whether the server lives and reaches its database; for the operator's watch."""

from fastapi import APIRouter
from sqlalchemy import text

from api.context import House

router = APIRouter(include_in_schema=False)


@router.get("/health")
def health(house: House) -> dict[str, str]:
    """`ok`, after the database answered."""
    with house.database.read() as session:
        session.execute(text("SELECT 1"))
    return {"status": "ok"}
