"""The table of contents of the command line."""

from __future__ import annotations

import tomllib
from pathlib import Path

import click

from web.commands.lazy_group import LazyCommand, LazyGroup

ROOT = Path(__file__).resolve().parent.parent

COMMANDS = {
    "demo": LazyCommand("web.commands.playing:demo", "Make a made-up municipality and serve it."),
    "serve": LazyCommand("web.commands.serve:serve", "Serve pages, tick and work in one process."),
    "web": LazyCommand("web.commands.serve:web", "Serve pages only."),
    "worker": LazyCommand("web.commands.serve:worker", "Tick and work only."),
    "check": LazyCommand("web.commands.releases:check", "Check files of the process owners' rooms."),
    "scenarios": LazyCommand("web.commands.scenarios:scenarios", "Play scenario files."),
    "publish": LazyCommand("web.commands.releases:publish", "Publish a release through the gate."),
    "import": LazyCommand("web.commands.taking_over:bring_in", "Take over running cases from a file."),
    "export": LazyCommand(
        "web.commands.exporting:export", "Write the release in force, or a table for a register."
    ),
    "verify": LazyCommand("web.commands.backups:verify", "Check that everything adds up."),
    "doctor": LazyCommand("web.commands.doctor:doctor", "Name every risk of an installation."),
    "backup": LazyCommand("web.commands.backups:backup", "Write the database into a file."),
    "restore": LazyCommand("web.commands.backups:restore", "Put a backup in the database's place."),
    "drill": LazyCommand("web.commands.backups:drill", "Restore a backup for trial, and remove it again."),
    "retention": LazyCommand("web.commands.retention:retention", "What is due to be erased; erase it."),
    "archive": LazyCommand("web.commands.archive:archive", "Move a past year's audit events into files."),
    "simulate": LazyCommand("web.commands.playing:simulate", "Play months under a virtual clock."),
    "replay-2018": LazyCommand("web.commands.replaying:replay_2018", "Play the country's 2018 again."),
    "bench": LazyCommand("web.commands.measuring:bench", "Measure a month beside bare SpiffWorkflow."),
    "keys": LazyCommand("web.commands.keys:keys", "List the keys, make new ones, seal everything by them."),
    "municipality": LazyCommand("web.commands.municipality:municipality", "Add municipalities, list them."),
    "user": LazyCommand("web.commands.users:user", "Add people, give them roles, shut them out."),
    "integration": LazyCommand(
        "web.commands.integrations:integration", "Give other systems tokens, list them, shut them out."
    ),
    "test": LazyCommand("web.commands.run_tests:test", "Run every test that can run on this machine."),
}


def main() -> None:
    """Run one command; exit 0 = done or clean, 1 = findings or failure, 2 = wrong usage."""
    asistents(prog_name="asistents")


def _show_version(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001 – click's signature
    if asked and not ctx.resilient_parsing:
        click.echo(f"asistents {version()}")
        ctx.exit()


def version() -> str:
    """The version of this copy, as `pyproject.toml` states it."""
    stated: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    return stated


@click.group(cls=LazyGroup, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version.",
)
def asistents() -> None:
    """Run the municipal personal-assistant service from BPMN diagrams."""


if __name__ == "__main__":
    main()
