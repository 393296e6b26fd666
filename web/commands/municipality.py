"""Municipalities from the command line: a new one joins, all are listed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import click

from engine.messages_catalogue import msg
from engine.office import municipalities
from engine.office.municipalities import NewMunicipality
from web.commands.output import Desk, at_desk


@click.group()
def municipality() -> None:
    """Add municipalities, list them."""


@municipality.command()
@click.argument("code")
@click.option("--name", required=True, help="Its name: Ogres novads.")
@click.option("--name-genitive", required=True, help="The name in the genitive: Ogres novada.")
@click.option("--address", required=True, help="Where its office is; stands in letters.")
@click.option("--phone", default="", help="Stands at the foot of every page.")
@click.option("--email", default="", help="The office's; notices to it go there.")
@click.option("--iban", required=True, help="The account that payments leave from.")
@click.option(
    "--regime",
    default="proposed_2019",
    show_default=True,
    help="The order it works by; the day of an application decides between laws.",
)
@click.option(
    "--from", "first", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Its first day: YYYY-MM-DD."
)
@at_desk
def add(code: str, first: datetime, iban: str, *, desk: Desk, **card: str) -> None:
    """Let a municipality join with the newest release from a day on; its months begin there."""
    new = NewMunicipality(code=code, bank_account=iban, **card)
    from_day = first.date()
    tenant = municipalities.join(desk.runtime(), new, from_day)
    result = {"municipality_id": tenant.municipality_id, "code": code, "from": from_day}
    said = msg("{name} works with asistents from {day} on. Add its people next.", name=new.name, day=from_day)
    desk.voice.end(result, [said])


@municipality.command("list")
@at_desk
def list_all(desk: Desk) -> None:
    """List the municipalities with their codes and first days."""
    found = municipalities.listed(desk.runtime())
    lines = [f"{one.code}: {one.name}, {one.regime}, {one.in_use_from}" for one in found]
    desk.voice.end({"municipalities": [asdict(one) for one in found]}, lines)
