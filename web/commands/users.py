"""People from the command line: added, given roles, shut out."""

from __future__ import annotations

import click

from engine import municipalities, people
from engine.domain.rights import Role
from engine.messages_catalogue import msg
from engine.runtime import Tenant, open_runtime
from engine.settings import read_settings
from web.commands.output import Voice, database, options

roles_option = click.option(
    "--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role])
)


@click.group()
def user() -> None:
    """Add people, give them roles, shut them out."""


@user.command()
@click.argument("user_name")
@click.option("--name", required=True, help="The name that pages show.")
@click.option("--municipality", help="Its code; leave it out for the ministry.")
@click.password_option()
@roles_option
@database
@options
def add(  # noqa: PLR0913, PLR0917 -- click hands every option over by name
    user_name: str,
    name: str,
    municipality: str | None,
    password: str,
    roles: tuple[str, ...],
    database: str | None,
    voice: Voice,
) -> None:
    """Add somebody who can sign in."""
    runtime = open_runtime(read_settings(database=database))
    tenant = Tenant(municipalities.id_of(runtime, municipality) if municipality else None)
    new = people.NewAccount(user_name, name, password, frozenset(Role(role) for role in roles))
    user_id = people.add(runtime, tenant, new)
    voice.end({"user_id": user_id, "user": user_name}, [msg("{user} can sign in now.", user=user_name)])


@user.command()
@click.argument("user_name")
@roles_option
@database
@options
def roles(user_name: str, roles: tuple[str, ...], database: str | None, voice: Voice) -> None:
    """Replace somebody's roles."""
    runtime = open_runtime(read_settings(database=database))
    people.set_roles(runtime, user_name, [Role(role) for role in roles])
    voice.end({"user": user_name, "roles": list(roles)}, [msg("{user} has new roles.", user=user_name)])


@user.command()
@click.argument("user_name")
@database
@options
def disable(user_name: str, database: str | None, voice: Voice) -> None:
    """Shut somebody out at once."""
    people.disable(open_runtime(read_settings(database=database)), user_name)
    voice.end({"user": user_name}, [msg("{user} can no longer sign in.", user=user_name)])
