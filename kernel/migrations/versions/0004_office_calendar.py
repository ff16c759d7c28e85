"""Office calendars published here, drafts of them, and the cases that follow."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_calendar",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("published_at", sa.Text(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("planned_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("version", name="pk_office_calendar"),
        sa.UniqueConstraint("number", name="uq_office_calendar_number"),
    )
    op.create_table(
        "calendar_draft",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("based_on", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_calendar_draft"),
    )
    op.create_table(
        "calendar_move",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("deadlines", sa.Integer(), nullable=False),
        sa.Column("moved_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("version", "instance_id", name="pk_calendar_move"),
    )


def downgrade() -> None:
    op.drop_table("calendar_move")
    op.drop_table("calendar_draft")
    op.drop_table("office_calendar")
