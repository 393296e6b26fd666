"""The country's 2018, played again beside the ministry's table."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from engine.messages_catalogue import Message, msg
from engine.simulation import replay_2018 as replaying
from engine.simulation.country_figures import PARTS
from engine.simulation.replay_2018 import Replayed
from web.commands.output import DONE, FOUND, Voice, options
from web.commands.progress import bar

SMALL = "0.02"


class Scale(click.ParamType[Fraction]):
    """A part of the country, above 0 and at most 1."""

    name = "F"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        """The part; wrong usage for anything else."""
        try:
            scale = Fraction(str(value))
        except (ValueError, ZeroDivisionError):
            scale = Fraction(0)
        if not 0 < scale <= 1:
            self.fail(f"{value} is not a part of the country, above 0 and at most 1", param, ctx)
        return scale


@click.command("replay-2018")
@click.option(
    "--scale",
    default=SMALL,
    show_default=True,
    type=Scale(),
    help="Which part of the country; 1 = all of it.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Who is whose neighbour.")
@click.option(
    "--rule-packs",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of numbers to play by instead: what would 2018 have cost?",
)
@options
def replay_2018(scale: Fraction, seed: int, rule_packs: Path | None, voice: Voice) -> None:
    """Play 2018 through the diagrams of MK 942; our totals beside the ministry's."""
    with bar() as tell:
        played = replaying.replay(replaying.Wanted(scale, seed, rule_packs), tell)
    found = played.figures
    voice.end(_result(scale, played), _told(played), code=DONE if found.is_whole else FOUND)


def _result(scale: Fraction, played: Replayed) -> dict[str, Any]:
    found = played.figures
    return {
        "scale": float(scale),
        "played": {
            "part": float(played.played),
            "recipients_a_month": played.places,
            "people": played.people,
            "claims": found.claims.count,
        },
        "ours": dict(found.ours),
        "ministry": dict(found.ministry),
        "difference_percent": {part: float(found.difference_percent[part]) for part in PARTS},
        "averages": [
            {"name": one.name, "ours": _plain(one.ours), "seed": _plain(one.printed)}
            for one in found.averages
        ],
        "admin_farthest_cents": float(found.claims.farthest_cents),
        "accounts_agree": found.is_whole,
        "seconds": played.seconds,
    }


def _plain(number: int | Decimal | None) -> int | float | None:
    return float(number) if isinstance(number, Decimal) else number


def _told(played: Replayed) -> list[Message | str]:
    """A table for people."""
    found = played.figures
    lines: list[Message | str] = [
        msg(
            "2018 under MK 942: {places} of 8166 recipients a month played, {people} in the year; "
            "amounts are those of the whole country, whole euro.",
            places=played.places,
            people=played.people,
        ),
        f"{'':32}{'ours':>14}{'ministry':>14}{'%':>9}",
    ]
    for part in PARTS:
        ours, theirs, off = found.ours[part], found.ministry[part], found.difference_percent[part]
        lines.append(f"{part:32}{ours:>14}{theirs:>14}{off:>+9}")
    lines += [f"{one.name:32}{one.ours!s:>14}{_shown(one.printed):>14}" for one in found.averages]
    lines.append(
        msg(
            "Administration: 8 % of pay and transport, farthest in {count} claims {cents} cents.",
            count=found.claims.count,
            cents=str(found.claims.farthest_cents),
        )
    )
    if not found.is_whole:
        lines.append(msg("Claims, their lines and the ledger do not say the same."))
    return lines


def _shown(number: int | Decimal | None) -> str:
    return "–" if number is None else str(number)
