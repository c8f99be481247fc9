"""`kpibot demo`: a Slack workspace on this machine with the bot in it, to try in a browser without a Slack account."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import Today, Workspace, day_of
from bot.commands.serve import serve
from bot.failures import Exit, Stop, ending

if TYPE_CHECKING:
    from bot.demo_slack.server import SlackApp
    from bot.opening import Company

_QUESTIONS = 5


def demo(
    workspace: Workspace = None,
    today: Today = None,
    port: Annotated[int, typer.Option(help="The port of the page; another one if it is taken.", min=1)] = 3900,
) -> None:
    """Try kpibot in a Slack workspace on this machine, without a Slack account."""
    with ending():
        from bot.demo_slack.page import DemoPage
        from bot.demo_slack.server import LocalSlack, NoLocalSlack, SlackApp
        from bot.demo_slack.town import demo_town
        from bot.opening import open_company

        day = day_of(today)
        company = open_company(workspace, day, pinned=today is not None)
        app = SlackApp()
        town, questions, folder = demo_town(company, app), _questions(company, day), company.workspace.folder
        company.store.close()
        try:
            with LocalSlack(town, outlives_ctrl_c=True) as slack, DemoPage(slack, port) as page:
                os.environ.update(_settings(app, slack.base))
                _introduce(page.base, app.name, questions)
                serve(workspace=folder, today=today, http=False)
        except NoLocalSlack as error:
            raise Stop(Exit.USAGE, str(error)) from error


def _questions(company: Company, today: date) -> list[str]:
    """Questions that this company's figures answer."""
    from bot.rights import access_of
    from bot.slack.offers import examples

    return examples(company, access_of(None, company), today, "en", _QUESTIONS)


def _settings(app: SlackApp, base: str) -> dict[str, str]:
    return {
        "SLACK_API_URL": f"{base}/api/",
        "SLACK_BOT_TOKEN": app.bot_token,
        "SLACK_APP_TOKEN": app.app_token,
        "SLACK_CLIENT_ID": "",
    }


def _introduce(base: str, name: str, questions: list[str]) -> None:
    lines = [
        f"A Slack workspace with {name} in it: {base}",
        "",
        f"Open the address, choose #sales and write, with @{name} in front:",
        *(f"  @{name} {question}" for question in questions),
        "",
        "The answer comes into the thread under your message.",
        f"In direct messages {name} needs no @, and /kpi answers you alone.",
        "Ctrl+C ends it.",
        "",
    ]
    typer.echo("\n".join(lines))
