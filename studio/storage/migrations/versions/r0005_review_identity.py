"""Which row a review is of, whatever stands for its identifiers.

Revision: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """One column more for reviews; those made before are known by their words."""
    op.add_column("reviews", sa.Column("identity", sa.String(), nullable=False, server_default=""))
