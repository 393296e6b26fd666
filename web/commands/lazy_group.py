"""A click group that imports a command only when it is called: `--help` stays quick."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass

import click


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Where a command stands, as "module:name", and the sentence that lists it."""

    place: str
    help: str


class LazyGroup(click.Group):
    """Lists its commands from a table and imports the one that is asked for."""

    def __init__(self, *, table: Mapping[str, LazyCommand], **attributes: object) -> None:
        super().__init__(**attributes)  # type: ignore[arg-type]
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.table:
            return None
        module_name, _, name = self.table[cmd_name].place.partition(":")
        command = getattr(importlib.import_module(module_name), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.table[cmd_name].place} is not a click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help) for name, command in self.table.items()])
