"""Permissions by the hour."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "permission_request",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decider", sa.Text(), nullable=False),
        sa.Column("asked_posts", sa.Text(), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=True),
        sa.Column("absence_id", sa.Text(), nullable=True),
        sa.Column("paper_id", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permission_request")),
    )
    with op.batch_alter_table("permission_request", schema=None) as batch_op:
        batch_op.create_index("ix_permission_request_instance_id", ["instance_id"], unique=False)
        batch_op.create_index("ix_permission_request_person", ["person_id", "on_day"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("permission_request", schema=None) as batch_op:
        batch_op.drop_index("ix_permission_request_person")
        batch_op.drop_index("ix_permission_request_instance_id")

    op.drop_table("permission_request")
