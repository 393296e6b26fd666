"""What could harm a production installation, and how to mend it."""

from __future__ import annotations

import click

from engine.clock import SystemClock
from engine.messages_catalogue import say
from engine.simulation.sign_ins import DEMO_SIGN_INS
from engine.upkeep import doctor as examining
from web.commands.output import DONE, FOUND, Desk, at_desk


@click.command()
@at_desk
def doctor(desk: Desk) -> None:
    """Examine a production installation: each risk in one sentence, with the mend."""
    well_known = [(one.user, one.password) for one in DEMO_SIGN_INS]
    found = examining.examine(desk.settings, well_known, clock=SystemClock())
    told = [
        {
            "name": one.name,
            "ok": not one.risks,
            "risks": [
                {"weight": risk.weight.value, "sentence": say(risk.sentence, desk.voice.language)}
                for risk in one.risks
            ],
        }
        for one in found
    ]
    lines = [f"ok      {one.name}" for one in found if not one.risks]
    lines += [
        f"{risk.weight.value:7} {one.name}: {say(risk.sentence, desk.voice.language)}"
        for one in found
        for risk in one.risks
    ]
    is_sound = examining.is_sound(found)
    desk.voice.end({"ok": is_sound, "checks": told}, lines, code=DONE if is_sound else FOUND)
