"""Other systems from the command line: given a token, listed, shut out."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from engine.domain.rights import Role
from engine.errors import EngineError, InvalidAnswers
from engine.integrations import integrations, new_integrations
from engine.integrations.new_integrations import NewIntegration
from engine.integrations.scopes import ROLES, Scope
from engine.messages_catalogue import msg
from engine.office import municipalities
from engine.runtime import EVERY, Runtime, Tenant
from web.commands.output import Desk, at_desk

ROLE_NAMES = [str(one) for one in (*ROLES, Role.MINISTRY_OFFICER)]
municipality_option = click.option("--municipality", help="Its code; leave it out for the ministry.")


@click.group()
def integration() -> None:
    """Give other systems tokens for the API, list them, shut them out."""


@integration.command()
@click.argument("name")
@click.option("--purpose", required=True, help="What it reads for; people see it in their read log.")
@municipality_option
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLE_NAMES))
@click.option(
    "--scope", "scopes", multiple=True, required=True, type=click.Choice([str(one) for one in Scope])
)
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The last day of its token.")
@at_desk
def add(name: str, desk: Desk, **asked: Any) -> None:
    """Give another system a token; it is printed once."""
    runtime, until = desk.runtime(), asked["until"]
    roles, scopes = frozenset(asked["roles"]), frozenset(asked["scopes"])
    last = date(until.year, until.month, until.day)
    new = NewIntegration(name, asked["purpose"], roles, scopes, last)
    tenant = _tenant(runtime, asked["municipality"])
    try:
        integration_id, token = new_integrations.add_for(runtime, tenant, new)
    except InvalidAnswers as refused:
        name_of_part, sentence = next(iter(refused.fields.items()))
        raise EngineError(msg("{part}: {sentence}", part=name_of_part, sentence=sentence)) from refused
    result = {"integration_id": integration_id, "token": token}
    desk.voice.end(result, [msg("{name} has a token now", name=name), token])


@integration.command("list")
@municipality_option
@at_desk
def listing(municipality: str | None, desk: Desk) -> None:
    """List them, without their tokens; without a municipality those of all."""
    runtime = desk.runtime()
    found = integrations.listed_of(runtime, _tenant(runtime, municipality))
    result = [
        {
            "integration_id": one.integration_id,
            "name": one.name,
            "scopes": list(one.scopes),
            "roles": list(one.roles),
            "until": one.expires_on,
            "live": one.is_live,
        }
        for one in found
    ]
    lines = [
        f"{one.integration_id}  {one.name}  {', '.join(one.scopes)}  {one.expires_on}  "
        f"{'live' if one.is_live else 'over'}"
        for one in found
    ]
    desk.voice.end({"integrations": result}, lines or [msg("No other system has a token.")])


@integration.command()
@click.argument("integration_id", type=int)
@at_desk
def revoke(integration_id: int, desk: Desk) -> None:
    """Shut another system out at once."""
    integrations.revoke_of(desk.runtime(), EVERY, integration_id)
    desk.voice.end({"integration_id": integration_id}, [msg("The token counts no more.")])


def _tenant(runtime: Runtime, code: str | None) -> Tenant:
    return Tenant(municipalities.id_of(runtime, code)) if code else EVERY
