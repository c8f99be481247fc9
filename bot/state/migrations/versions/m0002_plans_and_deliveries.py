"""Digests and alerts: what is ordered, and each of its deliveries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "plans",
        sa.Column("id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("kind", "team", "owner", "channel")),
        sa.Column("plan", sa.JSON, nullable=False),
        sa.Column("standing", sa.JSON, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("status", "problem")),
        sa.Column("next_due", sa.DateTime),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("plans_by_due", "plans", ["kind", "status", "next_due"])
    op.create_index("plans_by_owner", "plans", ["team", "owner"])
    op.create_table(
        "deliveries",
        sa.Column("key", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("plan", "kind", "team", "channel", "period")),
        sa.Column("due", sa.DateTime, nullable=False),
        sa.Column("work", sa.JSON, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("status", "stage", "owner")),
        sa.Column("until", sa.DateTime, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("posted_in", "ts", "reason")),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("deliveries_to_do", "deliveries", ["status", "until"])
    op.create_index("deliveries_by_plan", "deliveries", ["plan", "due"])
    op.create_index("deliveries_by_time", "deliveries", ["at"])
