"""The keys of an installation: listed, a fresh master, everything sealed by the newest."""

from __future__ import annotations

from dataclasses import asdict

import click

from engine.messages_catalogue import Message, msg
from engine.upkeep import key_keeping
from engine.upkeep.key_keeping import KeyList, Renewed, Wrapping
from web.commands.output import Desk, at_desk


@click.group()
def keys() -> None:
    """List the keys, make new ones, seal everything by them."""


@keys.command("list")
@at_desk
def show(*, desk: Desk) -> None:
    """Which keys there are, what each wraps, how many values are to be sealed anew."""
    found = key_keeping.listed(desk.runtime())
    result = {
        "keys": [asdict(one) for one in found.wrappings],
        "behind": [asdict(one) for one in found.behind],
        "account_secrets_behind": found.account_secrets,
    }
    desk.voice.end(result, [_line(one) for one in found.wrappings] + _behind(found))


@keys.command()
@click.option("--prepare", is_flag=True, help="Only put the new master key into the file; wrap nothing yet.")
@at_desk
def rotate(prepare: bool, *, desk: Desk) -> None:  # noqa: FBT001 – click's signature
    """Put a new master key into the key file, and wrap every key anew by the newest."""
    if prepare:
        number = key_keeping.prepare(desk.runtime())
        desk.voice.end({"master": number}, [_in_file(number)])
    done = key_keeping.rotate(desk.runtime())
    desk.voice.end(
        asdict(done),
        [
            _in_file(done.master),
            *_wrapped(done),
            msg("Values that stand under earlier keys: run keys reseal, while the service runs on."),
        ],
    )


@keys.command()
@at_desk
def reseal(*, desk: Desk) -> None:
    """Seal what stands under earlier keys by the newest ones; may be stopped and begun again at any time."""

    def tell(table: str, count: int) -> None:
        if count:
            desk.voice.tell(msg("{table}: {count} values", table=table, count=count))

    done = key_keeping.reseal(desk.runtime(), tell)
    desk.voice.end(
        asdict(done), [*_wrapped(done), msg("{count} values were sealed anew.", count=done.values)]
    )


def _in_file(number: int) -> Message:
    return msg(
        "Master key {number} is in the key file now: copy the file to where you keep it apart.", number=number
    )


def _wrapped(done: Renewed) -> list[Message]:
    return [
        msg(
            "Wrapped anew: {municipalities} keys of municipalities, {people} keys of people.",
            municipalities=done.municipality_keys,
            people=done.person_keys,
        )
    ]


def _line(one: Wrapping) -> Message:
    if one.municipality_id is None:
        return msg("Master key {number}: wraps {count} keys.", number=one.name, count=one.wraps)
    return msg(
        "Key {number} of municipality {municipality}: wraps the keys of {count} people.",
        number=one.name,
        municipality=one.municipality_id,
        count=one.wraps,
    )


def _behind(found: KeyList) -> list[Message]:
    lines = [
        msg(
            "{column}: {old} values in the earlier format, {other} under an earlier key.",
            column=one.column,
            old=one.format_1,
            other=one.old_key,
        )
        for one in found.behind
    ]
    if found.account_secrets:
        lines.append(
            msg("{count} secrets of accounts under an earlier master key.", count=found.account_secrets)
        )
    return lines or [msg("Everything is sealed by the newest keys.")]
