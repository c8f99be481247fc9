"""Rows that must never be added up: actual beside budget, and one figure a row under its name."""

from __future__ import annotations

from dataclasses import replace

from queries.guessing import en
from queries.guessing.candidate import Candidate, Context, good_of, ratio, simple
from queries.guessing.entity import Entity
from queries.guessing.fields import Field, Role, field_of
from queries.guessing.headings import heading_of, id_of
from queries.guessing.stages import is_one_of
from queries.guessing.takings import expression_of

_MOST_FIGURES = 40


def add_scenarios(entity: Entity, context: Context) -> tuple[frozenset[str], frozenset[str]]:
    """The figures of such rows; the numbers that have theirs now, and the columns that must be no breakdown."""
    for one in entity.of_role(Role.BREAKDOWN):
        actual = [v for v in one.column.members if _said(v, en.ACTUAL)]
        planned = [v for v in one.column.members if _said(v, en.PLANNED)]
        if len(actual) == 1 and planned:
            return _scenarios(entity, one, actual[0], context)
    for one in entity.of_role(Role.BREAKDOWN):
        codes = set(one.column.members)
        if one.heading.last == "currency" and len(codes) > 1 and codes <= set(en.CURRENCIES.values()):
            return _currencies(entity, one, context), frozenset()
    for one in entity.of_role(Role.BREAKDOWN):
        statement = entity.turned and _is_statement(one)
        if (one.heading.has(en.MEASURE_COLUMNS) or statement) and 1 < len(one.column.values) <= _MOST_FIGURES:
            numbers = [
                n
                for n in entity.of_role(Role.SUM, Role.MEAN, Role.STATE)
                if n.heading.has(en.VALUE_COLUMNS) or entity.turned
            ]
            if len(numbers) == 1:
                return _named(entity, one, numbers[0], context)
    return frozenset(), frozenset()


def _is_statement(one: Field) -> bool:
    """Whether members are the lines of a statement, of which some make up others: revenue, cost, profit."""
    said = [set(heading_of(value).words) for value in one.column.members]
    sold, spent, kept = (
        any(words & {word for phrase in phrases for word in phrase.split()} for words in said)
        for phrases in (("revenue", "sales", "turnover", "income"), ("cost", "cogs", "expense", "expenses", "costs"),
                        ("profit", "margin", "ebitda", "earnings"))
    )  # fmt: skip
    return sold and (spent or kept)


def _said(value: str, words: frozenset[str]) -> bool:
    return bool(set(heading_of(value).words) & words) or value.strip().casefold() in words


def _scenarios(entity: Entity, one: Field, actual: str, context: Context) -> tuple[frozenset[str], frozenset[str]]:
    """A figure for each scenario: the actual one has the plain name, the plan is its goal."""
    numbers = list(entity.of_role(Role.SUM))
    context.draft.note(
        "guessed",
        f"{entity.id}: rows of {', '.join(map(repr, one.column.members))} are never added up; each has its own figures",
    )
    for number in numbers:
        words = (
            number.spoken if not set(number.spoken) <= {"amount", "value", "total"} else (*entity.noun, *number.spoken)
        )
        ids: dict[str, str] = {}
        for value in one.column.members:
            said = words if value == actual else (*words, *heading_of(value).words)
            keys = simple(
                entity,
                "sum",
                expression_of(number),
                where=is_one_of(one, [value]),
                format=number.unit,
                good=good_of(words),
            )
            told = " ".join(heading_of(value).words)
            synonyms = (f"actual {' '.join(words)}",) if value == actual else (f"{told} {' '.join(words)}",)
            # With one number in the table, "budget" is the number's budget.
            plain = (told, *((" ".join(number.spoken),) if value == actual else ())) if len(numbers) == 1 else ()
            ids[value] = context.add(
                Candidate(
                    id_of(said),
                    keys,
                    said,
                    entity.noun,
                    synonyms=synonyms,
                    rank=10 if value == actual else 30,
                    why=f"Sum of {number.name} of the rows of {value}.",
                    plain=plain,
                )
            )
        plan = next(v for v in one.column.members if v != actual and _said(v, en.PLANNED))
        goal = context.by_id(ids[actual])
        attainment = context.add(
            Candidate(
                f"{goal.id}_attainment",
                ratio(goal.id, ids[plan], "percent", "up"),
                (*words, "attainment"),
                entity.noun,
                rank=32,
                synonyms=(f"attainment of {' '.join(words)}", "attainment"),
                why=f"Actual by {plan}.",
            )
        )
        goal.values["goal"], goal.values["attainment"] = ids[plan], attainment
    return frozenset(number.name for number in numbers), frozenset({one.name})


def _currencies(entity: Entity, one: Field, context: Context) -> frozenset[str]:
    """A figure of each currency for every amount of money; what is written in its own is of that one."""
    numbers = [
        n
        for n in entity.of_role(Role.SUM, Role.MEAN, Role.STATE)
        if n.unit == "currency" and n.heading.last not in en.CURRENCIES
    ]
    for number in numbers:
        agg, first = ("sum", ()) if number.role is Role.SUM else ("avg", ("average",))
        for code in one.column.members:
            words = (*first, *number.spoken, code.lower())
            keys = simple(entity, agg, expression_of(number), where=is_one_of(one, [code]), format="points")
            why = f"{number.name} of the rows in {code}; currencies are never added up."
            context.add(Candidate(id_of(words), keys, words, entity.noun, rank=20, why=why))
        context.draft.note("guessed", f"{entity.id}.{number.name}: a figure of each currency, never added up")
    return frozenset(number.name for number in numbers)


def _named(entity: Entity, one: Field, number: Field, context: Context) -> tuple[frozenset[str], frozenset[str]]:
    """One figure for each name."""
    context.draft.note(
        "guessed", f"{entity.id}: {number.name} is another figure for each {one.name}; they are never added up together"
    )
    for value in one.column.members:
        pretended = field_of(replace(number.column, heading=value, unique=False, values=()))
        role, unit = (
            (pretended.role, pretended.unit)
            if pretended.role in (Role.MEAN, Role.STATE)
            else (Role.SUM, pretended.unit)
        )
        words = heading_of(value).words
        agg = "sum" if role is Role.SUM else "avg"
        keys = simple(
            entity,
            agg,
            expression_of(replace(pretended, column=number.column)),
            where=is_one_of(one, [value]),
            format=unit,
            good=good_of(words),
        )
        context.add(
            Candidate(id_of(words), keys, words, entity.noun, rank=20, why=f"{number.name} of the rows of {value}.")
        )
    return frozenset({number.name}), frozenset({one.name})
