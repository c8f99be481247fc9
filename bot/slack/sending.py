"""What every sender needs: the owner as Slack and the settings know them now, and whether a channel may see it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import structlog

from bot.opening import Company
from bot.rights import Access, Denied, access_of, channel_access, covers
from bot.slack.message import notice
from bot.slack.outgoing import Impossible, Wait
from bot.slack.poster import Poster, PostFailed, repeat
from bot.slack.who import NobodyKnown, Who
from bot.state import PlanRow, Said, SlackPerson
from bot.words.slack import say
from queries.query import Query, to_json

_log = structlog.get_logger(__name__)
LOOK_AGAIN = 300.0


def owner_of(team: str, owner: str, poster: Poster, who: Who) -> SlackPerson:
    """Who ordered something, with what Slack says of them now. Raises Impossible, Wait and PostFailed."""

    def look() -> str:
        user = user_of(owner, poster)
        if repeat(lambda: poster.client.users_info(user=user))["user"].get("deleted"):
            raise Impossible(f"the owner {owner} has left", pause=True)
        return user

    try:
        user = who.here(team, owner, look)
    except PostFailed as error:
        if error.reason in ("user_not_found", "users_not_found", "user_not_visible"):
            raise Impossible(f"the owner {owner} is not in Slack", pause=True) from error
        raise
    try:
        return who.person(team, user, poster.client)
    except NobodyKnown as error:
        raise Wait(str(error), LOOK_AGAIN) from error


def user_of(owner: str, poster: Poster) -> str:
    """The Slack user of an owner; settings name them by their e-mail address. Raises PostFailed."""
    if "@" not in owner:
        return owner
    return str(repeat(lambda: poster.client.users_lookupByEmail(email=owner))["user"]["id"])


def tell_owner(row: PlanRow, poster: Poster | None, text: str) -> None:
    """A word to the owner in direct messages; where that cannot be, the log has it."""
    try:
        if not text or poster is None:
            raise PostFailed("there is no way to tell")
        poster.say(poster.direct(user_of(row.owner, poster)), notice(text), None, "")
    except PostFailed as error:
        _log.error("owner not told", plan=row.id, reason=error.reason, text=text)


def access_now(person: SlackPerson, company: Company, language: str) -> Access:
    """What the owner may see now. Raises Impossible."""
    try:
        return access_of(person.email, company)
    except Denied:
        told = say(language, "denied" if person.email else "no_email", email=person.email or "")
        raise Impossible("the owner may see nothing", told, pause=True) from None


def check_channel(channel: str, access: Access | None, company: Company, queries: Iterable[Query], told: str) -> None:
    """A channel must not be shown what not everybody in it may see; `told` says so to the owner. Raises Impossible."""
    if not channel or access is None:
        return
    wider = channel_access(channel, company)
    if not all(covers(wider, access, query, company.dataset.catalogue) for query in queries):
        raise Impossible("not everybody in the channel may see it", told)


def said_of(
    team: str,
    channel: str,
    person: SlackPerson,
    mark: str,
    question: str,
    query: Query | None,
    language: str,
    *,
    direct: bool,
    today: date,
    at: datetime,
) -> Said:
    """What is remembered of a message that nobody asked for, so that its thread goes on from it."""
    payload = {
        "ts": "",
        "channel": channel,
        "asked_in": channel,
        "thread": "",
        "today": today.isoformat(),
        "direct": direct,
        "before": None,
        "back": False,
        "choices": [],
        "suggestions": [],
        "unasked": True,
    }
    return Said(
        team=team,
        channel=channel,
        ts=mark,
        thread_ts="",
        asked_ts="",
        person=person.user,
        question=question,
        language=language,
        status="answered",
        query=to_json(query) if query is not None else None,
        payload=payload,
        private=False,
        at=at,
    )
