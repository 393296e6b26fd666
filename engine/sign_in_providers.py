"""Providers that vouch for people (OpenID Connect): read once from a file that an installation names.

The file is TOML, one table a provider: [key], then what the fields of `Provider` say. The secret stands in a
file of its own, and is read whenever it is needed, so that it can be renewed without a restart.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from engine.errors import Unusable
from engine.messages_catalogue import Message, msg

_KEY = re.compile(r"[a-z][a-z0-9_]{0,30}")
_KNOWN = frozenset(
    {
        "name", "issuer", "client_id", "secret_file", "claim", "says", "scope", "verifies_email",
        "second_factor",
    }
)  # fmt: skip


class Says(StrEnum):
    """What the claim is that tells who somebody is."""

    IDENTIFIER = "identifier"  # something that the provider gives to one account for ever: Entra's `oid`
    PERSONAL_CODE = "personal_code"  # of the state: finds whom the municipality knows
    EMAIL = "email"  # only of a provider that verifies it


@dataclass(frozen=True, slots=True)
class Provider:
    """One of them."""

    key: str  # stands in addresses: [a-z0-9_]
    name: str  # on its button
    issuer: str  # https://…, exactly as its tokens say
    client_id: str
    secret_file: Path
    claim: str  # of the identity token
    says: Says
    scope: str = "openid"
    second_factor: frozenset[str] = frozenset()  # values of `acr` or `amr` that stand for a second factor


def read_providers(file: str) -> tuple[Provider, ...]:
    """The providers of a file, in its order; "" = none. Raises Unusable with what must be mended."""
    if not file:
        return ()
    try:
        found = tomllib.loads(Path(file).read_text("utf-8"))
    except (OSError, ValueError) as trouble:
        raise _refused(file, msg("it cannot be read as TOML")) from trouble
    return tuple(_provider(file, key, table) for key, table in found.items())


def _provider(file: str, key: str, table: object) -> Provider:
    if not _KEY.fullmatch(key) or not isinstance(table, dict):
        raise _refused(file, msg("{key} is no table with a short name in small letters", key=key))
    if unknown := sorted(table.keys() - _KNOWN):
        raise _refused(file, msg("{key} has {name}, which means nothing here", key=key, name=unknown[0]))
    provider = Provider(
        key=key,
        name=_text(file, key, table, "name"),
        issuer=_text(file, key, table, "issuer"),
        client_id=_text(file, key, table, "client_id"),
        secret_file=Path(_text(file, key, table, "secret_file")),
        claim=_text(file, key, table, "claim"),
        says=_says(file, key, table),
        scope=" ".join({"openid": 0, **dict.fromkeys(str(table.get("scope", "")).split())}),
        second_factor=frozenset(str(one) for one in _list(file, key, table, "second_factor")),
    )
    address = urlsplit(provider.issuer)
    if address.scheme not in ("https", "http") or not address.hostname or address.query or address.fragment:
        raise _refused(file, msg("the issuer of {key} is no address", key=key))
    if provider.says is Says.EMAIL and table.get("verifies_email") is not True:
        raise _refused(
            file,
            msg("{key} goes by e-mail, which needs verifies_email = true: anybody may claim one", key=key),
        )
    return provider


def _text(file: str, key: str, table: Mapping[str, Any], name: str) -> str:
    found = table.get(name)
    if not isinstance(found, str) or not found.strip():
        raise _refused(file, msg("{key} lacks {name}", key=key, name=name))
    return found.strip()


def _list(file: str, key: str, table: Mapping[str, Any], name: str) -> list[object]:
    found = table.get(name, [])
    if not isinstance(found, list):
        raise _refused(file, msg("{name} of {key} must be a list", key=key, name=name))
    return found


def _says(file: str, key: str, table: Mapping[str, Any]) -> Says:
    try:
        return Says(_text(file, key, table, "says"))
    except ValueError:
        names = ", ".join(Says)
        raise _refused(file, msg("says of {key} must be one of: {names}", key=key, names=names)) from None


def _refused(file: str, why: Message) -> Unusable:
    return Unusable(msg("ASISTENTS_SIGN_IN_PROVIDERS ({file}): {why}.", file=file, why=why))
