"""The address of a Snowflake account as what its connector takes, without letting anything of it out again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

EXAMPLE = "snowflake://USER@organization-account/DATABASE/SCHEMA?warehouse=NAME&private_key_file=/path/key.p8"

_TEXTS = frozenset(
    ("authenticator", "host", "no_proxy", "oauth_client_id", "oauth_client_secret", "oauth_scope",
     "oauth_token_request_url", "private_key_file", "private_key_password", "protocol", "proxy_host", "proxy_password",
     "proxy_user", "role", "token", "token_file_path", "warehouse", "workload_identity_provider")
)  # fmt: skip
_NUMBERS = frozenset(("port", "proxy_port"))


class NoAddress(ValueError):
    """It cannot be read; its text says why, and nothing secret."""


@dataclass(frozen=True, slots=True)
class Address:
    """`arguments` are the connector's own; they hold the secret, `where` does not."""

    where: str
    database: str
    arguments: dict[str, Any]


def address_of(url: str, schema: str | None = None) -> Address:
    """Read `snowflake://user:password@account/database/schema?…`; the workspace's `schema` wins. Raises NoAddress."""
    try:
        parts = urlsplit(url)
        user, password, account = parts.username, parts.password, parts.netloc.rpartition("@")[2]
        query = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError as error:
        raise NoAddress("it cannot be read") from error
    folders = [unquote(folder) for folder in parts.path.split("/") if folder]
    if parts.scheme != "snowflake" or not account or ":" in account:
        raise NoAddress("it does not begin with snowflake:// and an account")
    if not user:
        raise NoAddress("it names no user")
    if not 1 <= len(folders) <= 2:
        raise NoAddress("it names no database")
    arguments: dict[str, Any] = {"account": account, "user": unquote(user), "database": folders[0]}
    if password is not None:
        arguments["password"] = unquote(password)
    if schema is not None or len(folders) == 2:
        arguments["schema"] = schema if schema is not None else folders[1]
    for name, value in query:
        if name not in _TEXTS | _NUMBERS:
            raise NoAddress(f"{name!r} is none of {', '.join(sorted(_TEXTS | _NUMBERS))}")
        if name in _NUMBERS and not (value.isascii() and value.isdigit()):
            raise NoAddress(f"{name!r} must be a number")
        arguments[name] = int(value) if name in _NUMBERS else value
    if "private_key_file" in arguments:
        arguments.setdefault("authenticator", "SNOWFLAKE_JWT")
    return Address(f"{account}/{folders[0]}", folders[0], arguments)


def secrets_of(arguments: dict[str, Any]) -> list[str]:
    """What must stand in no sentence and no log."""
    hidden = ("password", "token", "private_key_password", "proxy_password", "oauth_client_secret")
    return [str(arguments[name]) for name in hidden if arguments.get(name)]
