"""What the bot must not forget: claims, conversations, people, feedback, audit and installations, in one database."""

from bot.state.faults import StateError
from bot.state.records import AlertEvent, AuditEntry, Delivery, Feedback, PlanRow, Said, SlackPerson, UnreadWord
from bot.state.store import State, open_state, state_url, utc_now

__all__ = [
    "AlertEvent",
    "AuditEntry",
    "Delivery",
    "Feedback",
    "PlanRow",
    "Said",
    "SlackPerson",
    "State",
    "StateError",
    "UnreadWord",
    "open_state",
    "state_url",
    "utc_now",
]
