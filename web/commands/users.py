"""People from the command line: added, given roles and passwords, shut out."""

from __future__ import annotations

import click

from engine.domain.rights import Role
from engine.messages_catalogue import msg
from engine.office import municipalities
from engine.office.districts import ids_of
from engine.people import people
from engine.runtime import Tenant
from web.commands.output import Desk, at_desk

roles_option = click.option(
    "--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role])
)
districts_option = click.option(
    "--district",
    "districts",
    multiple=True,
    help="The code of a district: caseworker and head of service count only there. Can be repeated.",
)


@click.group()
def user() -> None:
    """Add people, give them roles and passwords, shut them out."""


@user.command()
@click.argument("user_name")
@click.option("--name", required=True, help="The name that pages show.")
@click.option("--municipality", help="Its code; leave it out for the ministry.")
@click.password_option(help="Asked for where it is left out.")
@roles_option
@districts_option
@at_desk
def add(
    user_name: str,
    name: str,
    municipality: str | None,
    password: str,
    *,
    desk: Desk,
    **given: tuple[str, ...],
) -> None:
    """Add somebody who can sign in."""
    runtime = desk.runtime()
    tenant = Tenant(municipalities.id_of(runtime, municipality) if municipality else None)
    where = ids_of(runtime, tenant, given["districts"])
    held = frozenset(Role(role) for role in given["roles"])
    new = people.NewAccount(user_name, name, password, held, districts=where)
    user_id = people.add(runtime, tenant, new)
    desk.voice.end({"user_id": user_id, "user": user_name}, [msg("{user} can sign in now.", user=user_name)])


@user.command()
@click.argument("user_name")
@roles_option
@districts_option
@click.option("--everywhere", is_flag=True, help="No limits to districts any more.")
@at_desk
def roles(
    user_name: str, *, roles: tuple[str, ...], districts: tuple[str, ...], everywhere: bool, desk: Desk
) -> None:
    """Replace somebody's roles; they have to sign in anew. Limits to districts stay unless said."""
    runtime = desk.runtime()
    if districts and everywhere:
        raise click.UsageError("--district and --everywhere exclude each other.")
    where = frozenset[int]() if everywhere else None
    if districts:
        own = Tenant(people.actor(runtime, user_name).municipality_id)
        where = ids_of(runtime, own, districts)
    people.set_roles(runtime, user_name, [Role(role) for role in roles], districts=where)
    result = {"user": user_name, "roles": list(roles)}
    desk.voice.end(result, [msg("{user} has new roles.", user=user_name)])


@user.command()
@click.argument("user_name")
@click.password_option(help="Asked for where it is left out.")
@at_desk
def password(user_name: str, password: str, desk: Desk) -> None:
    """Give somebody a new password; they have to sign in anew."""
    people.set_password(desk.runtime(), user_name, password)
    desk.voice.end({"user": user_name}, [msg("{user} has a new password.", user=user_name)])


@user.command()
@click.argument("user_name")
@at_desk
def disable(user_name: str, desk: Desk) -> None:
    """Shut somebody out at once."""
    people.disable(desk.runtime(), user_name)
    desk.voice.end({"user": user_name}, [msg("{user} can no longer sign in.", user=user_name)])


@user.command()
@click.argument("user_name")
@at_desk
def enable(user_name: str, desk: Desk) -> None:
    """Let somebody in again who was shut out."""
    people.enable(desk.runtime(), user_name)
    desk.voice.end({"user": user_name}, [msg("{user} can sign in again.", user=user_name)])
