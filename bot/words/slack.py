"""What kpibot says in Slack besides the answers themselves, one file a language."""

from bot.words import en_slack, fa_slack

SAYINGS = {"en": en_slack.SAYINGS, "fa": fa_slack.SAYINGS}


def say(language: str, code: str, **facts: str) -> str:
    """A sentence in a language; English for one without a file."""
    return SAYINGS.get(language, en_slack.SAYINGS)[code].format(**facts)


def language_of_text(text: str) -> str:
    """The language a text is in by its script, for what must be said before it is read."""
    arabic = sum("\u0600" <= c <= "\u06ff" for c in text)
    latin = sum(c.isascii() and c.isalpha() for c in text)
    return "fa" if arabic > latin else "en"
