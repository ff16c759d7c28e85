"""Substitution, and absences that are only asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
HAS_RECORD = sa.text("record IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("record", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("firm", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "substitution",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("absent_id", sa.Text(), nullable=False),
        sa.Column("substitute_id", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("processes", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=True),
        sa.Column("revoked_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["absent_id"], ["person.id"], name="fk_substitution_absent_id"),
        sa.ForeignKeyConstraint(["substitute_id"], ["person.id"], name="fk_substitution_substitute_id"),
        sa.PrimaryKeyConstraint("id", name="pk_substitution"),
    )
    with op.batch_alter_table("substitution", schema=None) as batch_op:
        batch_op.create_index("ix_substitution_absent_id", ["absent_id", "starts_on"], unique=False)
        batch_op.create_index("ix_substitution_substitute_id", ["substitute_id", "starts_on"], unique=False)
        batch_op.create_index(
            "ix_substitution_record",
            ["record"],
            unique=False,
            sqlite_where=HAS_RECORD,
            postgresql_where=HAS_RECORD,
        )


def downgrade() -> None:
    op.drop_table("substitution")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_column("firm")
        batch_op.drop_column("record")
