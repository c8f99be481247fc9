"""A wrong setting stops the start with its name and what it looks like."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.slack.settings import SettingsError, read_settings

NAMES = (
    "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET",
    "SLACK_API_URL", "KPIBOT_WORKERS", "KPIBOT_STATE_URL",
)  # fmt: skip


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("given", "http", "named"),
    [
        ({}, False, "SLACK_BOT_TOKEN is not set"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, False, "SLACK_APP_TOKEN is not set"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, True, "SLACK_SIGNING_SECRET is not set"),
        ({"SLACK_SIGNING_SECRET": "s"}, True, "SLACK_BOT_TOKEN is not set"),
        ({"SLACK_SIGNING_SECRET": "s", "SLACK_CLIENT_ID": "1.2"}, True, "SLACK_CLIENT_SECRET is not set"),
        ({"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xoxb-1"}, False, "SLACK_BOT_TOKEN must begin with xoxb-"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "1"}, False, "SLACK_APP_TOKEN must begin with xapp-"),
        ({"SLACK_API_URL": "slack.com"}, False, "SLACK_API_URL"),
        ({"KPIBOT_WORKERS": "many"}, False, "KPIBOT_WORKERS"),
    ],
)
def test_what_is_wrong_is_named(given: dict[str, str], http: bool, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=named):
        read_settings(http=http)


def test_settings_come_from_the_env_file_and_keep_secrets_to_themselves(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "SLACK_BOT_TOKEN=xoxb-hidden\nSLACK_APP_TOKEN=xapp-hidden\nSLACK_API_URL=http://127.0.0.1:1/api\nOTHER=1\n"
    )
    settings = read_settings(http=False)
    assert settings.slack_bot_token.get_secret_value() == "xoxb-hidden"
    assert settings.slack_api_url == "http://127.0.0.1:1/api/"
    assert "hidden" not in repr(settings)
    assert settings.state_url(tmp_path) == f"sqlite:///{tmp_path.resolve()}/state.db"
