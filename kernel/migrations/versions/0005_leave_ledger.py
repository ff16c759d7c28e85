"""The ledger of annual leave."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "leave_movement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("bucket", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_leave_movement"),
        sa.UniqueConstraint("person_id", "number", "place", name="uq_leave_movement_person_id_number_place"),
    )
    with op.batch_alter_table("leave_movement", schema=None) as batch_op:
        batch_op.create_index("ix_leave_movement_request_id", ["request_id"], unique=False)
        batch_op.create_index("ix_leave_movement_year", ["person_id", "year"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("leave_movement", schema=None) as batch_op:
        batch_op.drop_index("ix_leave_movement_year")
        batch_op.drop_index("ix_leave_movement_request_id")

    op.drop_table("leave_movement")
