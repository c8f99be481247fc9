"""The Bolt app: one workspace with its token, or several that install the bot themselves."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

from slack_bolt import App
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.alerts.alert import Alert
from bot.digests.plan import Plan
from bot.slack.counter import Counter
from bot.slack.desk import Desk
from bot.slack.listeners import listen
from bot.slack.settings import SlackSettings

SCOPES = (
    "app_mentions:read", "channels:read", "chat:write", "commands", "files:read", "files:write", "groups:read",
    "im:history", "im:read", "im:write", "users:read", "users:read.email",
)  # fmt: skip
_TRIES = 3
_TIMEOUT = 10


def web_client(settings: SlackSettings, token: str | None) -> WebClient:
    """A client that waits when Slack says that it is asked too often, and repeats nothing else by itself."""
    return WebClient(
        token=token,
        base_url=settings.slack_api_url,
        timeout=_TIMEOUT,
        retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=_TRIES)],
    )


def create_app(settings: SlackSettings, desk: Desk, digests: Counter[Plan], alerts: Counter[Alert]) -> App:
    """The app with all its listeners."""
    executor = ThreadPoolExecutor(settings.kpibot_workers, thread_name_prefix="slack")
    token = settings.slack_bot_token.get_secret_value() or None
    oauth = None
    if settings.installable:
        oauth = OAuthSettings(
            client_id=settings.slack_client_id,
            client_secret=settings.slack_client_secret.get_secret_value(),
            scopes=SCOPES,
            installation_store=desk.kept.state.installation_store(settings.slack_client_id),
            state_store=desk.kept.state.oauth_state_store(),
            install_path="/slack/install",
            redirect_uri_path="/slack/oauth_redirect",
        )
        token = None
    log = logging.getLogger("slack_bolt")
    log.setLevel(logging.ERROR)  # it warns that the client given is used, not the token of the environment
    app = App(
        client=web_client(settings, token),
        signing_secret=settings.slack_signing_secret.get_secret_value() or "socket-mode",
        oauth_settings=oauth,
        listener_executor=executor,
        logger=log,
        token_verification_enabled=False,  # `serve` looks itself, with a sentence for what is wrong
    )
    log.setLevel(logging.WARNING)

    def forget(enterprise: str | None, team: str | None) -> None:
        if settings.installable:
            store = desk.kept.state.installation_store(settings.slack_client_id)
            store.delete_all(enterprise_id=enterprise, team_id=team)

    listen(app, desk, digests, alerts, tables=settings.slack_table_blocks, forget=forget)
    return app
