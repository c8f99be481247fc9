"""English words by their role in a question, and the language as one object."""

from __future__ import annotations

from intents.en.around import AROUND
from intents.en.comparing import COMPARING
from intents.en.currencies import CURRENCIES, currencies_last
from intents.en.fillers import FILLERS
from intents.en.morphology import bends_verb, happened, noun_of, plural, stem, writes
from intents.en.pictures import PICTURES
from intents.en.plain_words import is_plain_word, is_variant
from intents.en.shortened import SHORTENED
from intents.en.ties import TIES
from intents.language import Language, of_calendars
from intents.parse import Item
from intents.telling import told_on_event

PHRASES: dict[str, dict[str, str]] = {
    "by": {
        "by": (
            "by|split by|broken down by|break down by|breakdown by|broken out by|broken by|grouped by|group by|"
            "divided by|segmented by|sliced by|slice by|split across|split up by|split out by|separated by|by each|"
            "by every|according to|as per|distributed across|distributed over|distributed by|distribution by|"
            "distribution across|distribution over|distributed among|spread across|across|across each|across all|"
            "across the different|along|by the different|for the different|for different|for various|for all|"
            "in terms of|depending on|differ by|differ across|differ between|differs by|differs across|"
            "differs between|vary by|"
            "vary across|vary between|varies by|varies across|varies between|differ among|categorized by|"
            "categorised by|"
            "organized by|organised by|aggregated by|broken down across|broken into|split into|broken down into|"
            "down by|then by|and by|by our|in the different|between different|in all|among|amongst|over the different|"
            "per our|from each|from every|cut by|cross by|crossed with|crossed by|tabulated by|stratified by|"
            "decomposed by|dissected by|sorted into|split between|divided into|divided between|divided among|"
            "separated into|itemized by|itemised by|detailed by|arranged into|classified by|clustered by|bucketed by|"
            "with a breakdown by|with breakdown by|and split by|and group by|and break down by|and break it down by|"
            "break it down by|break them down by|split it by|split them by|group them by|group it by|over the various|"
            "over all"
        ),
        "each": (
            "each|every|for each|for every|in each|in every|within each|within every|within|of each|of every|at each|"
            "at every|each of|for each of|in each of|on each|to each|to every|inside each|apiece|a piece"
        ),
        "each_end": "at the end of each|at the end of every|the end of each|the end of every|end of each|end of every",
        "on": (
            "on|based on|judged by|measured by|measured in|when it comes to|with respect to|with regard to|"
            "as measured by|looking at"
        ),
        "per": "per|per each|apiece|a piece",
        "sort": (
            "sorted by|ordered by|sort by|order by|sort them by|sort on|sorting by|sorted on|order them by|"
            "sort the list by|arranged by|in order of"
        ),
    },
    "wise": {
        "": "wise",
    },
    "top": {
        "top": (
            "top|main|primary|biggest|largest|greatest|leading|strongest|the top|top performing|top ranking|"
            "top ranked|heaviest"
        ),
        "most": (
            "busiest|highest|most|most common|most frequent|commonest|maximal|the most|the highest|"
            "the highest number of|highest number of|most number of|"
            "the largest number of|the highest total|the greatest number of|largest number of|greatest number of"
        ),
        "bottom": "bottom|smallest|the smallest|weakest|lowest performing|the bottom",
        "least": (
            "quietest|lowest|least|least common|fewest|the lowest|the least|the fewest|lowest number of|"
            "the lowest number of|"
            "smallest number of"
        ),
        "best": "best|best performing|best ranked|the best|highest performing|healthiest",
        "worst": "worst|worst performing|poorest|poorest performing|underperforming|the worst|poorly performing",
        "fastest": "fastest|quickest|shortest",
        "slowest": "slowest|longest",
    },
    "better": {
        "best": (
            "do best|did best|does best|perform best|performed best|performs best|performing best|performed the best|"
            "performs the best|perform the best|doing best|doing the best|did the best|is best|are best|excel"
        ),
        "worst": (
            "do worst|did worst|does worst|perform worst|performed worst|performs worst|performing worst|"
            "performed the worst|performs the worst|doing worst|doing the worst|did the worst|is worst|are worst"
        ),
    },
    "selling": {
        "top": (
            "best selling|top selling|bestselling|highest selling|most sold|sold the most|sold most|sell the most|"
            "sell most|sells the most|sells most|sell best|sells best|sold best|selling best|most selling|"
            "sold the best|sells the best|sell the best|bought the most|bought most|buy the most|buys the most|"
            "purchased the most|purchase the most|people buy the most|"
            "people buy most|people bought the most|"
            "people bought most|customers buy the most|customers buy most|customers bought the most|"
            "customers bought most|spent the most money|most popular|the most popular|more popular|popular|"
            "used most|used the most|most used|most often used|used most often"
        ),
        "bottom": (
            "worst selling|least sold|sold the least|sells the least|sell the least|lowest selling|slowest selling|"
            "sell worst|sells worst|sold worst|least popular|the least popular|unpopular"
        ),
    },
    "bought": {
        "": (
            "buy|buys|bought|buying|purchased|have bought|has bought|shopped|bought something|bought anything|"
            "purchased something|purchased anything|ordered something|ordered anything|placed an order|placed orders|"
            "place an order|made an order|made a purchase|made purchases|bought from us|purchased from us|"
            "ordered from us|shopped with us|did we sell to|have we sold to|we sold to"
        ),
    },
    "negative": {"<": "negative|in the negative", ">": "positive|in the black"},
    "losing": {
        "<": (
            "loss|losses|loss making|lossmaking|at a loss|unprofitable|not profitable|money losing|with a loss|"
            "with losses|sold at a loss|in the red"
        ),
        "lost": (
            "lose money|loses money|losing money|lost money|lose us money|losing us money|lost us money|cost us money|"
            "making a loss|make a loss|makes a loss|made a loss|making losses|run at a loss|running at a loss|"
            "lose money on|losing money on|lost money on"
        ),
        "lost most": (
            "lost the most money|lose the most money|loses the most money|losing the most money|lost most money|"
            "lose most money|loses most money"
        ),
    },
    "distinct": {"": "different|individual", "unique": "unique|distinct"},
    "sellers": {
        "top": "best sellers|bestsellers|best seller|bestseller|top sellers|top seller",
        "bottom": "worst sellers",
    },
    "rank": {
        "all": "rank|ranking|ranking of|ranked|rank our|rankings of|rankings",
        "order": "order",
        "ten": "leaderboard|leaderboard of|leader board|league table|league table of",
    },
    "which": {
        "which": "which|which of|what kind of|what kinds of|what type of|what types of",
        "what": "what|whats",
        "who": "who|whom",
    },
    "where": {
        "": "where are|where is|where do|where did|where does|where were|where was|where have",
    },
    "come_from": {
        "": (
            "come from|came from|comes from|coming from|originate|originate from|originated from|find us|found us|"
            "hear about us|heard about us|reach us through|through which"
        ),
    },
    "drop_out": {
        "": (
            "drop out|drop off|dropping out|dropping off|drops out|drops off|dropped out|dropped off|fall out|"
            "falling out|get stuck|getting stuck|got stuck|drop offs|drop off rate|drop off rates|leak|leaks|leaking|"
            "bottleneck|bottlenecks"
        ),
    },
    "condition_where": {
        "": (
            "where|whose|having|filtered by|filter by|filtered on|filter on|filtered to|filter to|limited to|limit to"
        ),
    },
    "forecast": {
        "": (
            "forecast|forecast of|forecasted|forecasting|forecasts|predict|prediction|prediction of|predicted|"
            "predictions|project|projection|projection of|projections|projections for|projected|outlook|outlook for|"
            "expectation|anticipate|anticipated|estimate|forecast for|the forecast for|extrapolate|foresee|prognosis"
        ),
    },
    "performance": {
        "doing": (
            "doing|performing|perform|performed|performance|performance of|performs|fare|faring|fared|getting on|"
            "got on|doing so far|do|did|results for|results of|tracking|track|progressing|coming along"
        ),
        "card": (
            "scorecard|scorecard of|scorecard for|score card|report card|overview|overview of|an overview of|"
            "summary of|summary|a summary of|kpis of|kpis for|key figures for|key figures of|key figures|track record|"
            "review of"
        ),
    },
    "dashboard_word": {
        "": "dashboard|dash board|dashboards|board",
    },
    "me": {
        "me": "my|mine|am i|i am|my own|i ' m|myself|i|me",
        "my_team": "my team|my team ' s|our team",
        "my_territory": "my territory|my area|my province|my territories|my patch",
    },
    "not": {
        "": (
            "not|except|except for|excluding|exclude|excludes|without|outside|outside of|other than|but not|"
            "apart from|minus|but exclude|ignoring|ignore|not in|not from|not including|leaving out|leave out|"
            "everything but|all but|everywhere but|aside from|! =|≠|< >|besides|is not|are not|not for|isn ' t|"
            "aren ' t|bar|with the exception of|and not|omitting|omit|skipping|skip|anything but|non|does not include|"
            "no|excl|excl .|w / o|w o|neither|neither in|neither for|neither from"
        ),
    },
    "none": {
        "": (
            "no|zero|without any|with no|who have no|having no|have no|did not|didn ' t|don ' t|do not|does not|"
            "has no|that have no|doesn ' t|haven ' t|hasn ' t|have not|has not|had no|not a single|"
            "weren ' t|were not|was not|wasn ' t"
        ),
        "never": "never|who never|never ever",
    },
    "anything": {"": "anything|anything at all|any"},
    "nothing": {"": "nothing|nothing at all"},
    "and": {
        "and": "and|&|+|as well as|along with|together with|and also|plus|alongside|and the|combined with|x",
        "comma": ",|;|/",
        "or": "or|and / or|either|nor|nor in|nor for|nor from",
    },
    "contains": {
        "contains": (
            "contains|containing|contain|including the word|with the word|that contain|with name containing|"
            "named like|matching|like the name|includes the word"
        ),
        "starts_with": "starts with|starting with|begins with|beginning with|start with|begin with|that start with",
        "ends_with": "ends with|ending with|ending in|end with|ends in",
    },
    "actual": {
        "": (
            "actual|actuals|the actual|achieved|reality|achievement|actual results|actual performance|delivered|"
            "realised|realized|"
            "how close are we to|how close were we to|how close are we to hitting|how close are we to reaching|"
            "on track to hit|on track to reach|on track to meet|on track for|on course for|"
            "on course to hit|on pace to hit|on pace for"
        ),
        "reached": (
            "hit our target|hit the target|hit target|reach our target|meet our target|made quota|hit quota|"
            "hit our targets|meeting our target|reach the target|hitting our target|hitting target|hitting the target|"
            "hitting our targets|hitting targets|hitting quota|reaching our target|reaching target|meeting target|"
            "on target|on track|on quota|"
            "meeting the target|meeting quota|hitting our numbers|hit our quota|meet quota|reach quota"
        ),
    },
    "grain": of_calendars(
        {
            "day": "day|days|calendar day",
            "week": "week|weeks|calendar week|wk|wks",
            "month": "month|months|calendar month|mth|mths",
            "quarter": "quarter|quarters|season|seasons|calendar quarter|qtr|qtrs",
            "year": "year|years|calendar year|yr|yrs",
            "date": "date|dates|transaction date",
        },
        ("gregorian {}", "jalali {}", "shamsi {}", "persian {}", "iranian {}", "solar hijri {}"),
    ),
    "adverb_grain": {
        "day": (
            "daily|day by day|day to day|day wise|by the day|by date|on a daily basis|per diem|each and every day|"
            "daywise"
        ),
        "week": "weekly|week by week|week to week|week wise|weekwise|by the week|on a weekly basis|wkly",
        "month": (
            "monthly|month by month|month to month|month wise|monthwise|by the month|on a monthly basis|"
            "each and every month|mthly"
        ),
        "quarter": "quarterly|quarter by quarter|quarterwise|by the quarter|on a quarterly basis|qtrly",
        "year": "yearly|annually|annual|year by year|yearwise|on a yearly basis|on an annual basis",
        "hour": "hourly|hour by hour",
    },
    "cycle": {
        "weekday": (
            "weekday|weekdays|day of week|day of the week|days of the week|days of week|week day|day of a week"
        ),
        "hour": "hour|hours|hour of day|hour of the day|hours of the day|time of day|time of the day",
        "month_of_year": "month of year|month of the year|months of the year|calendar months",
    },
    "sort": {
        "top": (
            "descending|in descending order|highest first|largest first|biggest first|high to low|from high to low|"
            "desc|most first|from highest to lowest|highest to lowest|from largest to smallest|largest to smallest|"
            "sorted descending|sorted high to low|top first|in decreasing order|sorted from high to low|"
            "sort descending|from most to least|from top to bottom"
        ),
        "bottom": (
            "ascending|in ascending order|lowest first|smallest first|low to high|from low to high|asc|"
            "from lowest to highest|lowest to highest|from smallest to largest|smallest to largest|sorted ascending|"
            "least first|in increasing order|sort ascending|sorted from low to high|sorted low to high"
        ),
        "best": "best first|best to worst|from best to worst|best ones first|strongest first",
        "worst": "worst first|worst to best|from worst to best|worst ones first|weakest first",
        "": "sort|sorted|sorting|sort it|sort them|ordered",
    },
    "limit": {
        "": "limit|limit to|only the first|at most the first|show only the first|the first",
    },
    "other": {
        "": (
            "other|others|the other|the others|the rest|rest|rest of|the rest of|remaining|elsewhere|anyone else|"
            "everyone else|unknown|miscellaneous"
        ),
    },
    "kind_word": {
        "profile": (
            "profile|a profile|profiles|"
            "characteristics|characteristics of|traits|traits of|attributes of|demographics of|profile of|"
            "the profile of|common traits of|in common|what characterizes|what characterises|characterizes|"
            "characterises|typical|stand out|stands out|what sets apart|sets apart"
        ),
        "funnel": "funnel|a funnel|the funnel|as a funnel",
        "timeline": "timeline",
        "goals": "goals",
        "scorecard": "scorecard",
    },
    "weekdays": {
        "": (
            "mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|every monday|every tuesday|"
            "every wednesday|every thursday|every friday|every saturday|every sunday|each monday|each tuesday|"
            "each wednesday|each thursday|each friday|each saturday|each sunday|weekends"
        ),
    },
    "times": {"": "times", "1": "once", "2": "twice"},
    "but": {"": "but"},
    "percent_sign": {"": "%|percent|percentage|pct"},
    "rows": {
        "": "rows|results only|entries|lines|items|places",
    },
    "future": {
        "": (
            "will|what will|how will|what would|how many will|going to|going to be|be like|likely|likely to be|expect|"
            "expected|do we expect|should we expect|can we expect|what to expect|expected to be|will be|how much will|"
            "will we"
        ),
    },
    "only": {
        "": "only|solely|exclusively|only show|show only|only show me|show me only",
    },
    "how_long": {
        "": (
            "how long|how long does|how long did|how long do|how long is|how fast|how fast do|how fast did|"
            "how quickly|how quickly do|how quickly did|how quickly does|how fast does|how slow|how slowly|"
            "how long was|how long are|how long does it take to|how long does it take us to|how long did it take to|"
            "how long do we need to"
        ),
    },
}


