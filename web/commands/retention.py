"""What may no longer be kept, from the command line: looked at first, erased only as it was shown."""

from __future__ import annotations

import click

from engine.errors import EngineError
from engine.messages_catalogue import msg, say
from engine.retention import reapplying, retention_runs
from engine.retention.judging import NAMES
from engine.retention.retention_runs import Found
from web.commands.output import Desk, at_desk


@click.command()
@click.option("--erase", "fingerprint", metavar="FINGERPRINT", help="Erase what a dry run showed; for good.")
@click.option("--reason", default="", help="Why; stands in the records and names nobody.")
@click.option("--reapply", is_flag=True, help="Erase again what the list of erasures holds, after a restore.")
@at_desk
def retention(fingerprint: str | None, reason: str, *, reapply: bool, desk: Desk) -> None:
    """Say what is due to be erased today; erase it, or erase again after a restore."""
    if reapply:
        if fingerprint:
            raise EngineError(msg("Choose one: --erase or --reapply."))
        _reapply(desk)
    elif fingerprint is not None:
        number = retention_runs.erase_all(desk.runtime(), fingerprint, reason)
        desk.voice.end({"erased": number}, [msg("Erased for good: {count}.", count=number)])
    else:
        _look(desk)


def _look(desk: Desk) -> None:
    found, fingerprint = retention_runs.dry_run(desk.runtime())
    result = {
        "fingerprint": fingerprint,
        "municipalities": {
            one.code: {
                "has_schedule": one.has_schedule,
                "due": {str(record): number for record, number in one.counts.items()},
                "cases": list(one.case_numbers),
            }
            for one in found
        },
    }
    lines = [line for one in found for line in _lines(one, desk.voice.language)]
    if any(one.counts for one in found):
        lines.append(
            say(
                msg("To erase exactly this: --erase {fingerprint} --reason TEXT", fingerprint=fingerprint),
                desk.voice.language,
            )
        )
    desk.voice.end(result, lines)


def _lines(found: Found, language: str) -> list[str]:
    if not found.has_schedule:
        none = msg("its release has no schedule of retention, so nothing is ever due.")
        return [f"{found.code}: {say(none, language)}"]
    if not found.counts:
        return [f"{found.code}: {say(msg('nothing is due.'), language)}"]
    lines = [
        f"{found.code}: {say(NAMES[record], language)}: {count}" for record, count in found.counts.items()
    ]
    cases = ", ".join(found.case_numbers)
    return [*lines, f"{found.code}: {say(msg('cases'), language)}: {cases}"] if cases else lines


def _reapply(desk: Desk) -> None:
    done = reapplying.reapply(desk.runtime())
    told = [
        msg("Erased again: {count}.", count=done.erased),
        msg("Written onto the list, which lacked them: {count}.", count=done.listed),
    ]
    desk.voice.end({"erased": done.erased, "listed": done.listed}, told)
