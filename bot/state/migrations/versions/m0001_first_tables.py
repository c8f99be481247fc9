"""The first tables: claims, said, people, feedback, audit, unread words, installations, OAuth states."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "claims",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.Column("work", sa.JSON),
    )
    op.create_index("claims_by_time", "claims", ["until"])
    op.create_table(
        "said",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("ts", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("thread_ts", "asked_ts", "person")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("question", "language", "status")),
        sa.Column("query", sa.JSON),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("said_by_thread", "said", ["team", "channel", "thread_ts", "at"])
    op.create_index("said_by_question", "said", ["team", "channel", "asked_ts"])
    op.create_index("said_by_person", "said", ["team", "person", "at"])
    op.create_index("said_by_time", "said", ["at"])
    op.create_table(
        "people",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("user", sa.Text, primary_key=True),
        sa.Column("email", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("tz", sa.Text, nullable=False),
        sa.Column("guest", sa.Boolean, nullable=False),
        sa.Column("stranger", sa.Boolean, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("team", "channel", "ts")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("person", "question", "language")),
        sa.Column("query", sa.JSON),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("feedback_by_time", "feedback", ["at"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("source", "team", "channel", "person", "role")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("question", "language")),
        sa.Column("query", sa.JSON),
        sa.Column("scope", sa.JSON, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("outcome", "detail")),
        sa.Column("unread", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("audit_by_time", "audit", ["at"])
    op.create_index("audit_by_person", "audit", ["person", "at"])
    op.create_table(
        "unread_words",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("word", "language", "person", "question")),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("unread_words_by_time", "unread_words", ["at"])
    op.create_table(
        "installations",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("client_id", "enterprise", "team", "user")),
        sa.Column("record", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "oauth_states",
        sa.Column("state", sa.Text, primary_key=True),
        sa.Column("until", sa.DateTime, nullable=False),
    )
