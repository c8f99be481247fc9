"""Alerts: which data each has seen, until when it is quiet, and what people did about it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the plans and make the table of events."""
    op.add_column("plans", sa.Column("looked", sa.Text, nullable=False, server_default=""))
    op.add_column("plans", sa.Column("quiet_until", sa.DateTime))
    op.create_table(
        "alert_events",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("plan", "what", "person", "detail")),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("alert_events_by_plan", "alert_events", ["plan", "at"])
    op.create_index("alert_events_by_time", "alert_events", ["at"])
