"""A workspace: a folder with kpibot.yaml and a catalogue; here its settings, read and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from data.alerts import AlertSetting, read_alerts
from data.digests import DigestSetting, read_digests
from data.engines.setting import SERVERS, RollupsSetting, Server
from data.roles import Roles, read_roles
from data.section import SETTINGS, Section, WorkspaceError, compose
from data.sources import LoadSetting, SourceSetting, read_load, read_sources
from data.store import Limits

__all__ = ["LANGUAGES", "SETTINGS", "People", "Roles", "Workspace", "WorkspaceError", "read_workspace"]

LANGUAGES = ("en", "fa")
# What the catalogue's loader reads from the same file.
_CATALOGUE_KEYS = ("name", "currency", "calendar")
_RIGHTS_KEYS = ("default_role", "people", "roles", "channels", "contact")
_KEYS = (*_CATALOGUE_KEYS, "languages", "database", *_RIGHTS_KEYS, "limits", "digests", "alerts", "sources", "load")
_PEOPLE_KEYS = ("dimension", "table", "email", "name")
_DATABASE_KEYS = ("kind", "file")
_SERVER_KEYS = ("kind", "url_env", "schema", "timezone", "refresh", "rollups")
_ROLLUP_KEYS = ("schema", "url_env")
_LONGEST_NAME = 63  # bytes of a name in PostgreSQL
_LIMIT_KEYS = ("seconds", "memory_mb", "threads")


@dataclass(frozen=True, slots=True)
class People:
    """Where a person's e-mail address leads to a member: column `email` of `table`, whose `name` is in `dimension`.

    `role` is the column with the name of each person's role, where there is one.
    """

    dimension: str
    table: str
    email: str
    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Workspace:
    """kpibot.yaml, checked. `languages` begin with the main one.

    `database` is a published folder or a DuckDB file; where the rows are on a server, `server` says which.
    """

    folder: Path
    name: str
    languages: tuple[str, ...]
    database: Path
    people: People | None
    limits: Limits
    roles: Roles = field(default_factory=Roles)
    digests: tuple[DigestSetting, ...] = ()
    alerts: tuple[AlertSetting, ...] = ()
    sources: tuple[SourceSetting, ...] = ()
    load: LoadSetting | None = None
    server: Server | None = None


def read_workspace(folder: Path) -> Workspace:
    """The workspace in a folder."""
    file = folder / SETTINGS
    if not folder.is_dir():
        raise WorkspaceError(f"{folder}: there is no such folder; a workspace is a folder with {SETTINGS} in it")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise WorkspaceError(f"{folder}: this is no workspace, it has no {SETTINGS}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"{file}:1: cannot be read: {error}") from error
    root = Section(file, "", compose(text, file), _KEYS)
    people = root.section("people", (*_PEOPLE_KEYS, "role"))
    limits = root.section("limits", _LIMIT_KEYS)
    languages = root.choices("languages", LANGUAGES) or LANGUAGES[:1]
    server = _server(root)
    return Workspace(
        folder=folder,
        name=root.text("name") or folder.name,
        languages=languages,
        database=folder / (_database(root) if server is None else "data"),
        server=server,
        people=_people(people) if people else None,
        roles=read_roles(root),
        digests=read_digests(root, languages),
        alerts=read_alerts(root, languages),
        sources=read_sources(root),
        load=read_load(root),
        limits=Limits(
            seconds=limits.number("seconds", Limits().seconds),
            memory_mb=int(limits.number("memory_mb", 0)),
            threads=int(limits.number("threads", 0)),
        )
        if limits
        else Limits(),
    )


def _people(people: Section) -> People:
    dimension, table, email, name = (people.needed(key) for key in _PEOPLE_KEYS)
    return People(dimension, table, email, name, people.text("role"))


def _database(root: Section) -> str:
    """Where the rows live, relative to the workspace: `database: data`, or `database: {kind: duckdb, file: data}`."""
    if not root.is_mapping("database"):
        return root.text("database") or "data"
    section = root.section("database", _DATABASE_KEYS)
    if section is None:
        return "data"
    section.choice("kind", ("duckdb", *SERVERS))
    return section.needed("file")


def _server(root: Section) -> Server | None:
    """`database: {kind: postgres, url_env: KPIBOT_DATABASE_URL}`: the server that has the rows, if one does."""
    section = root.section("database", None) if root.is_mapping("database") else None
    if section is None or section.text("kind") not in SERVERS:
        return None
    section = root.section("database", _SERVER_KEYS)
    assert section is not None
    kind = section.choice("kind", SERVERS)
    zone = section.text("timezone") or "UTC"
    if kind != "postgres" and not _is_zone(zone):  # PostgreSQL has names of its own
        raise section.mistake("timezone", f"{zone!r} is no time zone, such as Asia/Tehran")
    return Server(
        kind=next(k for k in SERVERS if k == kind),
        url_env=section.needed("url_env"),
        schema=section.text("schema"),
        timezone=zone,
        refresh=section.number("refresh", 3600.0 if kind in ("snowflake", "spark") else 300.0),
        rollups=_rollups(section),
    )


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # no such name, no name at all, or that of a folder
        return False
    return True


def _rollups(server: Section) -> RollupsSetting | None:
    """`rollups: {schema: kpibot, url_env: KPIBOT_ROLLUPS_URL}`: where they are kept, and how whoever builds them
    connects.
    """
    section = server.section("rollups", _ROLLUP_KEYS)
    if section is None:
        return None
    kind = server.text("kind")
    if kind in ("snowflake", "spark"):
        raise server.mistake("rollups", f"rollups are not kept in {kind.capitalize()}")
    schema, url_env = section.needed("schema"), section.text("url_env")
    if len(schema.encode()) > _LONGEST_NAME:
        raise section.mistake("schema", f"'schema' must have at most {_LONGEST_NAME} bytes")
    if url_env is not None and url_env == server.text("url_env"):
        raise section.mistake("url_env", "'url_env' of rollups must not be that of the user who answers: it may write")
    return RollupsSetting(schema, url_env)
