"""Assignment letters: who is assigned, what was written on the way, what came with them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("prepared_by", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("funds", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("must_report", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("paper_id", sa.Text(), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("prepared_at", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=True),
        sa.Column("signed_at", sa.Text(), nullable=True),
        sa.Column("reported_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index("ix_assignment_instance_id", ["instance_id"], unique=False)
        batch_op.create_index("ix_assignment_preparer", ["prepared_by"], unique=False)

    op.create_table(
        "assignment_document",
        sa.Column("assignment_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_assignment_document_assignment_id")
        ),
        sa.PrimaryKeyConstraint("assignment_id", "document_id", name=op.f("pk_assignment_document")),
    )
    op.create_table(
        "assignment_person",
        sa.Column("assignment_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("absence_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_assignment_person_assignment_id")),
        sa.PrimaryKeyConstraint("assignment_id", "person_id", name=op.f("pk_assignment_person")),
    )
    with op.batch_alter_table("assignment_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_person_person_id"), ["person_id"], unique=False)

    op.create_table(
        "assignment_remark",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("assignment_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_assignment_remark_assignment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_remark")),
    )
    with op.batch_alter_table("assignment_remark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_remark_assignment_id"), ["assignment_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("assignment_remark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_remark_assignment_id"))

    op.drop_table("assignment_remark")
    with op.batch_alter_table("assignment_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_person_person_id"))

    op.drop_table("assignment_person")
    op.drop_table("assignment_document")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index("ix_assignment_preparer")
        batch_op.drop_index("ix_assignment_instance_id")

    op.drop_table("assignment")
