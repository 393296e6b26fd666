"""The keys that must stay when every master goes: of the hashes that are looked up, and of the audit.

They come from the first master until a rotation stores them, wrapped like the keys of municipalities.
"""

from __future__ import annotations

import os

from sqlalchemy import Connection, insert, inspect, select, update

from engine.persistence.key_book import KEY, about_key
from engine.persistence.keys import PURPOSES, KeyRing
from engine.persistence.open_keys import TAG_BYTES

_STORED = select(KEY).where(KEY.c.purpose.is_not(None))


def serve(connection: Connection, keys: KeyRing) -> None:
    """Let the ring hash and sign by what is stored; ValueError where its masters do not open that."""
    if not inspect(connection).has_table(KEY.name):  # a database of an earlier version
        keys.serve_by({})
        return
    keys.serve_by(
        {
            row.purpose: keys.masters.unwrap(row.master, row.wrapped, _about(row.tag, row.purpose))
            for row in connection.execute(_STORED)
        }
    )


def wrap_anew(connection: Connection, keys: KeyRing) -> None:
    """Have them stored under the newest master."""
    stored = {row.purpose: row for row in connection.execute(_STORED)}
    newest = keys.masters.numbers()[-1]
    for purpose in PURPOSES:
        row = stored.get(purpose)
        if row is not None and row.master == newest:
            continue
        tag = os.urandom(TAG_BYTES) if row is None else row.tag
        number, wrapped = keys.masters.wrap(keys.purpose_key(purpose), _about(tag, purpose))
        if row is None:
            new = {"purpose": purpose, "tag": tag, "wrapped": wrapped, "master": number}
            connection.execute(insert(KEY), [new])
        else:
            changed = update(KEY).where(KEY.c.id == row.id).values(wrapped=wrapped, master=number)
            connection.execute(changed)
    serve(connection, keys)


def _about(tag: bytes, purpose: str) -> bytes:
    return about_key(tag, (None, None), purpose)
