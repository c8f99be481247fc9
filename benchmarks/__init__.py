"""How long kpibot takes, beside what the same answers cost in hand-written SQL."""
