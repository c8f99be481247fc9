"""From an engine's rows to an answer's: empty buckets filled, changes, shares, running totals."""
