"""Papers that were issued, and whose files they lie in."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issued_paper",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("signer_name", sa.Text(), nullable=False),
        sa.Column("signer_title", sa.Text(), nullable=False),
        sa.Column("signer_nip", sa.Text(), nullable=False),
        sa.Column("signer_rank", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("ordered_at", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.Text(), nullable=True),
        sa.Column("revoked_at", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_paper")),
        sa.UniqueConstraint("code", name=op.f("uq_issued_paper_code")),
        sa.UniqueConstraint("series", "year", "serial", name=op.f("uq_issued_paper_series_year_serial")),
    )
    with op.batch_alter_table("issued_paper", schema=None) as batch_op:
        batch_op.create_index("ix_issued_paper_record", ["record"], unique=False)

    op.create_table(
        "issued_paper_person",
        sa.Column("paper_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["issued_paper.id"], name=op.f("fk_issued_paper_person_paper_id")),
        sa.PrimaryKeyConstraint("paper_id", "person_id", name=op.f("pk_issued_paper_person")),
    )
    with op.batch_alter_table("issued_paper_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issued_paper_person_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("issued_paper_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issued_paper_person_person_id"))

    op.drop_table("issued_paper_person")
    with op.batch_alter_table("issued_paper", schema=None) as batch_op:
        batch_op.drop_index("ix_issued_paper_record")

    op.drop_table("issued_paper")
