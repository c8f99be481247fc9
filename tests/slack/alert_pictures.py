"""`python -m tests.slack.alert_pictures [FOLDER]`: an alert in both languages, as it stands in a channel."""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

from bot.alerts.alert import Alert, Condition, alert_to_json
from bot.demo_slack.page import DemoPage
from bot.demo_slack.server import ROOT
from bot.state import PlanRow, open_state
from data.first_use import write_demo
from queries.query import Filter, Period, Query
from tests.conftest import DEMO_DAY
from tests.slack.bot_process import BotProcess
from tests.slack.digest_pictures import DUE
from tests.slack.page import Page
from tests.slack.people import OTHER, REP
from tests.slack.pictures import CHANNEL, LOOK, TOWN, WIDTH
from tests.slack.town import SlackTown

OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1), "month")
ABAN = Period(date(2026, 10, 23), date(2026, 11, 22), "month", 1, "jalali")
WATCHED = {
    "en": ("Mazandaran", OCTOBER, Condition("threshold", "<", 250_000.0)),
    "fa": ("Kerman", ABAN, Condition("change", value=0.2)),
}


def alert(language: str, team: str) -> Alert:
    """The revenue of a territory."""
    member, period, condition = WATCHED[language]
    query = Query(
        metrics=("revenue",), filters=(Filter("territory", "in", (member,)),), period=period, calendar=period.calendar
    )
    return Alert(language, team, REP.id, member, query, DEMO_DAY, condition, CHANNEL.id, "UTC", language)


def main(folder: Path) -> None:
    """Both of them into a folder."""
    with tempfile.TemporaryDirectory(prefix="kpibot-pictures-") as scratch:
        demo = write_demo(Path(scratch) / "demo", seed=7, today=DEMO_DAY, scale=1)
        with (
            SlackTown(TOWN, helper=False) as town,
            BotProcess(town, demo, Path(scratch) / "bot", DEMO_DAY) as bot,
            DemoPage(town.slack) as front,
        ):
            state = open_state(f"sqlite:///{bot.state}")
            for language in WATCHED:
                town.reset()
                made = alert(language, town.workspace.team_id)
                row = PlanRow(
                    made.id, "alert", made.team, REP.id, CHANNEL.id, alert_to_json(made), {}, "active", "", None, DUE
                )
                with Page(WIDTH, 760) as page:
                    page.open(front.base)
                    page.until("!!document.querySelector('.composer-input')")
                    page.style(LOOK)
                    state.plans.keep(row)
                    town.wait(lambda: town.files(CHANNEL.id), "the alert and its picture", 60)
                    told = next(m for m in town.messages(CHANNEL.id) if m.thread in (None, m.ts))
                    town.press(OTHER.id, told, "alert_acknowledge")
                    town.calm(1.0)
                    page.until("!!document.querySelector('.thread-summary')")
                    page.run("document.querySelector('.thread-summary').click()")
                    page.until("[...document.images].every(i => i.complete)")
                    page.run("new Promise(done => setTimeout(done, 600))")
                    file = folder / f"slack-alert-{language}.png"
                    page.photograph(file)
                    print(file, flush=True)
            state.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