_COUNTED = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth"
_GAPS = (
    "the our we us did do does of that were was are is have has had been which who any their its a an you it get got "
    "how many all to be due on for"
)
# Words of periods: `intents.periods` reads them; the spelling must know that they are right.
_PERIOD_WORDS = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun spring summer autumn winter fall today yesterday tomorrow day days week weeks month months quarter "
    "quarters year years half fiscal decade weekend weekends fortnight last next past previous this current coming "
    "upcoming ago "
    "since until till before after during between through date trailing rolling recent completed far now earlier later "
    "starting ending beginning end start st nd rd th ytd qtd mtd wtd fy"
)


def _arrange(items: list[Item]) -> list[Item]:
    return currencies_last(told_on_event(items))


LANGUAGE = Language(
    code="en",
    writes=writes,
    stem=stem,
    plural=plural,
    noun_of=noun_of,
    bends_verb=bends_verb,
    happened=happened,
    shortened=SHORTENED,
    many=("s", "es"),
    phrases={**PHRASES, **PICTURES, **COMPARING, **AROUND, **FILLERS, "currency": CURRENCIES},
    gaps=frozenset(_GAPS.split()),
    numbers={
        **{word: value for value, word in enumerate(_COUNTED.split())},
        "twenty": 20,
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
        "hundred": 100,
        "dozen": 12,
    },
    ordinals={word: value for value, word in enumerate(_PLACES.split(), start=1)},
    ordinal_ends=frozenset({"st", "nd", "rd", "th"}),
    scales={
        "k": 1e3,
        "thousand": 1e3,
        "m": 1e6,
        "mn": 1e6,
        "million": 1e6,
        "millions": 1e6,
        "bn": 1e9,
        "b": 1e9,
        "billion": 1e9,
    },
    range_words=frozenset({"to", "and"}),
    spelling=frozenset(_PERIOD_WORDS.split()),
    implied={
        "selling": ("sales", "revenue"),
        "sellers": ("products", "product"),
        "buyers": ("customers", "customer", "clients", "client"),
        "bought": ("orders", "purchases", "sales", "revenue"),
        "profit": ("profit", "gross profit", "net profit", "operating profit", "profits"),
        "popular": ("units sold", "quantity sold", "quantity", "units", "orders", "purchases", "bookings"),
        "come_from": ("source", "channel"),
        "reason": ("reason", "reasons"),
        "goal": ("target", "targets", "quota", "quotas"),
    },
    verbs={"selling": ("sell", "selling", "sold", "did we sell", "we sold")},
    ties=TIES,
    percent=frozenset({"%", "percent", "pct"}),
    halves=frozenset({"half"}),
    arrange=_arrange,
    is_word=is_plain_word,
    is_variant=is_variant,
    guest=True,
    names_unbent=True,
)
