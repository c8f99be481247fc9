"""Roles as kpibot.yaml gives them: who sees what, and every mistake in them with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from guarded_company import CATALOGUE, LAST, TODAY, TYPES, World

from bot.answering import Question
from bot.opening import Company, open_company
from bot.people import UnknownPerson
from bot.rights import Access, access_of, channel_access
from data.calendar_table import build_calendar
from data.workspace import WorkspaceError, read_workspace
from queries.query import Filter, Query
from queries.rights import Denied

SETTINGS = """
name: Guarded
currency: EUR
database: rows.duckdb
people: {dimension: rep, table: reps, email: name_fa, name: name, role: role}
default_role: guest
contact: data@guarded.example
roles:
  seller: {rows: {rep: own}}
  lead: {rows: {team: own}, members: [{email: Boss@guarded.example, team: [TEAM]}]}
  helper:
    metrics: [leads, conversion, funnel.lead]
    rows: {area: [AREA]}
    members: [helper@guarded.example]
  careful: {metrics: {except: [revenue, timelines]}, rows: all, members: [careful@guarded.example]}
  guest: {metrics: [orders], rows: all}
  everything: {members: [owner@guarded.example]}
channels:
  C0ALL: everything
  C0CREW: {role: lead, team: TEAM}
  C0NOBODY: seller
"""
Opened = Callable[[str], Company]


@pytest.fixture
def opened(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """Opens the guarded company with settings; a rep's e-mail address is the Persian name, REP's role is seller."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    stores = []

    def open_with(settings: str) -> Company:
        folder = tmp_path / "guarded"
        (folder / "catalogue").mkdir(parents=True)
        (folder / "kpibot.yaml").write_text(names(settings, world), encoding="utf-8")
        (folder / "catalogue" / "all.yaml").write_text(
            CATALOGUE.replace("name: Guarded\n", "").replace("currency: EUR\n", ""), encoding="utf-8"
        )
        with duckdb.connect(str(folder / "rows.duckdb")) as connection:
            build_calendar(connection, date(2023, 1, 1), date(2027, 12, 31), "monday", 1)
            for name, columns in TYPES.items():
                listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
                connection.execute(f"CREATE TABLE {name} ({listed})")
                values = [[row[column] for column in columns] for row in world.tables[name]]
                connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", values)
            connection.execute("ALTER TABLE reps ADD COLUMN role VARCHAR")
            connection.execute("UPDATE reps SET role = CASE rep_id WHEN 2 THEN 'seller' WHEN 3 THEN 'king' END")
        company = open_company(folder, TODAY, pinned=True)
        stores.append(company.store)
        return company

    yield open_with
    for store in stores:
        store.close()


def names(text: str, world: World) -> str:
    return text.replace("TEAM", world.tables["teams"][1]["name"]).replace("AREA", world.tables["areas"][1]["name"])


def rep(world: World, number: int) -> tuple[str, str]:
    """A rep's e-mail address and name."""
    row = world.tables["reps"][number]
    return row["name_fa"], row["name"]


def test_each_gets_the_role_that_names_them(opened: Opened, world: World) -> None:
    company = opened(SETTINGS)
    team, area = world.tables["teams"][1]["name"], world.tables["areas"][1]["name"]
    email, name = rep(world, 2)
    seller = access_of(email, company)
    assert (seller.role, seller.metrics, seller.scope) == ("seller", None, (Filter("rep", "in", (name,)),))
    boss = access_of(" BOSS@guarded.example ", company)
    assert (boss.role, boss.scope) == ("lead", (Filter("team", "in", (team,)),))
    helper = access_of("helper@guarded.example", company)
    assert helper.metrics == {"leads", "conversion", "funnel.lead"}
    assert helper.scope == (Filter("area", "in", (area,)),)
    careful = access_of("careful@guarded.example", company)
    assert careful.metrics is not None and not {"revenue", "timelines"} & careful.metrics
    assert {"orders", "funnel.lead"} <= careful.metrics
    owner = access_of("owner@guarded.example", company)
    assert (owner.role, owner.metrics, owner.scope) == ("everything", None, ())


