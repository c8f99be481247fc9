"""Rollups in PostgreSQL as statements: what watches the tables they are made of, how they are built, whether they hold.

A trigger on each source notes, with the rows and in their transaction, that it was written. A rollup keeps the snapshot
it was built of; it holds where no note that can be seen was made after that, and the tables are still the same ones.
"""

# ruff: noqa: S608 - statements are put together of names that are quoted and of texts of our own

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from data.engines.rollups import LIST, Made

NOTES = "kpibot_written"
_NOTING = "kpibot_note_written"
_LONGEST = 63


@dataclass(frozen=True, slots=True)
class Place:
    """Where rollups are kept: their schema, and that of the tables they are made of, as the one who answers sees it."""

    schema: str
    path: tuple[str, ...]
    timezone: str
    date_style: str

    @property
    def settings(self) -> dict[str, str]:
        """What a session must be set to, so that the statements mean what they do where questions are answered."""
        return {
            "search_path": ", ".join(map(identifier, dict.fromkeys((self.schema, *self.path)))),
            "TimeZone": self.timezone,
            "DateStyle": self.date_style,
            "IntervalStyle": "postgres",
            "standard_conforming_strings": "on",
        }


def identifier(name: str) -> str:
    """A name, quoted."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as one of SQL."""
    return exp.Literal.string(text).sql(dialect="postgres")


# All tables that rows of some may be written through: partitions, and what they are partitions of.
_FAMILY = """
WITH RECURSIVE family(oid) AS (
    SELECT to_regclass(n)::oid FROM unnest({names}) AS n
    UNION
    SELECT CASE i.inhparent WHEN f.oid THEN i.inhrelid ELSE i.inhparent END
    FROM family AS f JOIN pg_inherits AS i ON f.oid IN (i.inhparent, i.inhrelid)
)
SELECT array_agg(oid ORDER BY oid) FROM family"""

_ROOTS = "ARRAY(SELECT to_regclass(n)::oid FROM unnest({names}) WITH ORDINALITY AS s(n, place) ORDER BY place)"

# Who puts a trigger out of work and to work again leaves another version of its row.
_WATCHED = f"""(SELECT max(concat_ws(' ', t.oid, t.xmin)) FROM pg_trigger AS t
        WHERE t.tgrelid = c.oid AND t.tgenabled = 'A' AND t.tgfoid = to_regprocedure('{_NOTING}()'))"""
_REPLICATED = "EXISTS (SELECT FROM pg_subscription_rel AS s WHERE s.srrelid = c.oid)"

# What rows a table has besides by writing to it: which files, columns and parts, and whether all writing is noted.
_STATE = f"""(
    SELECT md5(string_agg(concat_ws(' ', c.oid, c.relfilenode, c.relkind, c.relpersistence, c.relrowsecurity,
        {_REPLICATED}, {_WATCHED},
        (SELECT string_agg(concat_ws(' ', i.inhrelid, i.inhparent), ',' ORDER BY i.inhrelid, i.inhparent)
            FROM pg_inherits AS i WHERE c.oid IN (i.inhrelid, i.inhparent)),
        (SELECT string_agg(concat_ws(' ', a.attnum, a.attname, a.atttypid, a.atttypmod, a.attcollation,
                CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END), ',' ORDER BY a.attnum)
            FROM pg_attribute AS a LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
        ), ',' ORDER BY c.oid))
    FROM pg_class AS c WHERE c.oid = ANY({{oids}}))"""

_KEPT = f"""NOT EXISTS (
    SELECT FROM unnest({{oids}}) AS f(oid) LEFT JOIN pg_class AS c ON c.oid = f.oid
    WHERE c.relkind NOT IN ('r', 'p') OR c.relpersistence <> 'p' OR c.relrowsecurity OR c.oid IS NULL
        OR {_REPLICATED} OR {_WATCHED} IS NULL)"""

HOLDING = f"""
SELECT r.name, r.size, r.definition, CASE
    WHEN EXISTS (SELECT FROM {NOTES} AS w
        WHERE w.source = ANY(r.watched) AND NOT pg_visible_in_snapshot(w.xid, r.built)) THEN 'written'
    WHEN {_ROOTS.format(names="r.sources")} IS DISTINCT FROM r.roots OR {_STATE.format(oids="r.watched")}
        IS DISTINCT FROM r.state THEN 'replaced'
    END
FROM {LIST} AS r"""
"""Each rollup, and why it does not hold in the snapshot of this statement: NULL where it does."""

PROBLEMS = f"""
SELECT n, CASE
    WHEN c.oid IS NULL THEN 'is not there'
    WHEN c.relkind NOT IN ('r', 'p') THEN 'is no table but a ' || CASE c.relkind WHEN 'v' THEN 'view'
        WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'relation of another kind' END
        || ', and nobody notes what is written behind it'
    WHEN c.relpersistence <> 'p' THEN 'is not logged, and loses its rows in a crash'
    WHEN c.relrowsecurity THEN 'has row security, which rollups would get round'
    WHEN {_REPLICATED} THEN 'is filled by replication, which no trigger notes'
    WHEN c.oid = to_regclass(n) AND NOT has_table_privilege($2::text::name, c.oid, 'SELECT')
        THEN 'may not be read as a whole by ' || $2::text
    END
FROM unnest($1::text[]) AS n CROSS JOIN LATERAL unnest(({_FAMILY.format(names="ARRAY[n]")})) AS f(oid)
    LEFT JOIN pg_class AS c ON c.oid = f.oid"""
