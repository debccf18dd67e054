"""Production is a domain's and a task's, so that a detector of anomalies never takes a classifier's place.

Revision: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Promotions bear the task of their version: what a task had in production last is in production for it again."""
    op.add_column("aliases", sa.Column("task", sa.String(), nullable=False, server_default=""))
    op.execute(sa.text("UPDATE aliases SET task = (SELECT models.task FROM models WHERE models.id = aliases.model_id)"))
    op.drop_index(op.f("ix_aliases_workspace_domain"), table_name="aliases")
    op.create_index(op.f("ix_aliases_workspace_domain_task"), "aliases", ["workspace", "domain", "task"], unique=False)
