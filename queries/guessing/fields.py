"""Says what each column is for: key, date, yes-and-no, breakdown, a figure that adds up, a mean, a state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from data.profiling.names import ID_WORDS, plural, singular
from data.profiling.profile import Column
from queries.guessing import en
from queries.guessing.headings import Heading, heading_of

MOST_MEMBERS = 200_000
_LONG = 60
_MARKS = 12
_SPANS = frozenset({"years", "months", "weeks", "days", "hours", "minutes", "quarters"})
"""How long something took or has been, not which year it was."""


class Role(StrEnum):
    """What a column is for."""

    KEY = "key"
    TIME = "time"
    FLAG = "yes or no"
    BREAKDOWN = "breakdown"
    SUM = "adds up"
    MEAN = "mean"
    STATE = "state"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Field:
    """A column with its role. `unit` is the format of its figures; `scale` what they are multiplied by to be of that
    unit (percents as fractions, minutes as hours); `currency` the one it is written in, where that is known."""

    column: Column
    heading: Heading
    role: Role
    unit: str = "count"
    scale: float = 1.0
    currency: str | None = None
    why: str = ""

    @property
    def name(self) -> str:
        """The column's name in the database."""
        return self.column.name

    @property
    def spoken(self) -> tuple[str, ...]:
        """Its words without those that only tell the unit: "mrr amount usd" is MRR."""
        words = list(self.heading.words)
        if self.role in (Role.SUM, Role.MEAN, Role.STATE):
            lasting = False
            while len(words) > 1 and (words[-1] in en.CURRENCIES or words[-1] in en.DURATION or words[-1] in en.UNITS):
                if lasting and words[-1] in en.DURATION:
                    break  # "day minutes" are minutes by day, as night minutes are
                lasting = words.pop() in en.DURATION
            if len(words) > 1 and words[-1] in ("amount", "value") and words[0] in en.ACRONYMS:
                words.pop()
            if len(words) > 1 and words[0] in ("total", "sum", "avg", "average", "mean", "overall"):
                words.pop(0)
        if self.role is Role.FLAG:
            kept = [word for word in words if word not in en.FLAG_NOISE]
            words = kept or words
        return tuple(words)


def field_of(column: Column, unit: str | None = None, *, referring: bool = False) -> Field:
    """The field of a column. `unit` is what its values were written with ("$", "%"); `referring` where it is joined."""
    found = _field(column, unit, referring)
    if column.times == 1 or found.role not in (Role.SUM, Role.MEAN, Role.STATE) or found.unit == "percent":
        return found
    return replace(found, scale=found.scale * column.times)


def _field(column: Column, unit: str | None, referring: bool) -> Field:
    heading = heading_of(column.heading)
    if column.empty:
        return Field(column, heading, Role.NOTHING, why="no row has a value")
    if column.kind in ("day", "moment"):
        return Field(column, heading, Role.TIME)
    if column.kind == "flag" or _is_flag(column, heading):
        one = column.constant
        return Field(
            column, heading, Role.NOTHING if one else Role.FLAG, why="every row has the same value" if one else ""
        )
    if column.kind == "number":
        return _number(column, heading, unit, referring)
    if column.kind == "text":
        return _text(column, heading, referring)
    return Field(column, heading, Role.NOTHING, why="it holds neither words nor figures")


def _is_flag(column: Column, heading: Heading) -> bool:
    """0 and 1, or yes and no, and nothing else."""
    members = {value.casefold().removesuffix(".0") for value in column.members}
    if column.kind == "number":
        return members == {"0", "1"} and not heading.has(en.QUANTITY)
    return len(members) == 2 and any(m in en.YES for m in members) and any(m in en.NO for m in members)


def _number(column: Column, heading: Heading, unit: str | None, referring: bool) -> Field:
    words = heading.words
    if heading.last in ID_WORDS or referring or not words:
        return Field(column, heading, Role.KEY)
    if words[0] in ("unnamed", "index", "row", "rownum") or (
        column.unique and column.whole and _counts_up(column) and not heading.ends(en.MONEY, en.TARGET, en.QUANTITY)
    ):
        return Field(column, heading, Role.KEY)
    if heading.last in en.PLACES_IN_A_CALENDAR or (
        heading.has(frozenset({"year"})) and column.whole and _is_year(column)
    ):
        return Field(column, heading, Role.BREAKDOWN)
    if (heading.has(en.NO_FIGURE) or words in _PLACES) and not _SPANS & set(words) and not _is_of_a_time(heading):
        few = 0 < len(column.values) <= 24 and column.whole
        return Field(column, heading, Role.BREAKDOWN if few else Role.NOTHING, why="" if few else "a code, no figure")
    if column.constant and not heading.has(en.TARGET):  # the same is planned for every month
        return Field(column, heading, Role.NOTHING, why="every row has the same value")
    return _figure(column, heading, unit)


