"""The settings of the bot in Slack: secrets and addresses from the environment or `.env`, each checked by name."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.state.store import STATE_URL, state_url

SLACK = "https://slack.com/api/"


class SettingsError(Exception):
    """A setting is missing or wrong; the message names it with an example."""


class SlackSettings(BaseSettings):
    """`.env.example` says what each is for. Secrets never show in a log: they are SecretStr."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_client_id: str = ""
    slack_client_secret: SecretStr = SecretStr("")
    slack_api_url: str = SLACK
    slack_table_blocks: bool = True
    kpibot_state_url: str = ""
    kpibot_workers: int = Field(default=16, ge=1, le=256)

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_slash(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError(f"must be an address like {SLACK}")
        return url if url.endswith("/") else url + "/"

    @property
    def installable(self) -> bool:
        """Whether several workspaces install the bot themselves, by OAuth."""
        return bool(self.slack_client_id)

    def state_url(self, workspace: Path) -> str:
        """Where the state is kept: the database named, else one file in the workspace."""
        return state_url(workspace.resolve(), {STATE_URL: self.kpibot_state_url})


_EXAMPLES = {
    "slack_bot_token": "xoxb-… (OAuth & Permissions, “Bot User OAuth Token”)",
    "slack_app_token": "xapp-… (Basic Information, “App-Level Tokens”, scope connections:write)",
    "slack_signing_secret": "32 hexadecimal digits (Basic Information, “Signing Secret”)",
    "slack_client_secret": "32 hexadecimal digits (Basic Information, “Client Secret”)",
}


def any_settings() -> SlackSettings:
    """The settings as far as they are given; raises SettingsError for one that is wrong."""
    try:
        return SlackSettings()
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"{str(first['loc'][0]).upper()}: {first['msg']}") from None


def read_settings(*, http: bool) -> SlackSettings:
    """The settings for serving by HTTP or by Socket Mode; raises SettingsError for one that is missing or wrong."""
    settings = any_settings()
    if http:
        needed = ["slack_signing_secret", "slack_client_secret" if settings.installable else "slack_bot_token"]
    else:
        needed = ["slack_bot_token", "slack_app_token"]
    for name in needed:
        if not getattr(settings, name).get_secret_value():
            raise SettingsError(f"{name.upper()} is not set; it looks like {_EXAMPLES[name]}")
    for name, start in (("slack_bot_token", "xoxb-"), ("slack_app_token", "xapp-")):
        value = getattr(settings, name).get_secret_value()
        if value and not value.startswith(start):
            raise SettingsError(f"{name.upper()} must begin with {start}; it looks like {_EXAMPLES[name]}")
    return settings
