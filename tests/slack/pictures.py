"""`python -m tests.slack.pictures [FOLDER] [NAME ...]`: typical exchanges, photographed on the Slack page.

The demo company on a pinned day, so that pictures change only when the program does.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.demo_slack.page import DemoPage
from bot.demo_slack.server import ROOT, SlackChannel, SlackPerson, SlackWorkspace
from data.first_use import write_demo
from tests.conftest import DEMO_DAY
from tests.slack.bot_process import BotProcess
from tests.slack.page import Page
from tests.slack.people import BOT, OTHER, REP
from tests.slack.town import SlackTown

CHANNEL = SlackChannel("C01SALES", "sales", (REP.id, OTHER.id, BOT.bot_user))
PERSIAN = SlackPerson("U05NILOO", "niloo", "Niloofar", "niloo@example.com")
TOWN = SlackWorkspace(
    (BOT,), (REP, OTHER, PERSIAN), (SlackChannel("C01SALES", "sales", (*CHANNEL.members, PERSIAN.id)),), name="Acme"
)
WIDTH = 1180
# This machine has no colour emoji; and threads are what is to be seen.
LOOK = """
.notif, .sound-toggle, .composer-attach, .inspector-toggle, .app-status, .status { display: none !important; }
.thread-pane { flex: 0 0 620px !important; width: 620px !important; }
"""

Exchange = Callable[[SlackTown, Page], None]


def _asked(town: SlackTown, text: str, *, thread: str | None = None, chart: bool = True, user: str = REP.id) -> str:
    """Ask and wait for the answer and, if there is to be one, its chart; the thread."""
    answers, files = len(_said(town)), len(town.files(CHANNEL.id))
    ts = town.mention(user, CHANNEL.id, text, thread)
    town.wait(lambda: len(_said(town)) > answers, f"an answer to {text!r}")
    if chart:
        town.wait(lambda: len(town.files(CHANNEL.id)) > files, f"a chart for {text!r}")
    town.calm()
    return thread or ts


def _said(town: SlackTown) -> list[object]:
    return list(town.messages(CHANNEL.id))


def _open_thread(page: Page) -> None:
    page.until("!!document.querySelector('.thread-summary')")
    page.run("document.querySelector('.thread-summary').click()")
    _settled(page)


def _settled(page: Page) -> None:
    """Wait until all pictures in the page are loaded."""
    page.until("[...document.images].every(i => i.complete)")
    page.run("new Promise(done => setTimeout(done, 400))")


def in_a_channel(town: SlackTown, page: Page) -> None:
    """A question in a channel, answered in its thread."""
    _asked(town, "conversion by channel last month")
    _open_thread(page)


def follow_up(town: SlackTown, page: Page) -> None:
    """A question that goes on from the one before."""
    thread = _asked(town, "revenue last quarter by category")
    _asked(town, "and by region", thread=thread)
    _open_thread(page)


def asked_back(town: SlackTown, page: Page) -> None:
    """A name that several people have."""
    _asked(town, "how did ahmadi do last month", chart=False)
    _open_thread(page)


def refused(town: SlackTown, page: Page) -> None:
    """A question with a word that nobody knows."""
    _asked(town, "profit by weather last month", chart=False)
    _open_thread(page)


def changed(town: SlackTown, page: Page) -> None:
    """Another period, chosen in the menu under the answer."""
    thread = _asked(town, "win rate by region this quarter")
    answer = town.messages(CHANNEL.id, thread)[0]
    menu = answer.element("period")
    other = next(o for o in menu.options if o.raw != menu.raw.get("initial_option"))
    town.choose(REP.id, answer, "period", other.text)
    town.wait(lambda: town.messages(CHANNEL.id, thread)[0].edited, "the change")
    town.calm(1.0)
    _open_thread(page)


def for_one_alone(town: SlackTown, page: Page) -> None:
    """A slash command, answered to one person, who may share it."""
    town.command(REP.id, CHANNEL.id, "/kpi", "top 5 reps by revenue this quarter")
    town.wait(lambda: town.ephemerals(CHANNEL.id, REP.id), "the answer")
    town.calm(1.0)


def in_persian(town: SlackTown, page: Page) -> None:
    """A question in Persian."""
    _asked(town, "درآمد ماه گذشته به تفکیک منطقه", user=PERSIAN.id, chart=False)
    town.calm(1.5)
    _open_thread(page)


def dashboard(town: SlackTown, page: Page) -> None:
    """One of the dashboards, for one person."""
    town.command(REP.id, CHANNEL.id, "/kpi-dashboard", "sales")
    channel = town.dm_of(REP.id)
    town.wait(lambda: town.files(channel), "the pages", 60)
    town.calm(2.0, 60)
    _open_direct(page)


def direct(town: SlackTown, page: Page) -> None:
    """A conversation in direct messages."""
    channel = town.dm_of(REP.id)
    for text in ("revenue this year by month", "only online"):
        seen = len(town.files(channel))
        said = len(town.messages(channel))
        town.dm(REP.id, text)
        town.wait(lambda said=said: len(town.messages(channel)) > said, f"an answer to {text!r}")  # type: ignore[misc]
        if seen == 0:
            town.wait(lambda: town.files(channel), "the chart")
        town.calm(1.0)
    _open_direct(page)


def home(town: SlackTown, page: Page) -> None:
    """The bot's own page."""
    town.open_home(REP.id)
    town.wait(lambda: town.home(REP.id), "the page")
    _open(page, "kpibot")


def explained(town: SlackTown, page: Page) -> None:
    """How a question was read."""
    thread = _asked(town, "conversion by channel last month")
    _open_thread(page)
    answer = town.messages(CHANNEL.id, thread)[0]
    town.choose(REP.id, answer, "more", "explain")
    town.wait(town.modal, "the explanation")
    _settled(page)


def _open_direct(page: Page) -> None:
    _open(page, REP.real_name)


def _open(page: Page, name: str) -> None:
    found = f"[...document.querySelectorAll('.sidebar-item')].find(b => b.innerText.includes('{name}'))"
    page.until(f"!!{found}")
    page.run(f"{found}.click()")
    _settled(page)


# With the height of the page in which each is seen whole.
EXCHANGES: dict[str, tuple[Exchange, int]] = {
    "channel": (in_a_channel, 960),
    "follow-up": (follow_up, 1560),
    "asked-back": (asked_back, 520),
    "refused": (refused, 520),
    "changed": (changed, 960),
    "alone": (for_one_alone, 700),
    "persian": (in_persian, 1180),
    "dashboard": (dashboard, 1500),
    "direct": (direct, 1180),
    "home": (home, 720),
    "explained": (explained, 960),
}


def main(folder: Path, names: list[str]) -> None:
    """Photograph the exchanges with these names, or all."""
    with tempfile.TemporaryDirectory(prefix="kpibot-pictures-") as scratch:
        demo = write_demo(Path(scratch) / "demo", seed=7, today=DEMO_DAY, scale=1)
        bot_folder = Path(scratch) / "bot"
        with (
            SlackTown(TOWN, helper=False) as town,
            BotProcess(town, demo, bot_folder, DEMO_DAY),
            DemoPage(town.slack) as front,
        ):
            for name in names or EXCHANGES:
                exchange, height = EXCHANGES[name]
                town.reset()
                with Page(WIDTH, height) as page:
                    page.open(front.base)
                    page.until("!!document.querySelector('.composer-input')")
                    page.style(LOOK)
                    exchange(town, page)
                    page.photograph(folder / f"slack-{name}.png")
                print(folder / f"slack-{name}.png", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures", sys.argv[2:])
