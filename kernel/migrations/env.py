"""How alembic reaches the connection it is given; it never makes one itself."""

from typing import Any, Literal

from alembic import context

from kernel.db import Base


def written(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Our own column types stand in migrations as what the database stores."""
    return "sa.Text()" if kind == "type" and type(item).__module__ == "kernel.db" else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=written,
)
with context.begin_transaction():
    context.run_migrations()