_PLACES = frozenset(
    {("line",), ("line", "item"), ("line", "item", "number"), ("line", "number"), ("item", "number"), ("position",)}
)
"""The place of a row among others, whose mean says nothing."""


def _is_of_a_time(heading: Heading) -> bool:
    """ "Day calls" and "month sales" are calls and sales, but "day of week" and "month number" are no figures."""
    told = [word for word in heading.words if word in en.NO_FIGURE or singular(word) in en.NO_FIGURE]
    timed = set(map(singular, told)) <= en.PLACES_IN_A_CALENDAR and heading.last not in told
    return timed and (heading.ends(en.MONEY) or singular(heading.last) != heading.last)


def _figure(column: Column, heading: Heading, unit: str | None) -> Field:
    words = heading.words
    smallest, largest = float(column.smallest or 0), float(column.largest or 0)
    currency = en.CURRENCIES.get(heading.last) or currency_of(unit)
    if _is_at_a_rate(words) and largest > float(words[-2]):
        return _figure(column, Heading(heading.text, words[:-2]), unit)  # "Tax 5%" is the tax, not a percentage
    if unit in en.WRITTEN_SPANS:
        in_days = en.WRITTEN_SPANS[unit] == en.DURATION["days"]
        role = Role.SUM if heading.has(en.WORK) else Role.MEAN
        return Field(column, heading, role, *(("days", 1.0) if in_days else ("hours", en.WRITTEN_SPANS[unit])))
    if heading.has(frozenset({"percent"})) and not currency:
        fraction = unit == "%" or (smallest >= -1.5 and largest <= 1.5)
        return Field(column, heading, Role.MEAN, "percent", 1.0 if fraction else 0.01)
    if _is_scale(column, heading) or "life balance" in " ".join(words):
        return Field(column, heading, Role.MEAN, "points")
    if currency or (heading.has(en.MONEY) and not heading.ends(en.PERCENT, en.POINTS, en.QUANTITY)):
        mean = (
            heading.ends(en.PRICE, frozenset({"price", "rate", "salary", "wage", "ltv", "clv", "limit", "score"}))
            or words[0] in ("average", "avg", "mean", "median", "unit")
            or heading.has(frozenset({"price", "per", "rrp", "msrp"}))
        )
        share = smallest >= -1.5 and largest <= 1 and not currency and not column.whole
        if share and heading.has(en.PERCENT):
            return Field(column, heading, Role.MEAN, "percent")
        if _is_state(heading):
            return Field(column, heading, Role.STATE, "currency", currency=currency)
        return Field(column, heading, Role.MEAN if mean else Role.SUM, "currency", currency=currency)
    if unit == "%" or heading.has(en.PERCENT):
        amount = heading.has(en.DISCOUNT) and largest > 100
        if amount:
            return Field(column, heading, Role.SUM, "currency")
        if unit != "%" and (largest > 100 or heading.has(en.PAID_FOR)):
            return Field(column, heading, Role.MEAN, "points")  # an hourly rate of 120 is no 120 %
        fraction = unit == "%" or (smallest >= -1.5 and largest <= 1.5)
        return Field(column, heading, Role.MEAN, "percent", 1.0 if fraction else 0.01)
    if heading.last in en.DURATION or heading.ends(frozenset({"duration"})):
        per = en.DURATION.get(heading.last, 1.0)
        unit_word = "days" if heading.last in ("day", "days") else "hours"
        role = Role.SUM if heading.has(en.WORK) else Role.MEAN
        if heading.last not in en.DURATION:
            return Field(column, heading, Role.MEAN, "points")
        return Field(column, heading, role, unit_word, 1.0 if unit_word == "days" else per)
    if heading.ends(en.POINTS) or (_SPANS & set(words) and not heading.has(en.WORK)):
        return Field(column, heading, Role.MEAN, "points")
    if _is_state(heading):
        return Field(column, heading, Role.STATE)
    if heading.has(en.MEAN) or words[0] in ("average", "avg", "mean", "median"):
        return Field(column, heading, Role.MEAN, "points")
    return Field(column, heading, Role.SUM, "count" if column.whole else "points")


