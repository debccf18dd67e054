"""A run of several trainings has a curve for each of them.

Revision: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_POINT = "run_id, step, loss, dev_metric"


def upgrade() -> None:
    """A point is known by its series as well; those there are belong to the run's own. A key is changed by copying."""
    op.execute(sa.text(f"CREATE TABLE run_curve_before AS SELECT {_POINT} FROM run_curve"))
    op.drop_table("run_curve")
    op.create_table(
        "run_curve",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False, server_default=""),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("loss", sa.Double()),
        sa.Column("dev_metric", sa.Double()),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_run_curve_run_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "series", "step", name=op.f("pk_run_curve")),
    )
    op.execute(sa.text(f"INSERT INTO run_curve ({_POINT}) SELECT {_POINT} FROM run_curve_before"))
    op.drop_table("run_curve_before")
