"""Shares that say nothing: of one member among itself, or of one's own among one's own."""

from __future__ import annotations

from dataclasses import replace

from intents.work import Refused, Work
from queries.answer import Note
from queries.catalogue.model import Catalogue
from queries.query import Filter, Query, plain_analysis


def check_share(work: Work, query: Query) -> None:
    """Raise Refused where a share would always be the whole, or is of a total that the query does not hold."""
    if query.me is not None and ("share_of_me" in work.draft.flags or _is_of_person(work.catalogue, query)):
        raise Refused(Note("me_and_others", {}))
    if _is_part(query):
        return
    for one in query.filters:
        if one.op == "in" and len(one.members) == 1 and _is_whole(work.catalogue, one, query):
            by = query.by if query.dimensions else (one.dimension, *query.by)
            rest = tuple(f for f in query.filters if f is not one)
            nearest = plain_analysis(replace(query, by=by, filters=rest))
            note = Note("share_of_member", {"metric": query.metrics[0], "dimension": by[0]})
            raise Refused(note, nearest)
    if not query.by:
        raise Refused(Note("share_needs_breakdown", {"metric": query.metrics[0]}))


def _is_part(query: Query) -> bool:
    """One dimension's members are all that narrows one figure: "what percent of leads came from Referral"."""
    narrowed = [f.op for f in query.filters]
    plain = not query.by and not query.having and query.compare is None and query.me is None and not query.scope
    return plain and narrowed == ["in"] and len(query.metrics) == 1


def _is_whole(catalogue: Catalogue, one: Filter, query: Query) -> bool:
    """One member is filtered, and what it belongs to is all that is broken down by: a rep has one team."""
    table = catalogue.dimensions[one.dimension].table
    own = one.dimension in query.dimensions
    return not own and all(_leads(catalogue, one.dimension, table, by) for by in query.dimensions)


def _leads(catalogue: Catalogue, owner: str, table: str, by: str) -> bool:
    key, own = catalogue.dimensions[owner].key, catalogue.tables[table].primary_key
    return key is not None and own == (key,) and catalogue.path(table, by) is not None


def _is_of_person(catalogue: Catalogue, query: Query) -> bool:
    """Broken down by people, or by what one person belongs to."""
    people = [d for d in catalogue.dimensions.values() if d.person]
    return any(by == d.id or _leads(catalogue, d.id, d.table, by) for by in query.dimensions for d in people)
