"""Alerts: what is watched, when it is bad, what is remembered of it, what is told."""
