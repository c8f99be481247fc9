"""English words that hold figures against each other, against numbers, or over time."""

from __future__ import annotations


def _moving(verbs: str, places: str) -> frozenset[str]:
    return frozenset(f"{verb} {place}" for verb in verbs.split() for place in places.split())


MOVING_UP = _moving("goes go went rises rise rose gets get climbs climb climbed grows grow jumps jump", "above beyond")
MOVING_UP |= {"goes over", "rises over", "rise over", "rose over", "climbs over", "climb over"}
MOVING_DOWN = _moving(
    "falls fall fell drops drop dropped goes go went sinks sink sank dips dip dipped slips slip slipped", "below under"
) | {"gets below", "get below"}
"""What happens to a figure, never to each thing that it counts."""

COMPARING: dict[str, dict[str, str]] = {
    "compare": {
        "": "compare|comparing|comparison|comparison of|a comparison of|compares|side by side|head to head|contrast",
    },
    "vs": {
        "": (
            "vs|versus|v|against|compared to|compared with|compare to|compare with|in comparison to|"
            "in comparison with|relative to|than|as opposed to|over against|as against|up against|measured against|"
            "compared against|stack up against|stacks up against|as compared to|as compared with|held against"
        ),
    },
    "compare_to": {
        "previous_year": (
            "same time last year|same period last year|the same period last year|same period of last year|"
            "same period a year ago|same time a year ago|same period the year before|the year before|the prior year|"
            "prior year|a year earlier|one year earlier|the same time last year|same period of the previous year|"
            "same month a year ago|the same month a year ago|same quarter a year ago|the same quarter a year ago|"
            "same week a year ago|the same week a year ago|same day a year ago|the same time a year ago|"
            "same month last year|same quarter last year|same week last year|the same month last year|"
            "the same quarter last year|same days last year|same period in the previous year|the preceding year|"
            "the same period of last year|same period previous year|same period prior year|last year same period|"
            "year ago|same month of last year|same quarter of last year|same month the year before"
        ),
        "previous_quarter": (
            "the quarter before|the prior quarter|prior quarter|the preceding quarter|a quarter earlier"
        ),
        "previous_month": "the month before|the prior month|prior month|a month earlier|the preceding month",
        "previous_week": "the week before|the prior week|prior week|a week earlier|the preceding week",
        "previous_period": (
            "previous period|the previous period|prior period|the prior period|the period before|last period|"
            "preceding period|the preceding period|the one before|the previous one|the day before"
        ),
    },
    "last_one": {"": "last|the last|the last one|the previous|previous|last one|the prior one"},
    "at_least": {
        ">=": "or more|or above|or over|or higher|or greater|and above|and more|and up|or better|plus",
        "<=": "or less|or fewer|or below|or under|or lower|and below|and less",
    },
    "yoy": {
        "previous_year": "yoy|y o y|year over year|year on year|year to year|yearly growth|annual growth|on the year",
        "previous_quarter": "qoq|q o q|quarter over quarter|quarter on quarter",
        "previous_month": "mom|m o m|month over month|month on month",
        "previous_week": "wow|w o w|week over week|week on week",
        "previous_period": "period over period",
    },
    "change": {
        "any": "change|changes|changing|change in|change of|changes in|difference|difference in",
        "up": (
            "growth|growth of|growth in|grow|grew|grown|growing|grows|growth rate|growth rate of|growth rates|"
            "increase|increased|increasing|increase in|rises in|gains in|jumps in|improvements|improvements in|"
            "increases|rise|rose|risen|rising|rise in|go up|went up|gone up|"
            "going up|up|jump|jumped|climb|climbed|improve|improved|improving|improvement|improvement in|gain|gained|"
            "spike|spiked|surge|surged|soar|soared|get better|got better|getting better|getting higher|higher|"
            "percentage growth|percent growth|"
            "growth percentage|% growth|% change|% change in|percent change|percent change in|percentage change|"
            "percentage change in"
        ),
        "down": (
            "fall|fell|fallen|falling|fall in|decline|declined|declining|decline in|drop|dropped|dropping|drop in|"
            "drops|drops in|declines|declines in|falls in|dips in|"
            "decrease|decreased|decreasing|decrease in|go down|went down|gone down|going down|down|shrink|shrank|"
            "shrunk|shrinking|worsen|worsened|slip|slipped|plunge|plunged|dip|dipped|dip in|get worse|got worse|"
            "getting worse|getting lower|worsening|deteriorate|deteriorated|deteriorating|sink|"
            "sank|lower|so low|slump|slumped|tank|tanked|underperform|underperformed|so high|too high|too low|"
            "this low|this high"
        ),
        "over": "changed|moved|move|shifted|shift|has changed|have changed",
    },
    "why": {
        "": (
            "why|why did|why do|why is|why are|why were|why was|why has|why have|what caused|what causes|"
            "what is causing|reason for|reasons for|the reason for|the reasons for|what made|explain why|cause of|"
            "causes of|how come|what ' s causing"
        ),
        "drivers": (
            "what drove|what drives|drivers of|driver of|what is behind|what explains|reasons behind|reason behind|"
            "what was behind|what led to|what happened to|what is driving|root cause of|what ' s behind|"
            "what ' s driving|what contributed to"
        ),
    },
    "op": {
        ">": (
            "more than|over|above|greater than|exceeding|exceeds|exceed|larger than|higher than|bigger than|>|beyond|"
            "upwards of|better than|in excess of|exceeded|greater|longer than|topping|surpassing|is above|is over|"
            "of over|of more than|that exceed|no less than or over|not under|is more than|is higher than|"
            + "|".join(sorted(MOVING_UP))
        ),
        ">=": (
            "at least|> =|≥|no less than|not less than|a minimum of|minimum of|= >|greater than or equal to|"
            "more than or equal to|min of|no fewer than|from at least|not below"
        ),
        "<": (
            "less than|under|below|fewer than|lower than|smaller than|<|beneath|worse than|shorter than|is below|"
            "is under|of under|of less than|of below|is less than|is lower than|" + "|".join(sorted(MOVING_DOWN))
        ),
        "<=": (
            "at most|< =|≤|no more than|not more than|up to|a maximum of|maximum of|= <|less than or equal to|max of|"
            "not above|not over"
        ),
        "=": "exactly|equal to|equals|precisely",
        "between": "between|in the range|ranging from|ranging between|in between|in the range of|from between",
    },
    "trend": {
        "": (
            "trend|trends|trended|trending|trend of|trend in|trends in|trend for|over time|evolution|evolution of|"
            "time series|"
            "timeline of|trendline|trend line|through time|development of|development over time|"
            "the development of|trend over time|"
            "historical|historically|the course of|over the course of|trajectory|trajectory of|progression|"
            "progression of|progress of|seasonality|seasonality of|seasonal|seasonal pattern|seasonal trend|"
            "seasonal trend of|history|pattern|as a trend|develop|developed|developing|evolve|evolved|has developed|"
            "fluctuate|fluctuated|as time goes by"
        ),
    },
    "averaged": {
        "above": (
            "above average|above the average|over average|over the average|better than average|better than the average|"
            "higher than average|higher than the average|more than average|more than the average|with above average"
        ),
        "below": (
            "below average|below the average|under average|under the average|worse than average|worse than the average|"
            "lower than average|lower than the average|less than average|less than the average|with below average"
        ),
    },
    "ratio": {
        "": "ratio|ratio of|the ratio of|the ratio",
    },
    "share": {
        "": (
            "share|share of|how much of|shares of|% of|percent of|percentage of|proportion of|portion of|fraction of|"
            "contribution|"
            "contribution of|contribution to|contributions to|contribute to|contributes to|percent of total|"
            "percentage of total|% of total|share of total|proportion of total|contribution to total|"
            "percentage share of|percent share of|as a percent of total|as a percentage of total|as % of total|"
            "as percent of total|as a share of total|as a share|as percentage|as percentages|in percent|"
            "as a percentage|percent contribution|percentage contribution|mix|what percent of|"
            "what percentage of|what share of|what proportion of|percentage breakdown of|percentage breakdown|"
            "relative share of|percent of the total|percentage of the total|share of the total|"
            "proportion of the total|as a proportion of total|% of the total|of the total|of total"
        ),
    },
    "rate_of_change": {
        "": "what percent|what percentage|by what percent|by what percentage|by how many percent|how many percent",
    },
    "goal_op": {
        "<": (
            "missed|missing|miss|misses|fell short of|fall short of|falling short of|falls short of|fallen short of|"
            "short of|failed to hit|failed to reach|failed to meet|failing to hit|failing to reach|failing to meet|"
            "did not hit|did not reach|did not meet|didn't hit|didn't reach|didn't meet|have not hit|have not reached|"
            "have not met|haven't hit|haven't reached|haven't met|not hitting|not reaching|not meeting|trailing|behind"
        ),
        ">": (
            "beat|beats|beating|beaten|surpass|surpassed|surpasses|outperformed|overachieved|overachieving|"
            "went past|went beyond|smashed|crushed|topped|outdid|ahead of"
        ),
    },
    "attained": {"": "reach|reached|reaching|hit|hitting|meet|meeting|met|attain|attained|attaining"},
    "running_total": {
        "": (
            "running total|running total of|running sum of|running sum|cumulative|cumulative total of|"
            "cumulative total|cumulatively|cumulated|accumulated|accumulating|cumulative sum of|cumulative sum|"
            "running totals of"
        ),
    },
    "moving_average": {
        "": (
            "moving average|moving average of|rolling average|rolling average of|running average|moving mean|"
            "rolling mean|moving averages of|smoothed|running average of|trailing average|trailing average of"
        ),
    },
    "mean": {
        "mean": (
            "average|averages|avg|mean|average of|mean of|the average|averaged|on average|the mean|average number of|"
            "mean number of|average amount of|avg number of"
        ),
        "median": "median|median of|the median",
        "max": "maximum|max|maximum of|peak|the maximum|highest ever",
        "min": "minimum|min|minimum of|the minimum",
        **{
            f"p{n}": f"p{n}|p{n} of|{n}th percentile|{n}th percentile of|the {n}th percentile of"
            for n in (10, 25, 75, 90, 95, 99)
        },
    },
}

JUDGED_CHANGE = frozenset(
    ["improve", "improved", "improving", "improvement", "improvement in", "get better", "got better", "worsen",
     "worsened", "worsening", "get worse", "got worse", "getting worse", "getting better", "getting higher",
     "getting lower", "deteriorate", "deteriorated", "deteriorating", "slip", "slipped", "underperform",
     "underperformed", "higher", "lower", "so low", "so high", "too high", "too low", "this low", "this high"]
)  # fmt: skip
"""Words of change that tell good from bad, or a height, but no direction of the figure."""

RELATIVE_CHANGE = frozenset(
    ["growth", "growth of", "growth in", "growth rate", "growth rate of", "growth rates", "percentage growth",
     "percent growth", "% growth", "growth percentage", "% change", "% change in", "percent change",
     "percent change in", "percentage change", "percentage change in"]
)  # fmt: skip
"""Words of change that speak of a fraction of the earlier figure."""
