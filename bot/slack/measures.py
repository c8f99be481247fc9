"""What is counted and timed while the bot serves, for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

_SECONDS = (0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10)


class Measures:
    """One process's counters."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.questions = Counter("kpibot_questions", "Questions by outcome", ["status"], registry=self.registry)
        self.failed = Counter(
            "kpibot_undelivered", "Answers that Slack did not take", ["reason"], registry=self.registry
        )
        self.first = Histogram(
            "kpibot_first_message_seconds", "From the event to the number", registry=self.registry, buckets=_SECONDS
        )
        self.chart = Histogram(
            "kpibot_chart_seconds", "From the event to the chart", registry=self.registry, buckets=_SECONDS
        )

    def answered(self, status: str, seconds: float) -> None:
        """One more question, told after so many seconds; 0 where nobody waited."""
        self.questions.labels(status).inc()
        if seconds:
            self.first.observe(seconds)

    def text(self) -> bytes:
        """All of it as Prometheus reads it."""
        return generate_latest(self.registry)
