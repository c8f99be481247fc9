"""English words for the picture of an answer."""

from __future__ import annotations

PICTURES: dict[str, dict[str, str]] = {
    "chart": {
        "map": (
            "map|map of|on a map|on the map|as a map|as map|on map|choropleth|choropleth of|geographic map|map view|"
            "map out|maps|mapped|heat map by location|geographically|geographical|geographic|"
            "geographical distribution of|geographic distribution of|geographical spread of|geography of|on maps|"
            "in a map|territory map of|map chart"
        ),
        "treemap": "treemap|tree map|treemap of|as a treemap|as a tree map|in a treemap|tree map of",
        "heatmap": "heatmap|heat map|heatmap of|heat map of|as a heatmap|as a heat map|heat matrix|in a heatmap",
        "pie": (
            "pie|pie chart|pie chart of|as a pie|as a pie chart|donut|donut chart|doughnut|doughnut chart|"
            "as pie chart|in a pie chart"
        ),
        "bars": (
            "bar chart|bar chart of|bar graph|bars|as bars|as a bar chart|as bar chart|column chart|as columns|"
            "bar graph of|bar plot|histogram|in a bar chart|as a bar graph|horizontal bars|barchart"
        ),
        "line": (
            "line chart|line chart of|line graph|as a line|as a line chart|as lines|as line chart|line plot|"
            "line graph of|in a line chart|as a line graph|curve|a line"
        ),
        "table": (
            "table|table of|as a table|in a table|as table|tabular|spreadsheet|in tabular form|in table form|"
            "as a list|grid|tabulate|tabulated|table form"
        ),
        "funnel": "funnel chart|as a funnel|as a funnel chart",
        "scatter": (
            "scatter|scatter plot|scatterplot|scatter chart|as a scatter|as a scatter plot|scatter plot of|scattergram"
        ),
        "stacked_bars": (
            "stacked bars|stacked bar chart|as stacked bars|stacked bar|stacked column chart|stacked|stacked chart"
        ),
        "waterfall": "waterfall|waterfall chart|as a waterfall|bridge chart",
        "pareto": "pareto|pareto chart|as a pareto|pareto chart of|pareto of",
        "card": "as a card|as a number|as a single number|just the number|big number|number only",
        "": (
            "chart|graph|plot|chart of|graph of|plot of|as a chart|as a graph|visualize|visualise|visualization of|"
            "picture|diagram|diagram of|draw|in a chart|in a graph|visualization|visual|graphically|charted|plotted"
        ),
    },
}
