"""Rollups: a fact's sums and counts by day and a few dimensions, built when data is published."""
