"""Alerts made ready for Slack: what turned bad, as its owner may see it, and whether it may go there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot.alerts.alert import Alert, alert_from_json
from bot.alerts.content import compose_alert
from bot.alerts.judging import Look, Unanswered, look
from bot.alerts.wording import title_of, when_looked
from bot.answering import Question
from bot.digests.content import about
from bot.opening import Company
from bot.rights import Access
from bot.slack.alert_message import alert_message
from bot.slack.outgoing import Impossible, Outgoing, Skip
from bot.slack.poster import Poster
from bot.slack.sending import access_now, check_channel, owner_of, said_of
from bot.slack.who import Who
from bot.state import Delivery, PlanRow, SlackPerson
from bot.words.slack import say


class Alerts:
    """Makes what is to be posted of an alert."""

    def __init__(self, company: Callable[[], Company], who: Who, clock: Callable[[], datetime]) -> None:
        self._company, self._who, self._clock = company, who, clock

    def outgoing(self, delivery: Delivery, row: PlanRow, poster: Poster, mark: str) -> Outgoing:
        """The message of a delivery. Raises Wait, Skip, Impossible, PostFailed and whatever answering raises."""
        alert, company = alert_from_json(row.plan), self._company()
        person = owner_of(alert.team, alert.owner, poster, self._who)
        access = access_now(person, company, alert.language)
        day = date.fromisoformat(str(delivery.work["day"]))
        seen = _looked(alert, company, access, day)
        keys = [one.key for one in seen.seen if one.key in delivery.work["keys"]]
        if delivery.stage == "":
            keys = [one.key for one in seen.seen if one.bad and one.key in keys]
        if not keys:
            raise Skip("it was back within its bounds before it could be told")
        channel = alert.channel or poster.direct(person.user)
        return self.made(alert, seen, keys, person, access, channel, day, mark)

    def made(
        self,
        alert: Alert,
        seen: Look,
        keys: list[str],
        person: SlackPerson,
        access: Access | None,
        channel: str,
        day: date,
        mark: str,
    ) -> Outgoing:
        """The message of what was seen. Raises Impossible where the channel may not see it."""
        company = self._company()
        question = Question("", day, language=alert.language, access=access)
        content = compose_alert(alert, seen, keys, company.answering, question)
        told = say(alert.language, "alert_not_for_channel", name=alert.name, channel=alert.channel)
        check_channel(alert.channel, access, company, content.queries, told)
        voice = company.answering.voice(alert.language)
        title = title_of(alert.query, alert.condition, voice)
        only = about(access.scope, voice) if access is not None else ""
        words = voice.words.alert
        notes = [words["by"].format(owner=person.name) + " · " + when_looked(alert, voice)]
        notes += [words["only"].format(what=only, owner=person.name)] if only else []
        message = alert_message(content, title, alert.language, mark, alert.id, notes)
        said = said_of(
            alert.team,
            channel,
            person,
            mark,
            content.lines[0],
            content.query,
            alert.language,
            direct=not alert.channel,
            today=day,
            at=self._clock(),
        )
        said = replace(said, payload={**said.payload, "alert": alert.id, "blocks": list(message.blocks)})
        pictures = ((content.title, content.draw),) if content.draw is not None else ()
        return Outgoing(channel, message, mark, said, pictures)


def _looked(alert: Alert, company: Company, access: Access | None, day: date) -> Look:
    try:
        return look(alert, company.answering, access, day)
    except Unanswered as problem:
        raise Impossible(str(problem), str(problem)) from problem
