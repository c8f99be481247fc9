"""The tables of the state store. Changing them needs a migration beside the others."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, MetaData, Table

from bot.state.columns import AnyText, UtcTime

METADATA = MetaData()

CLAIMS = Table(
    "claims",
    METADATA,
    Column("key", AnyText, primary_key=True),
    Column("owner", AnyText, nullable=False),
    Column("until", UtcTime, nullable=False),
    Column("done", Boolean, nullable=False),
    Column("work", JSON(none_as_null=True)),
    Index("claims_by_time", "until"),
)

SAID = Table(
    "said",
    METADATA,
    Column("team", AnyText, primary_key=True),
    Column("channel", AnyText, primary_key=True),
    Column("ts", AnyText, primary_key=True),
    Column("thread_ts", AnyText, nullable=False),
    Column("asked_ts", AnyText, nullable=False),
    Column("person", AnyText, nullable=False),
    Column("question", AnyText, nullable=False),
    Column("language", AnyText, nullable=False),
    Column("status", AnyText, nullable=False),
    Column("query", JSON(none_as_null=True)),
    Column("payload", JSON, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("said_by_thread", "team", "channel", "thread_ts", "at"),
    Index("said_by_question", "team", "channel", "asked_ts"),
    Index("said_by_person", "team", "person", "at"),
    Index("said_by_time", "at"),
)

PEOPLE = Table(
    "people",
    METADATA,
    Column("team", AnyText, primary_key=True),
    Column("user", AnyText, primary_key=True),
    Column("email", AnyText),
    Column("name", AnyText, nullable=False),
    Column("tz", AnyText, nullable=False),
    Column("guest", Boolean, nullable=False),
    Column("stranger", Boolean, nullable=False),
    Column("language", AnyText),
    Column("at", UtcTime, nullable=False),
)

FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("team", AnyText, nullable=False),
    Column("channel", AnyText, nullable=False),
    Column("ts", AnyText, nullable=False),
    Column("person", AnyText, nullable=False),
    Column("question", AnyText, nullable=False),
    Column("language", AnyText, nullable=False),
    Column("query", JSON(none_as_null=True)),
    Column("note", AnyText, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("feedback_by_time", "at"),
)

AUDIT = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source", AnyText, nullable=False),
    Column("team", AnyText, nullable=False),
    Column("channel", AnyText, nullable=False),
    Column("person", AnyText, nullable=False),
    Column("role", AnyText, nullable=False),
    Column("question", AnyText, nullable=False),
    Column("language", AnyText, nullable=False),
    Column("query", JSON(none_as_null=True)),
    Column("scope", JSON, nullable=False),
    Column("outcome", AnyText, nullable=False),
    Column("detail", AnyText, nullable=False),
    Column("unread", JSON, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("audit_by_time", "at"),
    Index("audit_by_person", "person", "at"),
)

UNREAD = Table(
    "unread_words",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("word", AnyText, nullable=False),
    Column("language", AnyText, nullable=False),
    Column("person", AnyText, nullable=False),
    Column("question", AnyText, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("unread_words_by_time", "at"),
)

# One row for a workspace's bot (user "") and one for each person who installed it. They are kept as the fields of
# slack_sdk's own objects: rotated tokens outgrow any width one would give a column.
INSTALLATIONS = Table(
    "installations",
    METADATA,
    Column("client_id", AnyText, primary_key=True),
    Column("enterprise", AnyText, primary_key=True),
    Column("team", AnyText, primary_key=True),
    Column("user", AnyText, primary_key=True),
    Column("record", JSON, nullable=False),
    Column("at", UtcTime, nullable=False),
)

OAUTH_STATES = Table(
    "oauth_states",
    METADATA,
    Column("state", AnyText, primary_key=True),
    Column("until", UtcTime, nullable=False),
)

# What is to be sent again and again: digests and alerts. `plan` is the JSON form of bot.digests.plan.Plan or of
# bot.alerts.alert.Alert; `standing` is what an alert remembers of what it saw last,
# `looked` names the data it saw then, and until `quiet_until` it tells nothing.
PLANS = Table(
    "plans",
    METADATA,
    Column("id", AnyText, primary_key=True),
    Column("kind", AnyText, nullable=False),
    Column("team", AnyText, nullable=False),
    Column("owner", AnyText, nullable=False),
    Column("channel", AnyText, nullable=False),
    Column("plan", JSON, nullable=False),
    Column("standing", JSON, nullable=False),
    Column("status", AnyText, nullable=False),
    Column("problem", AnyText, nullable=False),
    Column("next_due", UtcTime),
    Column("at", UtcTime, nullable=False),
    Column("looked", AnyText, nullable=False, server_default=""),
    Column("quiet_until", UtcTime),
    Index("plans_by_due", "kind", "status", "next_due"),
    Index("plans_by_owner", "team", "owner"),
)

# One row for each time that a plan is sent. `key` names the plan, the days it reports on and the place, so that there
# is one delivery of each, ever.
DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("key", AnyText, primary_key=True),
    Column("plan", AnyText, nullable=False),
    Column("kind", AnyText, nullable=False),
    Column("team", AnyText, nullable=False),
    Column("channel", AnyText, nullable=False),
    Column("period", AnyText, nullable=False),
    Column("due", UtcTime, nullable=False),
    Column("work", JSON, nullable=False),
    Column("status", AnyText, nullable=False),
    Column("stage", AnyText, nullable=False),
    Column("owner", AnyText, nullable=False),
    Column("until", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("posted_in", AnyText, nullable=False),
    Column("ts", AnyText, nullable=False),
    Column("reason", AnyText, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("deliveries_to_do", "status", "until"),
    Index("deliveries_by_plan", "plan", "due"),
    Index("deliveries_by_time", "at"),
)

# What people did about alerts, and what became of them without a message: acknowledged, snoozed, recovered.
ALERT_EVENTS = Table(
    "alert_events",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("plan", AnyText, nullable=False),
    Column("what", AnyText, nullable=False),
    Column("person", AnyText, nullable=False),
    Column("detail", AnyText, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("alert_events_by_plan", "plan", "at"),
    Index("alert_events_by_time", "at"),
)
