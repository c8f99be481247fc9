"""Numbers, money, dates and digits as people write them, language by language."""

from queries.locale.dates import bucket_text, day_text, period_text
from queries.locale.languages import LANGUAGES, digits, language_of, list_text
from queries.locale.numbers import change_size_text, change_text, currency_text, value_text

__all__ = [
    "LANGUAGES",
    "bucket_text",
    "change_size_text",
    "change_text",
    "currency_text",
    "day_text",
    "digits",
    "language_of",
    "list_text",
    "period_text",
    "value_text",
]
