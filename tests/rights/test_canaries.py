"""Nobody is told anything of rows beyond their rights: answers are those of a world in which such rows do not exist.

The other world is made in plain Python by deleting rows, and asked without any rights; so whatever way a figure, a name
or a suggestion could take from a hidden row to somebody's eyes would make the two replies differ.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from guarded_company import TODAY
from somebody import Somebody

from bot.answering import Answering, Question
from bot.reply import Reply
from bot.reply_json import reply_object
from charts.draw import draw
from queries.query import Compare, Filter, Having, Period, Query, Rank, plain_analysis

NOT_REACHED = "cannot be limited to what you may see"
QUESTIONS = """
revenue this year
sales by rep this year
top 5 customers by revenue this year
revenue by team and month this year
which areas are there
what reps are there
what can I ask
which customers had no visits this year
reps without leads last month
areas without orders last month
revenue vs target by month this year
my revenue this year
my leads by source last quarter
conversion by source this year compared with last year
share of revenue by product this year
lead funnel by source this year
who converts
customers at risk
customers at risk by area
churn by month this year
customers by frequency
orders by frequency this year
followed leads by source last year
yearly pace
revenue per lead by rep last quarter
why did revenue change last month
forecast revenue for the next 3 months
everything dashboard
team overview
goals
spending this year
visits by rep this year
orders where revenue is over 2000 this year
average revenue per area this year
running total of revenue by month this year
best rep by revenue this year
reps with revenue over 20000 this year
revenue by customer except {inside_customer} this year
revenue of {inside_customer} this year
visit history of {inside_customer}
how is {inside_rep} doing
revenue of {outside_customer} this year
revenue of {outside_rep} this year
how is {outside_rep} doing
visit history of {outside_customer}
revenue by {outside_rep}
compare {inside_rep} and {outside_rep} this year
revenue of {misspelt_rep} this year
revenue of {misspelt_customer} this year
leads from {outside_source} this year
revenue in {outside_area} this year
revenue of customers containing {part} this year
""".strip().splitlines()


def names_of(somebody: Somebody, table: str, *, inside: bool) -> list[str]:
    """Names of members that the person knows, or that they do not; one that there is where all are known."""
    known = set(somebody.alone.dataset.members.names[table])
    every = (
        [row["name"] for row in somebody.world.tables[f"{table}s"]]
        if table != "source"
        else sorted({row["source"] for row in somebody.world.tables["leads"]})
    )
    return [name for name in every if (name in known) == inside] or every


def filled(question: str, somebody: Somebody) -> str:
    outside_rep = names_of(somebody, "rep", inside=False)[0]
    outside_customer = names_of(somebody, "customer", inside=False)[0]
    return question.format(
        inside_customer=names_of(somebody, "customer", inside=True)[0],
        inside_rep=names_of(somebody, "rep", inside=True)[0],
        outside_customer=outside_customer,
        outside_rep=outside_rep,
        outside_area=names_of(somebody, "area", inside=False)[0],
        outside_source=names_of(somebody, "source", inside=False)[0],
        misspelt_rep=outside_rep[:3] + outside_rep[4:],
        misspelt_customer=outside_customer[:4] + "q" + outside_customer[5:],
        part=outside_customer[2:7],
    )


def told(reply: Reply, answering: Answering, *, everything: bool) -> dict[str, Any]:
    """All that a reply says, drawn or written; with the SQL and its values where `everything` is wanted."""
    said = reply_object(reply, answering.voice(reply.language))
    del said["timings_ms"]
    if not everything:
        del said["sql"], said["parameters"], said["reading"]["scope"]
        # Whose rows these are is said of the answer within rights alone.
        parts = said["reading_line"].split(" · ")
        said["reading_line"] = [part for part in parts if not part.startswith(("only ", "فقط "))]
        for choice in said["choices"]:
            del choice["reading"]["scope"]
    said["table"] = repr(reply.table)
    said["notes"] = list(reply.notes)
    if reply.answer is not None and reply.chart_kind is not None and reply.dashboard is None:
        data = answering.dataset
        answer = reply.answer
        if not everything:  # a picture says whose rows it shows
            answer = replace(answer, query=replace(answer.query, scope=()))
        chart = draw(answer, data.catalogue, data.members, reply.chart_kind, reply.language)
        said["chart"] = [chart.figure, chart.alt]
    return said


def check(somebody: Somebody, reply: Reply, other: Reply, typed: str) -> None:
    whole = json.dumps(told(reply, somebody.seen, everything=True), ensure_ascii=False, default=str)
    assert somebody.access.person is not None
    allowed = set(re.findall(r"\w+", f"{typed} {somebody.access.person.member}".casefold()))
    leaked = {word for word in set(re.findall(r"\w+", whole)) & somebody.hidden if word.casefold() not in allowed}
    assert not leaked
    if NOT_REACHED in reply.headline:
        assert reply.status == "refused" and reply.answer is None
        return
    assert told(reply, somebody.seen, everything=False) == told(other, somebody.alone, everything=False)


def test_the_members_known_are_those_of_the_rows_that_may_be_seen(somebody: Somebody) -> None:
    assert somebody.seen.dataset.members.names == somebody.alone.dataset.members.names
    assert somebody.hidden


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_as_if_nothing_else_existed(somebody: Somebody, question: str) -> None:
    text = filled(question, somebody)
    reply = somebody.seen.reply(Question(text, TODAY, access=somebody.access))
    other = somebody.alone.reply(Question(text, TODAY, person=somebody.access.person))
    check(somebody, reply, other, text)


def drawn(somebody: Somebody, seed: int) -> Iterator[Query]:
    """Queries of every kind, as menus, digests and follow-ups put them together."""
    r = random.Random(seed)
    catalogue, known = somebody.alone.dataset.catalogue, somebody.alone.dataset.members.names
    metrics = [m for m in catalogue.metrics if m != "spending"]
    year = Period(TODAY.replace(month=1, day=1), TODAY.replace(year=2027, month=1, day=1), "year")
    periods = [year, Period(TODAY.replace(month=2, day=1), TODAY.replace(month=5, day=1), "month", 3), None]
    while True:
        first = r.choice(metrics)
        dimensions = sorted(catalogue.metrics[first].dimensions & set(known))
        by = tuple(r.sample(dimensions, min(len(dimensions), r.choice((0, 1, 1, 2)))))
        by = (*by, "month") if r.random() < 0.2 else by
        filters: tuple[Filter, ...] = ()
        if dimensions and r.random() < 0.4:
            name = r.choice(dimensions)
            some = tuple(r.sample(sorted(known[name]), min(2, len(known[name]))))
            filters = (Filter(name, r.choice(("in", "not_in")), some),) if some else ()
        yield plain_analysis(
            Query(
                metrics=(first, r.choice(metrics)) if r.random() < 0.2 else (first,),
                by=by,
                filters=filters,
                having=(Having(first, ">", 1.0),) if by and r.random() < 0.15 else (),
                period=r.choice(periods),
                compare=Compare(r.choice(("previous_period", "previous_year"))) if r.random() < 0.3 else None,
                rank=Rank("top", 3) if by and r.random() < 0.3 else None,
                transforms=("share",) if by and "month" not in by and r.random() < 0.2 else (),
                analysis=r.choice(("value", "value", "value", "value", "drivers", "forecast")),
            )
        )


@pytest.mark.parametrize("seed", range(3))
def test_a_query_is_answered_as_if_nothing_else_existed(somebody: Somebody, seed: int) -> None:
    queries, answered = drawn(somebody, seed), 0
    for _ in range(25):
        query = next(queries)
        language = "fa" if seed == 1 else "en"
        reply = somebody.seen.reply_to_query(query, Question("", TODAY, language, access=somebody.access))
        other = somebody.alone.reply_to_query(query, Question("", TODAY, language))
        answered += reply.status == "answered"
        check(somebody, reply, other, "")
    assert answered > 10


def test_an_answer_says_whose_rows_it_is_of(somebody: Somebody) -> None:
    reply = somebody.seen.reply(Question("revenue this year", TODAY, access=somebody.access))
    (condition,) = somebody.access.scope
    label = somebody.seen.voice("en").label(condition.dimension)
    assert f"only {label}: {' or '.join(condition.members)}" in reply.reading_line.split(" · ")  # type: ignore[arg-type]


def test_a_figure_that_cannot_be_limited_is_left_out_of_a_set(somebody: Somebody) -> None:
    reply = somebody.seen.reply(Question("company overview this year", TODAY, access=somebody.access))
    assert reply.answer is not None
    assert {column.of for column in reply.answer.columns} == {"revenue", "leads"}
    assert f"Spending {NOT_REACHED}" in " ".join(reply.notes)


@pytest.mark.parametrize("turn", ["by month", "and last year", "by blorp", "only the top 3", "why", "what about it"])
@pytest.mark.parametrize("both", [False, True])
def test_going_on_from_what_somebody_else_asked_tells_nothing(somebody: Somebody, turn: str, both: bool) -> None:
    """A manager asked about a customer in the thread; somebody who may not know of the customer goes on."""
    hidden = names_of(somebody, "customer", inside=False)[0]
    named = (hidden, names_of(somebody, "customer", inside=True)[0]) if both else (hidden,)
    asked = Query(metrics=("revenue",), filters=(Filter("customer", "in", named),))
    question = Question(turn, TODAY, access=somebody.access, before=asked, earlier=(asked,))
    reply = somebody.seen.reply(question)
    whole = json.dumps(told(reply, somebody.seen, everything=True), ensure_ascii=False, default=str)
    assert not set(re.findall(r"\w+", whole)) & somebody.hidden


@pytest.mark.parametrize(
    "question",
    [
        "named dashboard",
        "revenue of favourite customers this year",
        "revenue by favourite customer by blorp",
        "favourite customers",
        "what is a favourite",
    ],
)
def test_what_the_catalogue_itself_names_is_not_told_either(somebody: Somebody, question: str) -> None:
    reply = somebody.seen.reply(Question(question, TODAY, access=somebody.access))
    whole = json.dumps(told(reply, somebody.seen, everything=True), ensure_ascii=False, default=str)
    assert not set(re.findall(r"\w+", whole)) & somebody.hidden
    if question == "named dashboard":
        assert reply.dashboard is not None and any(item.id == "P" for item in reply.dashboard.items)


def test_a_member_that_a_menu_still_names_is_not_repeated(somebody: Somebody) -> None:
    """The person's rights were narrowed since, or somebody else's button was pressed."""
    hidden = names_of(somebody, "customer", inside=False)[0]
    asked = Query(metrics=("revenue",), filters=(Filter("customer", "in", (hidden,)),))
    reply = somebody.seen.reply_to_query(asked, Question("", TODAY, access=somebody.access))
    assert reply.status == "refused" and reply.answer is None
    text = json.dumps(told(reply, somebody.seen, everything=True), default=str)
    assert hidden not in text
