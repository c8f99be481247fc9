"""The rows of the state store as the rest of the bot sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """One message of ours that carries an answer.

    `ts` is our message's, `asked_ts` that of the message it answers, `person` the Slack user who asked. `query` is the
    JSON form of the Query before rights were applied (queries.query.to_json), so that a menu or a follow-up applies
    them anew. `payload` is any JSON that the Slack side keeps beside it. `private`: only `person` may see it.
    `at` is in UTC.
    """

    team: str
    channel: str
    ts: str
    thread_ts: str
    asked_ts: str
    person: str
    question: str
    language: str
    status: str
    query: dict[str, Any] | None
    payload: dict[str, Any]
    private: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class SlackPerson:
    """A cached Slack profile; `stranger` is a member of another workspace; `at` is when it was looked up, in UTC."""

    team: str
    user: str
    email: str | None
    name: str
    tz: str
    guest: bool
    stranger: bool
    language: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Feedback:
    """Somebody said that a reading is wrong: what was asked, how it was read, and what they add in their words."""

    team: str
    channel: str
    ts: str
    person: str
    question: str
    language: str
    query: dict[str, Any] | None
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One question and what became of it.

    `source` is where it came from ("slack", "cli", …); `person` the e-mail address (or Slack user where there is none),
    `role` theirs. `query` is the JSON form of what ran, `scope` the row filters of the person's rights within it.
    `outcome` is the status of the reply, `detail` the sentence of a refusal or the number of rows. `unread` are words
    that were not understood.
    """

    source: str
    team: str
    channel: str
    person: str
    role: str
    question: str
    language: str
    query: dict[str, Any] | None
    scope: list[dict[str, Any]]
    outcome: str
    detail: str
    at: datetime
    unread: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UnreadWord:
    """A word that was not understood: in how many questions, of how many people, the newest of them and when."""

    word: str
    language: str
    questions: int
    people: int
    example: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlanRow:
    """Something ordered: `kind` is "digest" or "alert", `plan` its JSON form, `standing` what an alert remembers.

    `status` is "active", "paused" or "deleted"; `problem` why it was paused or failed last; `next_due` when it is due
    next, of an alert without a schedule never. An alert has `looked` at the data of that name last, and tells nothing
    until `quiet_until`. Times are in UTC.
    """

    id: str
    kind: str
    team: str
    owner: str
    channel: str
    plan: dict[str, Any]
    standing: dict[str, Any]
    status: str
    problem: str
    next_due: datetime | None
    at: datetime
    looked: str = ""
    quiet_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AlertEvent:
    """What happened about an alert besides its messages.

    `what` is "acknowledged", "snoozed", "muted" or "recovered", `person` the Slack user ("" for none), `detail` until
    when, or which member recovered. `at` is in UTC.
    """

    plan: str
    what: str
    person: str
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """One sending of a plan.

    `key` is the same for the same plan, days and channel. `status`:
    "due" (to be sent once `until` has come), "working" (the process `owner` is at it; after `until` another takes
    over), then for good: "sent", "skipped", "failed", or "doubt" (Slack may have taken it and does not say).
    `stage` is how far it came: "" (nothing can have been posted), "posting" (the message may be out), "posted" (it is,
    as `ts` in the channel `posted_in`), "picture" (its picture may be there too). `work` says what it is about,
    `reason` why it waits, was skipped or failed.
    """

    key: str
    plan: str
    kind: str
    team: str
    channel: str
    period: str
    due: datetime
    work: dict[str, Any]
    status: str
    stage: str
    owner: str
    until: datetime
    tries: int
    posted_in: str
    ts: str
    reason: str
    at: datetime
