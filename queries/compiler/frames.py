"""The days a SELECT looks at: bound ends for a single span, a bound list of spans where there is one per bucket."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.build import Build
from queries.compiler.parts import Frame, Group
from queries.compiler.source import Source
from queries.query import BUCKETS

MONTH_KEY = "month_of_window"


@dataclass(frozen=True, slots=True)
class Span:
    """Days [lower, upper) as expressions; `keys` tell the spans of a list apart; `listed` is the list's alias."""

    lower: exp.Expr
    upper: exp.Expr
    keys: tuple[tuple[str, exp.Expr], ...] = ()
    listed: str | None = None


def bucket_asked(build: Build) -> str | None:
    return next((b for b in build.shape.by if b in BUCKETS), None)


def span(group: Group, source: Source, build: Build) -> Span:
    """The span of a stock, of an attrition, or of anything in a frame of its own."""
    return listed_span(group.frame, source, build)


def listed_span(frame: Frame, source: Source, build: Build) -> Span:
    bucket = bucket_asked(build)
    prefix = frame_name(frame, bucketed=bucket is not None)
    if bucket is None and frame.kind != "month":
        return Span(build.day(f"{prefix}_start"), build.day(f"{prefix}_end"))
    columns = {"lower": f"{prefix}_starts", "upper": f"{prefix}_ends"}
    if bucket is not None:
        columns = {"bucket": f"{prefix}_names", **columns}
    name = build.bound_list(f"{prefix}s", columns)
    source.join(nodes.table(name), exp.Boolean(this=True), "cross")
    keys: list[tuple[str, exp.Expr]] = []
    if bucket is not None:
        keys.append((bucket, nodes.column(name, "bucket")))
    if frame.kind == "month":
        keys.append((MONTH_KEY, nodes.column(name, "lower")))
    return Span(nodes.column(name, "lower"), nodes.column(name, "upper"), tuple(keys), name)


def frame_name(frame: Frame, *, bucketed: bool) -> str:
    """The start of its parameters' names: "span" for the period, "bucket_span" for its buckets, "window_12" ..."""
    name = "span" if frame.kind == "period" else f"{frame.kind}_{frame.months}" if frame.months else frame.kind
    return f"bucket_{name}" if bucketed else name