def _is_at_a_rate(words: tuple[str, ...]) -> bool:
    return len(words) > 2 and words[-1] == "percent" and words[-2].isdigit()


def _is_scale(column: Column, heading: Heading) -> bool:
    """Whether numbers are marks from 1 to 5 and the like, not how many there were of something."""
    marks = {int(float(value)) for value in column.members} if column.whole and column.kind == "number" else set()
    told = heading.has(en.QUANTITY, en.MONEY, en.TARGET, en.UP, en.DOWN, en.WORK, en.HELD, frozenset({"number"}))
    one = plural(heading.last) in en.UP | en.DOWN
    counts = told or one or singular(heading.last) != heading.last or _is_state(heading)
    if counts or not marks:
        return False
    whole = marks in ({1, 2, 3, 4}, {1, 2, 3, 4, 5}, set(range(1, 8)), set(range(1, 11)))
    return whole or (len(marks) <= _MARKS and column.rows >= 10 * len(marks) and max(marks) <= _MARKS)


def _is_state(heading: Heading) -> bool:
    phrase = " ".join(heading.words)
    return heading.has(en.STATE) or any(state in phrase for state in en.STATE_PHRASES)


def _counts_up(column: Column) -> bool:
    """Whether its values are the numbers of the rows."""
    span = float(column.largest or 0) - float(column.smallest or 0) + 1
    return column.rows > 20 and column.filled == column.rows and span == column.rows


def _is_year(column: Column) -> bool:
    return float(column.smallest or 0) >= 1200 and float(column.largest or 0) <= 2100


def currency_of(unit: str | None) -> str | None:
    """The ISO code of a sign of money: "$" is USD."""
    signs = {
        "$": "USD",
        "US$": "USD",
        "€": "EUR",
        "£": "GBP",
        "¥": "JPY",
        "R$": "BRL",
        "₹": "INR",
        "₽": "RUB",
        "₺": "TRY",
        "﷼": "IRR",
        "A$": "AUD",
        "C$": "CAD",
        "zł": "PLN",
        "tl": "TRY",
        "kč": "CZK",
        "ft": "HUF",
        "lei": "RON",
        "грн": "UAH",
        "руб": "RUB",
        "ریال": "IRR",
        "تومان": "IRT",
        "تومن": "IRT",
        "یورو": "EUR",
        "دلار": "USD",
        "rs": "INR",
        "rs.": "INR",
    }
    if unit is None:
        return None
    if len(unit) == 3 and unit.isascii() and unit.isalpha() and unit.upper() in en.CURRENCIES.values():
        return unit.upper()
    return signs.get(unit) or signs.get(unit.lower())


_PRODUCTS = (("sku",), ("product", "code"), ("product", "id"), ("product", "number"), ("item", "code"), ("item", "id"))


def name_products(fields: dict[str, Field]) -> None:
    """Let a description that stands in many rows beside the code of a product be the product's name."""
    known = {one.heading.words for one in fields.values()}
    described = next((one for one in fields.values() if one.heading.words == ("description",)), None)
    if described is None or not known & set(_PRODUCTS) or known & {("product",), ("product", "name"), ("item", "name")}:
        return
    column = described.column
    if column.kind == "text" and column.length <= _LONG and 1 < column.distinct <= MOST_MEMBERS and not column.unique:
        heading = Heading(described.heading.text, ("product", "name"))
        fields[column.name] = Field(column, heading, Role.BREAKDOWN)


def _text(column: Column, heading: Heading, referring: bool) -> Field:
    if heading.last in ID_WORDS and not referring:
        few = 0 < len(column.values) <= 30 and column.rows > 3 * len(column.values)
        return Field(column, heading, Role.BREAKDOWN if few and heading.last == "code" else Role.KEY)
    if referring or column.constant:
        return Field(column, heading, Role.BREAKDOWN)
    if heading.ends(en.NO_BREAKDOWN) or column.length > _LONG:
        # A text with a handful of values is a breakdown, whatever it is called ("region description").
        few = (
            column.length <= _LONG
            and 0 < len(column.values) <= 30
            and (column.rows > 4 * len(column.values) or column.unique)
        )
        if not few or not heading.ends(frozenset({"description", "text", "comment", "details", "message"})):
            return Field(column, heading, Role.NOTHING, why="free text")
    if column.distinct > MOST_MEMBERS:
        return Field(
            column,
            heading,
            Role.NOTHING,
            why=f"about {column.distinct:,} different values are too many to break down by",
        )
    return Field(column, heading, Role.BREAKDOWN)
