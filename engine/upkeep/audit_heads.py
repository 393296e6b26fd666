"""The ends of the audit chains, kept outside the database: without them a cut tail would not show.

A file beside the key file (or where `ASISTENTS_AUDIT_HEADS` says) takes one line a chain and day: JSON with
the chain's number, its last event, the chain's HMAC and an HMAC over the line, so that a line made up
elsewhere is known. Lines are only ever added. A restore adds a line of its own: from there on the chains
count from what was restored, and whoever reads the file sees that it happened.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from engine.clock import local_day
from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence import audit, kept_lines
from engine.persistence.audit_links import End
from engine.persistence.keys import KeyRing
from engine.runtime import EVERY, Runtime
from engine.settings import Settings

RESTORED = -1  # in place of a chain's number
PAUSE = timedelta(hours=1)


class HeadKeeper:
    """One process's hand: once a day, and nothing where nothing happened. Several keepers do no harm."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._done_on: date | None = None
        self._rests_until: datetime | None = None

    def beat(self) -> int:
        """Keep the heads where that was not done today; how many lines. What fails is tried in an hour."""
        now = self._runtime.clock.now()
        if self._done_on == local_day(now) or (self._rests_until is not None and now < self._rests_until):
            return 0
        self._rests_until = now + PAUSE
        written = keep(self._runtime)
        self._done_on = local_day(now)
        return written


def place(settings: Settings) -> Path:
    """The file."""
    return settings.audit_heads or settings.key_file.with_suffix(".heads")


def keep(runtime: Runtime) -> int:
    """Add a line for each chain that has grown; how many. They are on the disk before this returns."""
    with runtime.reading(EVERY) as session:
        heads = audit.heads(session)
    known, _ = known_heads(runtime.settings, runtime.database.keys)
    at = runtime.clock.now()
    lines = [
        _line(runtime.database.keys, at, chain, head)
        for chain, head in sorted(heads.items())
        if known.get(chain) != head
    ]
    _append(place(runtime.settings), lines)
    return len(lines)


def note_restored(settings: Settings, keys: KeyRing, at: datetime) -> None:
    """Say that a backup was put in the database's place; nothing where no head was ever kept."""
    if place(settings).exists():
        _append(place(settings), [_line(keys, at, RESTORED, (0, ""))])


def known_heads(settings: Settings, keys: KeyRing) -> tuple[Mapping[int, End], list[str]]:
    """The last head kept of each chain since the last restore, and what is wrong with the file."""
    heads: dict[int, End] = {}
    wrong: list[str] = []
    for number, line in enumerate(kept_lines.read(place(settings)), start=1):
        found = _read(keys, line)
        if found is None:
            wrong.append(f"{place(settings).name}:{number}")
        elif found["chain"] == RESTORED:
            heads.clear()
        else:
            heads[found["chain"]] = (found["sealed_seq"], found["chain_mac"])
    return heads, wrong


def last_kept(settings: Settings, keys: KeyRing) -> datetime | None:
    """When the last sound line was written."""
    found = [_read(keys, line) for line in kept_lines.read(place(settings))]
    sound = [one for one in found if one is not None]
    return datetime.fromisoformat(sound[-1]["at"]) if sound else None


def _line(keys: KeyRing, at: datetime, chain: int, head: End) -> bytes:
    told = {"at": at.isoformat(), "chain": chain, "sealed_seq": head[0], "chain_mac": head[1]}
    return json.dumps({**told, "mac": keys.audit_mac(_signed(told))}).encode()


def _read(keys: KeyRing, line: bytes) -> dict[str, Any] | None:
    """What a line says; None where it is not one of ours."""
    try:
        told = json.loads(line)
        mac = told.pop("mac")
        return told if mac == keys.audit_mac(_signed(told)) else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _signed(told: Mapping[str, Any]) -> bytes:
    return ("audit_head|" + json.dumps(told, sort_keys=True)).encode()


def _append(file: Path, lines: Sequence[bytes]) -> None:
    if not lines:
        return
    try:
        kept_lines.append(file, lambda _there: lines)
    except OSError as trouble:
        reason = trouble.strerror or type(trouble).__name__
        raise Unusable(
            msg("The heads of the audit cannot be kept in {file}: {reason}.", file=str(file), reason=reason)
        ) from trouble
