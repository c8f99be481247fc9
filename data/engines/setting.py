"""What kpibot.yaml says of a database on a server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ServerKind = Literal["clickhouse", "postgres", "spark"]
SERVERS: tuple[ServerKind, ...] = ("clickhouse", "postgres", "spark")


@dataclass(frozen=True, slots=True)
class Server:
    """A server: the environment variable that holds its address, and where and when in it.

    `timezone` says which day a moment with a time zone belongs to. `refresh` is how many seconds members and the last
    day with data are held for before they are looked up again.
    """

    kind: ServerKind
    url_env: str
    schema: str | None = None
    timezone: str = "UTC"
    refresh: float = 300.0
