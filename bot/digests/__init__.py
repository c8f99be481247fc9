"""Digests: what is sent to whom on a schedule, when it is due, what it says."""