def test_who_is_not_named_has_the_default_role(opened: Opened, world: World) -> None:
    company = opened(SETTINGS)
    for email in (None, "", "stranger@elsewhere.example", rep(world, 0)[0]):
        assert access_of(email, company).role == "guest"


def test_nothing_is_the_default_where_none_is_said(opened: Opened) -> None:
    company = opened(SETTINGS.replace("default_role: guest\n", ""))
    with pytest.raises(Denied) as refused:
        access_of("stranger@elsewhere.example", company)
    assert refused.value.note.code == "no_rights_ask"
    assert refused.value.note.facts["contact"] == "data@guarded.example"


def test_a_role_in_the_data_that_nobody_defined_gives_nothing(opened: Opened, world: World) -> None:
    with pytest.raises(Denied):
        access_of(rep(world, 3)[0], opened(SETTINGS))


def test_rows_of_ones_own_that_cannot_be_told_give_nothing(opened: Opened) -> None:
    company = opened(SETTINGS.replace("default_role: guest", "default_role: seller"))
    with pytest.raises(Denied) as refused:
        access_of("stranger@elsewhere.example", company)
    assert refused.value.note.code == "own_unknown_ask"


def test_what_is_ones_own_may_follow_from_ones_row(opened: Opened, world: World) -> None:
    email, _ = rep(world, 2)
    company = opened(SETTINGS.replace("seller: {rows: {rep: own}}", "seller: {rows: {team: own}}"))
    assert access_of(email, company).scope == (Filter("team", "in", (world.tables["teams"][1]["name"],)),)


def test_channels_have_their_own_rights(opened: Opened, world: World) -> None:
    company = opened(SETTINGS)
    assert channel_access("C0ALL", company) == Access(None, "everything")
    assert channel_access("C0CREW", company).scope == (Filter("team", "in", (world.tables["teams"][1]["name"],)),)
    assert channel_access("C0ELSE", company).role == "guest"
    nobody = channel_access("C0NOBODY", company)
    assert (nobody.role, nobody.metrics) == ("nothing", frozenset())


def test_a_figure_that_a_role_does_not_have_is_refused_with_those_it_has(opened: Opened) -> None:
    company = opened(SETTINGS)
    access = access_of("helper@guarded.example", company)

    def reply(text: str) -> tuple[str, str]:
        told = company.answering.reply(Question(text, TODAY, access=access))
        assert (told.answer is None) == (told.status == "refused")
        return told.status, told.headline

    assert reply("leads this year")[0] == "answered"
    assert reply("lead funnel this year")[0] == "answered"
    status, text = reply("revenue this year")
    assert status == "refused" and "leads" in text and "conversion" in text
    for question in ("leads by source where revenue over 10", "top 3 areas by revenue", "why did revenue change"):
        assert reply(question)[0] == "refused"


def test_what_a_role_does_not_have_is_not_offered_either(opened: Opened) -> None:
    company = opened(SETTINGS)
    access = access_of("helper@guarded.example", company)
    listed = company.answering.reply(Question("what metrics are there", TODAY, access=access))
    assert listed.table is not None
    assert {row[0] for row in listed.table.rows} == {"Leads", "Conversion"}
    lost = company.answering.reply(Question("leads by blorp", TODAY, access=access))
    assert lost.suggestions and not any("evenue" in one for one in lost.suggestions)


def test_a_query_that_forgot_its_rights_has_them_all_the_same(opened: Opened, world: World) -> None:
    """Whatever puts a query together and asks the narrowed data, rows beyond the rights are out of reach."""
    from queries.analyses import analyse

    company = opened(SETTINGS)
    access = access_of("helper@guarded.example", company)
    seen = company.answering.seen_by(access).dataset
    area = world.tables["areas"][1]["area_id"]
    mine = sum(row["area_id"] == area and row["made_on"].year == TODAY.year for row in world.tables["leads"])
    assert analyse(Query(metrics=("leads",)), seen, TODAY).rows == ((mine,),)
    with pytest.raises(Denied):
        analyse(Query(metrics=("revenue",)), seen, TODAY)


