"""Cases by who started them, and ended cases by process: for "my requests" and its forecasts."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None
COMPLETED = sa.text("state = 'completed'")


def upgrade() -> None:
    op.create_index("ix_instance_starter", "instance", ["started_by", "started_at"], unique=False)
    op.create_index(
        "ix_instance_ended",
        "instance",
        ["process", "ended_at"],
        unique=False,
        sqlite_where=COMPLETED,
        postgresql_where=COMPLETED,
    )


def downgrade() -> None:
    op.drop_index("ix_instance_ended", table_name="instance")
    op.drop_index("ix_instance_starter", table_name="instance")
