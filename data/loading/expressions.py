"""The SQL that reads one column as its reading says; values it cannot read become NULL."""

from __future__ import annotations

from sqlglot import exp

from data.loading.readings import As, Reading
from data.loading.staged import call, column, text

TYPES = {
    As.TEXT: "VARCHAR",
    As.WHOLE: "BIGINT",
    As.NUMBER: "DOUBLE",
    As.DAY: "DATE",
    As.SPAN: "DOUBLE",
    As.YES_NO: "BOOLEAN",
}


def cleaned(name: str) -> exp.Expr:
    """A column's value with ASCII digits and plain spaces."""
    return call("load_clean", column(name))


def trimmed(name: str) -> exp.Expr:
    """A column's value without spaces and invisible marks around it."""
    return call("load_trim", column(name))


def is_missing(reading: Reading) -> exp.Expr:
    """Whether a value says that there is none."""
    value = cleaned(reading.name)
    known = call("load_is_missing", value)
    if not reading.missing:
        return known
    listed = exp.In(this=exp.Lower(this=value.copy()), expressions=[text(w) for w in reading.missing])
    return exp.or_(known, listed)


def value_of(reading: Reading, *, time: bool = False, letters: bool = False) -> exp.Expr:
    """A column read. `time` keeps the time of day; `letters` writes Arabic letters as Persian ones."""
    if reading.kind is As.TEXT:
        shown = trimmed(reading.name)
        if letters:
            shown = call("translate", shown, text("يك"), text("یک"))
        return exp.Case(ifs=[exp.If(this=exp.Not(this=exp.paren(is_missing(reading))), true=shown)])
    if reading.kind is As.YES_NO:
        low = exp.Lower(this=cleaned(reading.name))
        yes, no = (call("list_contains", call("getvariable", text(f"load_{w}")), low.copy()) for w in ("yes", "no"))
        return exp.Case(ifs=[exp.If(this=yes, true=exp.true()), exp.If(this=no, true=exp.false())])
    if reading.kind is As.DAY:
        return _day(reading, time)
    if reading.kind is As.SPAN:
        return call("load_span", cleaned(reading.name), text(reading.style))
    kind = exp.DataType.build(TYPES[reading.kind], dialect="duckdb")
    if reading.plain and reading.kind is As.WHOLE:
        # A cast alone would round 12.6.
        return call("load_whole", cleaned(reading.name))
    if reading.plain:
        return call("load_plain", cleaned(reading.name))
    number = call("load_number", cleaned(reading.name), text(reading.style))
    if reading.kind is As.NUMBER:
        return number
    whole = exp.EQ(this=number, expression=call("floor", number.copy()))
    return exp.Case(ifs=[exp.If(this=whole, true=exp.TryCast(this=number.copy(), to=kind))])


def moment(reading: Reading) -> exp.Expr:
    """A day column's value as a timestamp."""
    value = cleaned(reading.name)
    if reading.plain:
        return call("load_iso", value)
    read = call("load_moment", value, text(reading.month_first))
    return call("coalesce", read, call("load_serial", value.copy())) if reading.serial else read


def _day(reading: Reading, time: bool) -> exp.Expr:
    kind = "TIMESTAMP" if time else "DATE"
    return exp.Cast(this=moment(reading), to=exp.DataType.build(kind, dialect="duckdb"))
