"""Leave requests, their attachments, what was said of them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "leave_request",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("counted_until", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("told_days", sa.Float(), nullable=True),
        sa.Column("abroad", sa.Boolean(), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("remote_days", sa.Integer(), nullable=False),
        sa.Column("child_number", sa.Integer(), nullable=True),
        sa.Column("substitute", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("absence_id", sa.Text(), nullable=True),
        sa.Column("acting_id", sa.Text(), nullable=True),
        sa.Column("superior_post", sa.Text(), nullable=True),
        sa.Column("decider_post", sa.Text(), nullable=True),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("deferred_until", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("late_days", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.Text(), nullable=False),
        sa.Column("handed_over_at", sa.Text(), nullable=True),
        sa.Column("granted_at", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_leave_request"),
    )
    op.create_index("ix_leave_request_days", "leave_request", ["starts_on", "last_on"], unique=False)
    op.create_index("ix_leave_request_person", "leave_request", ["person_id", "starts_on"], unique=False)
    op.create_index("ix_leave_request_state", "leave_request", ["state", "starts_on"], unique=False)
    op.create_table(
        "leave_document",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["leave_request.id"], name="fk_leave_document_request_id"),
        sa.PrimaryKeyConstraint("id", name="pk_leave_document"),
        sa.UniqueConstraint("request_id", "document_id", name="uq_leave_document_request_id_document_id"),
    )
    op.create_index("ix_leave_document_document_id", "leave_document", ["document_id"], unique=False)
    op.create_table(
        "leave_opinion",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("title_line", sa.Text(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["leave_request.id"], name="fk_leave_opinion_request_id"),
        sa.PrimaryKeyConstraint("id", name="pk_leave_opinion"),
        sa.UniqueConstraint("request_id", "place", name="uq_leave_opinion_request_id_place"),
    )


def downgrade() -> None:
    op.drop_table("leave_opinion")
    op.drop_table("leave_document")
    op.drop_table("leave_request")
