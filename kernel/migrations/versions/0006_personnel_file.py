"""Profiles, proposed changes, personnel files."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
IN_FORCE = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "profile_value",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=True),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.Text(), nullable=False),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_profile_value_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_profile_value"),
    )
    with op.batch_alter_table("profile_value", schema=None) as batch_op:
        batch_op.create_index("ix_profile_value_person_id", ["person_id"], unique=False)
        batch_op.create_index(
            "ix_profile_value_field",
            ["field", "person_id"],
            unique=False,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        )
        batch_op.create_index(
            "uq_profile_value_in_force",
            ["person_id", "field", "entry"],
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        )

    op.create_table(
        "profile_proposal",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("base_id", sa.Text(), nullable=True),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=True),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_profile_proposal_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_profile_proposal"),
    )
    with op.batch_alter_table("profile_proposal", schema=None) as batch_op:
        batch_op.create_index("ix_profile_proposal_person", ["person_id", "state"], unique=False)

    op.create_table(
        "dosir_entry",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Text(), nullable=True),
        sa.Column("proposal_id", sa.Text(), nullable=True),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_dosir_entry_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_dosir_entry"),
    )
    with op.batch_alter_table("dosir_entry", schema=None) as batch_op:
        batch_op.create_index("ix_dosir_entry_document_id", ["document_id"], unique=False)
        batch_op.create_index("ix_dosir_entry_person", ["person_id", "state", "kind"], unique=False)

    op.create_table(
        "profile_look",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("looker", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_profile_look_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_profile_look"),
    )
    with op.batch_alter_table("profile_look", schema=None) as batch_op:
        batch_op.create_index("ix_profile_look_person_id", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("profile_look")
    op.drop_table("dosir_entry")
    op.drop_table("profile_proposal")
    op.drop_table("profile_value")
