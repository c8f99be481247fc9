"""The workspace of the demo: some of the company's people and the channels they talk in."""

from __future__ import annotations

from bot.demo_slack.server import SlackApp, SlackChannel, SlackPerson, SlackWorkspace
from bot.opening import Company

VISITOR = SlackPerson("U00YOU", "you", "You", "you@example.com")
_MOST = 4


def demo_town(company: Company, app: SlackApp) -> SlackWorkspace:
    """Somebody who is nobody's rep, the first people of the company's own table, and two channels with all of them."""
    people = (VISITOR, *_people(company))
    everybody = (*(person.id for person in people), app.bot_user)
    channels = (SlackChannel("C01GENERAL", "general", everybody), SlackChannel("C02SALES", "sales", everybody))
    return SlackWorkspace((app,), people, channels, name=company.workspace.name)


def _people(company: Company) -> tuple[SlackPerson, ...]:
    known = company.workspace.people
    if known is None:
        return ()
    table, email, name = ('"' + part.replace('"', '""') + '"' for part in (known.table, known.email, known.name))
    sql = f"SELECT DISTINCT {name}, {email} FROM {table} ORDER BY {name} LIMIT {_MOST}"  # noqa: S608
    rows = company.store.run(sql, {}).rows
    return tuple(
        SlackPerson(f"U{number:02}DEMO", str(mail).partition("@")[0], str(who), str(mail))
        for number, (who, mail) in enumerate(rows, 1)
    )