def test_people_with_the_same_rights_share_a_view(opened: Opened) -> None:
    company = opened(SETTINGS)
    helper = access_of("helper@guarded.example", company)
    other = replace(helper, person=None, role="another name")
    first, second = company.answering.seen_by(helper), company.answering.seen_by(other)
    assert first.reader is second.reader and first.dataset is second.dataset
    assert first.seen_by(helper) is first
    owner = access_of("owner@guarded.example", company)
    assert company.answering.seen_by(owner).dataset is company.dataset
    assert company.dataset.through == LAST


def test_as_gives_the_rights_of_whom_it_names(opened: Opened, world: World) -> None:
    company = opened(SETTINGS)
    email, name = rep(world, 2)
    access = company.access(email)
    assert access is not None and access.scope == (Filter("rep", "in", (name,)),)
    assert company.access(None) is None
    assert company.access("helper@guarded.example") is not None
    with pytest.raises(UnknownPerson):
        company.access("stranger@elsewhere.example")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("roles:\n  a: {metrics: all}\n", r"kpibot\.yaml:2: 'rows' must be all, or a mapping"),
        ("roles:\n  a:\n    rows: []\n", r"kpibot\.yaml:3: 'rows' must be all"),
        ("roles:\n  a:\n    rows: {}\n", r"kpibot\.yaml:3: 'rows' names no dimension"),
        ("roles:\n  a:\n    rows: {team: []}\n", r"kpibot\.yaml:3: 'team' names no members"),
        ("roles:\n  a:\n    rows: all\n    metrics: []\n", r"kpibot\.yaml:4: 'metrics' names none"),
        ("roles:\n  a:\n    rows: all\n    metrics: {except: []}\n", r"kpibot\.yaml:4: 'metrics' names nothing"),
        ("roles:\n  a: {rows: all, who: x}\n", r"kpibot\.yaml:2: 'who' is no setting"),
        ("roles:\n  a: {rows: all, members: [ann]}\n", r"kpibot\.yaml:2: a member is an e-mail address"),
        ("roles:\n  a: {rows: all, members: [{team: T}]}\n", r"kpibot\.yaml:2: .* needs 'email'"),
        (
            "roles:\n  a: {rows: all, members: [x@y.z]}\n  b: {rows: all, members: [X@Y.Z]}\n",
            r"kpibot\.yaml:3: x@y\.z has the role 'a' already",
        ),
        ("roles:\n  a: {rows: all}\n  a: {rows: {rep: own}}\n", r"kpibot\.yaml:3: 'a' stands here twice"),
        ("roles:\n  nothing: {rows: all}\n", r"kpibot\.yaml:2: 'nothing' .* cannot be changed"),
        ("roles:\n  everything: {rows: {rep: own}}\n", r"kpibot\.yaml:2: 'rows' is no setting"),
        ("default_role: king\n", r"kpibot\.yaml:1: 'default_role' must be one of everything, nothing, not 'king'"),
        ("channels:\n  C1: king\n", r"kpibot\.yaml:2: 'C1' must be one of everything, nothing"),
        ("channels:\n  C1: {team: T}\n", r"kpibot\.yaml:2: the channel 'C1' needs 'role'"),
    ],
)
def test_a_mistake_in_the_roles_is_named_with_its_place(tmp_path: Path, settings: str, message: str) -> None:
    (tmp_path / "kpibot.yaml").write_text(settings, encoding="utf-8")
    with pytest.raises(WorkspaceError, match=message):
        read_workspace(tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("metrics: [leads, conversion", "metrics: [leds, conversion", r"kpibot\.yaml:1\d: .* unknown figure 'leds'"),
        ("rows: {area: [AREA]}", "rows: {product: [AREA]}", r"kpibot\.yaml:1\d: .* cannot be narrowed by 'product'"),
        ("rows: {area: [AREA]}", "rows: {plannet: [AREA]}", r"'plannet'; dimensions with 'scope: true' can: rep, team"),
    ],
)
def test_a_role_that_the_catalogue_does_not_know_is_named(
    opened: Opened, before: str, after: str, message: str
) -> None:
    assert before in SETTINGS
    with pytest.raises(WorkspaceError, match=message):
        opened(SETTINGS.replace(before, after))
