"""English small words that tie one thing in a question to another, by what they tie."""

from __future__ import annotations

from intents.en.comparing import JUDGED_CHANGE, MOVING_DOWN, MOVING_UP, RELATIVE_CHANGE
from intents.en.fillers import ANSWERS, DONE_BY, FRONTING, HELPING

TIES: dict[str, frozenset[str]] = {
    "helping": HELPING,
    "done by": DONE_BY,
    "answer": ANSWERS,
    "fronting": FRONTING,
    "subject": frozenset({"of", "for", "from", "a", "an", "to", "per", "from the", "of the"}),
    "whose": frozenset({"of", "from", "to", "for"}),
    "towards": frozenset({"from", "to", "for"}),
    "member": frozenset({"from", "to", "for", "in", "with", "of"}),
    "against": frozenset({"with", "to"}),
    "lasting": frozenset({"in", "for", "within", "over"}),
    "rows": frozenset({"for", "of", "on"}),
    "having": frozenset(
        {
            "with",
            "with the",
            "have",
            "has",
            "had",
            "having",
            "who have",
            "who has",
            "who had",
            "that have",
            "that has",
            "that had",
        }
    ),
    "head": frozenset({"of", "for"}),
    "relative change": RELATIVE_CHANGE,
    "judged change": JUDGED_CHANGE,
    "buying": frozenset({"buy", "buys", "bought", "purchase", "purchased", "spent", "ordered"}),
    "paying": frozenset({"spend"}),
    "article": frozenset({"the"}),
    "ourselves": frozenset({"we", "us"}),
    "deed by": frozenset({"placed", "made"}),
    "placing": frozenset({"placed", "places", "place"}),
    "together": frozenset({"together", "also"}),
    "before unit": frozenset({"last", "this", "next", "past", "previous", "current", "per", "each", "every"}),
    "opening": frozenset({"what", "whats", "how", "can", "could", "did", "do", "does", "show", "give"}),
    "ordered change": frozenset(
        {"change", "increase", "decrease", "drop", "improve", "lower", "grow", "decline", "jump", "move", "shift"}
    ),
    "of change": frozenset({"in", "of", "for", "by", "on", "to", "at", "is", "was", "from"}),
    "oneself": frozenset({"me"}),
    "possessive": frozenset({"' s", "s"}),
    "inside": frozenset({"in"}),
    "beside": frozenset({"of", "with", "against", "by"}),
    "pronoun": frozenset({"their", "them", "they"}),
    "one": frozenset({"a", "an"}),
    "money": frozenset({"$", "€", "£", "much", "how much"}),
    "popular": frozenset({"popular", "unpopular"}),
    "over": frozenset({"to", "over"}),
    "being": frozenset({"is", "are", "was", "were", "' s", "s"}),
    "giving": frozenset({"give", "gimme", "get", "provide", "send", "bring", "make", "have"}),
    "upon": frozenset({"on", "to"}),
    "size": frozenset({"how big", "how large", "how big is", "how large is"}),
    "place": frozenset({"number", "no", "no .", "#"}),
    "rate": frozenset(
        {
            "% of",
            "percent of",
            "percentage of",
            "what percentage of",
            "what percent of",
            "proportion of",
            "what proportion of",
            "fraction of",
        }
    ),
    "deed": frozenset({"sell", "buy"}),
    "sending": frozenset({"send me", "send us", "send", "send over"}),
    "clock": frozenset({"at", "around", "by"}),
    "moving": MOVING_UP | MOVING_DOWN,
    "sum": frozenset({"sum", "sum of", "the sum of", "total of", "the total of", "grand total of"}),
    "total": frozenset({"total", "the total", "grand total"}),
    "listing": frozenset({"list", "list of", "a list of", "list all", "list the", "listing", "list our"}),
    "counting": frozenset(
        {
            "how many",
            "number of",
            "the number of",
            "count of",
            "the count of",
            "count",
            "counts",
            "total number of",
            "the total number of",
            "no . of",
            "no of",
            "nr of",
            "num of",
            "nr . of",
            "no . of the",
        }
    ),
}
