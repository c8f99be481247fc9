"""`python -m tests.slack.digest_pictures [FOLDER]`: digests of three territories and two teams in both languages.

Each as its picture, and two of them as their message on the Slack page.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from bot.demo_slack.page import DemoPage
from bot.demo_slack.server import ROOT
from bot.digests.content import compose
from bot.digests.plan import Plan, Subject, plan_to_json
from bot.digests.schedule import Schedule, reported
from bot.opening import open_company
from bot.state import PlanRow, open_state
from charts.worker import ChartWorker
from data.first_use import write_demo
from queries.query import Calendar, Filter
from tests.conftest import DEMO_DAY
from tests.slack.bot_process import BotProcess
from tests.slack.page import Page
from tests.slack.people import REP
from tests.slack.pictures import CHANNEL, LOOK, TOWN, WIDTH
from tests.slack.town import SlackTown

ABOUT = (("territory", "Tehran"), ("territory", "Fars"), ("territory", "Hamadan"), ("team", "Alvand"), ("team", "Dena"))
_NOW = datetime.now(UTC)
AT = time(_NOW.hour, _NOW.minute - _NOW.minute % 5)  # so that they are not late
DUE = datetime.combine(DEMO_DAY, AT, UTC)


def weekly(language: str) -> Schedule:
    """Due on the demo's day."""
    calendar: Calendar = "jalali" if language == "fa" else "gregorian"
    return Schedule("week", AT, "UTC", (DEMO_DAY.weekday(),), calendar=calendar)


def subject(dimension: str, member: str) -> Subject:
    """The sales figures of one territory or team."""
    return Subject(dashboard="sales", filters=(Filter(dimension, "in", (member,)),))


def draw(demo: Path, folder: Path) -> None:
    """The pictures of the digests."""
    company = open_company(demo, DEMO_DAY, pinned=True)
    with ChartWorker() as worker:
        for language in ("en", "fa"):
            period = reported(weekly(language), DUE, company.dataset.catalogue.calendar)
            for dimension, member in ABOUT:
                content = compose(subject(dimension, member), period, company.answering, None, DEMO_DAY, language)
                file = folder / f"digest-{member.lower()}-{language}.png"
                file.write_bytes(worker.render(content.draw()))
                print(file, flush=True)
    company.store.close()


def photograph(demo: Path, scratch: Path, folder: Path) -> None:
    """Two digests as they stand in a channel."""
    with (
        SlackTown(TOWN, helper=False) as town,
        BotProcess(town, demo, scratch / "bot", DEMO_DAY) as bot,
        DemoPage(town.slack) as front,
    ):
        state = open_state(f"sqlite:///{bot.state}")
        for language, (dimension, member) in (("en", ABOUT[3]), ("fa", ABOUT[0])):
            town.reset()
            id, name, team = f"{member}-{language}", member, town.workspace.team_id
            about = subject(dimension, member)
            plan = Plan(id, team, REP.id, name, about, CHANNEL.id, weekly(language), language)
            due = DUE + timedelta(0)
            kept = PlanRow(id, "digest", team, REP.id, CHANNEL.id, plan_to_json(plan), {}, "active", "", due, due)
            with Page(WIDTH, 1250) as page:
                page.open(front.base)
                page.until("!!document.querySelector('.composer-input')")
                page.style(LOOK)
                state.plans.keep(kept)
                town.wait(lambda: town.files(CHANNEL.id), "the digest", 60)
                town.calm(1.0)
                page.until("!!document.querySelector('.thread-summary')")
                page.run("document.querySelector('.thread-summary').click()")
                page.until("[...document.images].every(i => i.complete)")
                page.run("new Promise(done => setTimeout(done, 600))")
                file = folder / f"slack-digest-{language}.png"
                page.photograph(file)
                print(file, flush=True)
        state.close()


def main(folder: Path) -> None:
    """All of them into a folder."""
    with tempfile.TemporaryDirectory(prefix="kpibot-pictures-") as scratch:
        demo = write_demo(Path(scratch) / "demo", seed=7, today=DEMO_DAY, scale=1)
        draw(demo, folder)
        photograph(demo, Path(scratch), folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