"""Of tables (their names, who is to read them) why rollups of them cannot be kept: NULL where they can."""

UNWATCHED = f"""
SELECT DISTINCT format('%I.%I', n.nspname, c.relname) FROM unnest(({_FAMILY.format(names="$1::text[]")})) AS f(oid)
    JOIN pg_class AS c ON c.oid = f.oid JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE {_WATCHED} IS NULL ORDER BY 1"""
"""The tables behind some names whose writing is not noted yet."""


def preparing(schema: str, reader: str, *, has_schema: bool) -> list[str]:
    """The statements that make what rollups are kept in; they may run again."""
    here = identifier(schema)
    return [
        *([] if has_schema else [f"CREATE SCHEMA {here}"]),
        f"GRANT USAGE ON SCHEMA {here} TO {identifier(reader)}",
        f"CREATE TABLE IF NOT EXISTS {here}.{LIST} (name text PRIMARY KEY, size bigint NOT NULL, definition text "
        "NOT NULL, sources text[] NOT NULL, roots oid[] NOT NULL, watched oid[] NOT NULL, state text NOT NULL, "
        "built pg_snapshot NOT NULL, at timestamptz NOT NULL)",
        f"CREATE TABLE IF NOT EXISTS {here}.{NOTES} (source oid, xid xid8, PRIMARY KEY (source, xid))",
        f"GRANT SELECT ON {here}.{LIST}, {here}.{NOTES} TO {identifier(reader)}",
        f"CREATE OR REPLACE FUNCTION {here}.{_NOTING}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
        "SET search_path = pg_catalog, pg_temp AS $kpibot$\nBEGIN\n"
        f"    INSERT INTO {here}.{NOTES} VALUES (TG_RELID, pg_current_xact_id()) ON CONFLICT DO NOTHING;\n"
        "    RETURN NULL;\nEND $kpibot$",
    ]


def watching(schema: str, tables: Sequence[str]) -> list[str]:
    """The statements that have writing to some tables noted, whoever writes; each waits for who is writing."""
    trigger = identifier(f"kpibot_written_{schema}".encode()[:_LONGEST].decode("utf-8", "ignore"))
    return [
        statement
        for table in tables
        for statement in (
            f"DROP TRIGGER IF EXISTS {trigger} ON {table}",
            f"CREATE TRIGGER {trigger} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {identifier(schema)}.{_NOTING}()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}",
        )
    ]


def building(schema: str, made: Sequence[Made], old: Sequence[str], kept: Sequence[str], reader: str) -> list[str]:
    """The statements that make rollups, take away old ones and leave some as they are: all in one transaction, of one
    snapshot. Only at its end is anything locked that answers read.
    """
    here = identifier(schema)
    statements: list[str] = []
    for rollup in made:
        fresh = f"{here}.{identifier(_fresh(rollup.name))}"
        statements += [
            f"DROP TABLE IF EXISTS {fresh}",
            f"CREATE TABLE {fresh} AS\n{rollup.select}",
            f"CREATE INDEX ON {fresh} (day)",
            f"ANALYZE {fresh}",
            f"GRANT SELECT ON {fresh} TO {identifier(reader)}",
        ]
    gone = sorted({*old, *(rollup.name for rollup in made)} - set(kept))
    statements += [f"DROP TABLE IF EXISTS {here}.{identifier(name)}" for name in gone]
    statements += [
        f"ALTER TABLE {here}.{identifier(_fresh(rollup.name))} RENAME TO {identifier(rollup.name)}" for rollup in made
    ]
    names = ", ".join(map(literal, kept))
    statements.append(f"DELETE FROM {here}.{LIST}" + (f" WHERE name NOT IN ({names})" if kept else ""))
    statements += [_listed(here, rollup) for rollup in made]
    statements.append(
        f"DELETE FROM {here}.{NOTES} AS w WHERE NOT EXISTS (SELECT FROM {here}.{LIST} AS r "
        "WHERE w.source = ANY(r.watched) AND NOT pg_visible_in_snapshot(w.xid, r.built))"
    )
    return statements


def _fresh(name: str) -> str:
    return f"{name}_new"


def _listed(here: str, rollup: Made) -> str:
    """The statement that lists a rollup, where its rows stand for just those of its source and all writing is noted."""
    names = f"ARRAY[{', '.join(map(literal, rollup.sources))}]"
    return f"""INSERT INTO {here}.{LIST}
SELECT {literal(rollup.name)}, size,
    jsonb_set({literal(rollup.definition)}::jsonb, '{{source_rows}}', to_jsonb(there))::text,
    {names}, {_ROOTS.format(names=names)}, watched, {_STATE.format(oids="watched")}, pg_current_snapshot(), now()
FROM (SELECT count(*) AS size, coalesce(sum({identifier(rollup.rows_column)}), 0) AS stood
        FROM {here}.{identifier(rollup.name)}) AS counted,
    ({rollup.counting}) AS fact(there),
    ({_FAMILY.format(names=names).strip()}) AS family(watched)
WHERE stood = there AND {_KEPT.format(oids="watched")}"""


def dropping(schema: str, rollups: Sequence[str]) -> list[str]:
    """The statements that take away everything of kpibot's."""
    here = identifier(schema)
    return [
        *(f"DROP TABLE IF EXISTS {here}.{identifier(name)}" for name in sorted(rollups)),
        f"DROP FUNCTION IF EXISTS {here}.{_NOTING}() CASCADE",
        f"DROP TABLE IF EXISTS {here}.{LIST}, {here}.{NOTES}",
    ]
