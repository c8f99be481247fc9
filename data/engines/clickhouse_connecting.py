"""Opens a ClickHouse client whose every request carries the settings that make its answers exact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import clickhouse_connect
from clickhouse_connect.driver.exceptions import ClickHouseError
from urllib3.exceptions import HTTPError

from data.engines.clickhouse_faults import unreachable
from data.engines.clickhouse_settings import OLDEST, READ_ONLY, kept_otherwise, older_than
from data.faults import StoreError

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

Errors = (ClickHouseError, HTTPError, OSError)


def connect(
    url: str, url_env: str, database: str | None, wanted: Mapping[str, str], patience: int, *, reading: bool
) -> Client:
    """A client whose requests carry some settings, and may only read if told so; `patience` is in seconds.

    Raises StoreError where there is no server, it is too old, or does not let the user set them.
    """
    where = place_of(url)
    try:
        scheme = urlsplit(url).scheme
        if scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise ValueError("no address")
        client = clickhouse_connect.get_client(
            dsn=url,
            interface=scheme,
            database=database,
            client_name="kpibot",
            autogenerate_session_id=False,  # statements of one session wait for each other
            dedicated_pool=True,
            connect_timeout=10,
            send_receive_timeout=patience,
        )
        if older_than(client.server_version or "", OLDEST):
            raise StoreError(
                f"ClickHouse at {where} is of version {client.server_version}; "
                f"kpibot needs {'.'.join(map(str, OLDEST))} or later."
            )
        if kept := kept_otherwise(client.server_settings, wanted):
            raise StoreError(
                f"ClickHouse at {where} does not let this user set {', '.join(kept)}: "
                "give it readonly = 2, or a profile with these values (see docs/engines.md)."
            )
        own = dict(wanted)
        if reading and not kept_otherwise(client.server_settings, READ_ONLY):  # else it may only read already
            own |= READ_ONLY
        for name, value in own.items():
            client.set_client_setting(name, value)
        client.command("SELECT 1")  # the database is looked for here
    except (*Errors, TypeError, ValueError) as error:
        raise unreachable(error, where, url_env) from error
    return client


def place_of(url: str) -> str:
    """The server without anything secret."""
    return urlsplit(url).netloc.rpartition("@")[2]
