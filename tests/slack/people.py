"""Who lives in the test workspace, and which channels there are."""

from __future__ import annotations

from bot.demo_slack.server import SlackApp, SlackChannel, SlackPerson, SlackWorkspace

BOT = SlackApp()
REP = SlackPerson("U01REP", "sara", "Sara Ahmadi", "sara.ahmadi@example.com")
OTHER = SlackPerson("U02OTHER", "arash", "Arash Moradi", "arash.moradi@example.com")
STRANGER = SlackPerson("U03STRANGER", "nobody", "No Body", "no.body@elsewhere.example")
GUEST = SlackPerson("U04GUEST", "guest", "Gil Guest", "guest@example.com")
NEW = {mode: SlackPerson(f"U05NEW{mode.upper()}", "new", "Nina New", f"new.{mode}@example.com") for mode in ("a", "b")}
BOSS = SlackPerson("U06BOSS", "bo", "Bo Boss", "boss@example.com")
PEOPLE = (REP, OTHER, STRANGER, GUEST, BOSS, *NEW.values())
# What Slack says of them besides.
PROFILES = {GUEST.id: {"is_restricted": True}, STRANGER.id: {"is_stranger": True, "team_id": "T09OTHER"}}

SALES = SlackChannel("C01SALES", "sales", (*(p.id for p in PEOPLE), BOT.bot_user))
PRIVATE = SlackChannel("C02LEADS", "leads", (REP.id, OTHER.id, BOSS.id, BOT.bot_user), private=True)
WITHOUT_BOT = SlackChannel("C03QUIET", "quiet", (REP.id, OTHER.id))

WORKSPACE = SlackWorkspace((BOT,), PEOPLE, (SALES, PRIVATE, WITHOUT_BOT))
