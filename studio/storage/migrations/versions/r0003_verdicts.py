"""What a data verdict found, and which dataset another one is a version of.

Revision: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"


def upgrade() -> None:
    """Two columns more for datasets, and the parts of verdicts."""
    op.add_column("datasets", sa.Column("made_from", sa.String(), nullable=True))
    op.add_column("datasets", sa.Column("change", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "verdict_parts",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("dataset_id", sa.String(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["datasets.id"], name=op.f("fk_verdict_parts_dataset_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_verdict_parts_run_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "phase", name=op.f("pk_verdict_parts")),
    )
    op.create_index(op.f("ix_verdict_parts_dataset_id"), "verdict_parts", ["dataset_id"], unique=False)
