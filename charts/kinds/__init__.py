"""One module a kind of chart: from a view to a page."""
