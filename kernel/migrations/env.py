"""How alembic reaches the connection it is given; it never makes one itself."""

from alembic import context

from kernel.db import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
