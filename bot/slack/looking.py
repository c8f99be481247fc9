"""Whether the bot could serve: its tokens, what they allow, the state store. For `kpibot doctor`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slack_sdk import WebClient

from bot.slack.app import SCOPES, web_client
from bot.slack.poster import PostFailed, repeat
from bot.slack.settings import SettingsError, SlackSettings, read_settings
from bot.state import StateError, open_state


@dataclass(frozen=True, slots=True)
class Looked:
    """One thing looked at, and whether it is well."""

    what: str
    found: str
    well: bool = True


def look_at_slack(workspace: Path) -> Iterator[Looked]:
    """What is found, where tokens are set at all; without any, nothing: kpibot can be used without Slack."""
    if not any(os.environ.get(name) for name in ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID")) and not Path(".env").exists():
        return
    http = bool(os.environ.get("SLACK_SIGNING_SECRET")) and not os.environ.get("SLACK_APP_TOKEN")
    try:
        settings = read_settings(http=http)
    except SettingsError as error:
        yield Looked("slack", str(error), well=False)
        return
    if not settings.installable:
        yield _token(settings)
    yield _state(settings, workspace)


def _token(settings: SlackSettings) -> Looked:
    client: WebClient = web_client(settings, settings.slack_bot_token.get_secret_value())
    try:
        answer = repeat(client.auth_test)
    except PostFailed as error:
        return Looked("slack", f"SLACK_BOT_TOKEN: Slack at {settings.slack_api_url} says {error.reason}", well=False)
    given = {scope.strip() for scope in str(answer.headers.get("x-oauth-scopes") or "").split(",") if scope.strip()}
    missing = sorted(set(SCOPES) - given)
    if given and missing:
        found = f"the token lacks {', '.join(missing)}; take manifest.yaml anew and install the app again"
        return Looked("slack", found, well=False)
    return Looked("slack", f"{answer.get('team')} as {answer.get('user')}")


def _state(settings: SlackSettings, workspace: Path) -> Looked:
    url = settings.state_url(workspace)
    try:
        open_state(url).close()
    except StateError as error:
        return Looked("state", str(error), well=False)
    kind = url.partition(":")[0]
    return Looked("state", f"{kind} can be written to")
