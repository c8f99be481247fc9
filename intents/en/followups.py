"""English words that go on from the question before: "what about …", "only …", "instead of …", "back"."""

from __future__ import annotations

FOLLOW_UPS: dict[str, dict[str, str]] = {
    "turn": {
        "same": (
            "what about|how about|and what about|and how about|what if we take|same for|the same for|and the same for|"
            "same thing for|the same thing for|same but|the same but|same|the same|the same thing|do the same for|"
            "show the same for|now|and now|now for|now show|now show me|then|and then|ok|okay|ok now|so|and for|and in|"
            "and from|and with|and as|back to|go back to|switch to|change to|change it to|change that to|make it|"
            "make that|turn it into|switch it to|but|but for|but in|but only|and if|what of|again but|as before but|"
            "as before|this time|try|let ' s try|repeat for|repeat it for|repeat that for|repeat this for|repeat with|"
            "same question for|the same question for|same again for|once more for|likewise for|ditto for"
        ),
        "of": "for|of",
        "with": "with|with the",
        "add": (
            "add|also|also add|and also|also show|and also show|also include|plus|include|including|as well|too|"
            "in addition|in addition to that|additionally|on top of that|add in|throw in|together with|along with|"
            "further by|split further by|break it down further by|broken down further by|break down further by|"
            "and additionally|next to it|beside it"
        ),
        "drop": (
            "remove|drop|take out|take away|leave out|leave off|get rid of|without|clear|clear the|hide|"
            "omit|no|lose|lose the|ditch|minus|skip|remove the|drop the|forget|forget the|forget about|ignore|"
            "ignore the|cancel the|reset|reset the|undo the|not|switch off|turn off"
        ),
        "instead_of": "instead of|rather than|in place of|in lieu of",
        "instead": "instead|rather",
        "back": (
            "back|go back|undo|undo that|revert|the previous one|previous one|the one before|the one before that|"
            "previous answer|the previous answer|return|step back|take me back|one back|back please|back again|"
            "the question before|the last one again"
        ),
        "more": "more|show more|more of them|more rows|the rest|show the rest|a longer list|longer list",
        "all": "all|all of them|show all|every|everyone|everything|all the|any|the full list|full list|whole list",
        "total": (
            "in total|overall|altogether|as one number|the total|just the total|only the total|the total only|"
            "total|undivided|in one number|all together|as a total"
        ),
        "everywhere": "everywhere|anywhere|for everyone|for everybody|for all of them|company wide|the whole company",
        "it": "it|that|this|them|these|those|of them|of those|of these|for them|for those|for that|of it|of that",
    },
    "part": {
        "filters": "filter|filters|the filter|the filters|all filters|any filter|filtering|restriction|restrictions",
        "by": "breakdown|breakdowns|the breakdown|split|the split|grouping|the grouping|groups",
        "compare": "comparison|the comparison|comparisons|comparing",
        "rank": "ranking|the ranking|limit|the limit|sorting|order|top|rank",
        "chart": "chart|the chart|picture|the picture|graph",
        "having": "condition|the condition|conditions|threshold|the threshold",
        "share": "percent|percentages|percentage|share|shares|the share",
        "transforms": "calculation|the calculation|calculations",
    },
}
ONE = frozenset({"a", "an"})
