"""Examines a production installation: every risk by name, in one sentence that says how to mend it.

Nothing is changed. What can be asked without the database is asked first; a database of an earlier version
is not opened, because opening it would bring it up to date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.clock import Clock
from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence import house_state
from engine.runtime import open_runtime
from engine.settings import Settings
from engine.upkeep import account_risks, keeping_risks, key_risks, serving_risks, work_risks
from engine.upkeep.risks import House, Risk, Weight, error, house_of

OUTSIDE: Mapping[str, Callable[[Settings], Iterable[Risk]]] = {
    "key_file_rights": key_risks.key_rights,
    "key_file_place": key_risks.key_place,
    "key_file_folder": key_risks.key_folder,
    "public_address": serving_risks.public_address,
    "secure_cookies": serving_risks.cookies,
    "proxy": serving_risks.proxy,
    "sign_in_providers": serving_risks.providers,
    "mail": serving_risks.mail,
    "metrics": serving_risks.metrics,
    "events": serving_risks.events,
    "disk_space": serving_risks.disk,
}
"""What the settings and the machine tell."""

INSIDE: Mapping[str, Callable[[House], Iterable[Risk]]] = {
    "durability": keeping_risks.durability,
    "database_file": keeping_risks.database_file,
    "backup": keeping_risks.backup,
    "backup_seal": keeping_risks.backup_seal,
    "drill": keeping_risks.drill,
    "erasures": keeping_risks.erasures,
    "clock": keeping_risks.clock,
    "made_up_data": work_risks.made_up_data,
    "known_passwords": account_risks.known_passwords,
    "second_factors": account_risks.second_factors,
    "administrators": account_risks.administrators,
    "worker": work_risks.worker,
    "policy_reports": serving_risks.policy_reports,
    "incidents": work_risks.incidents,
    "municipalities": work_risks.municipalities,
    "folders": work_risks.folders,
}
"""What only the opened installation tells."""


@dataclass(frozen=True, slots=True)
class Examined:
    """One check, and the risks it found; none = sound."""

    name: str  # snake_case, for scripts
    risks: tuple[Risk, ...]


def examine(
    settings: Settings, well_known: Sequence[tuple[str, str]] = (), *, clock: Clock | None = None
) -> list[Examined]:
    """Every check in a fixed order. `well_known`: user names and passwords that are printed somewhere."""
    found = [Examined(name, tuple(check(settings))) for name, check in OUTSIDE.items()]
    migrations = Examined("migrations", tuple(_migrations(settings)))
    found.append(migrations)
    if migrations.risks:
        return found
    try:
        runtime = open_runtime(settings, clock=clock)
    except Unusable as refused:
        return [*found, Examined("opening", (error(refused.message),))]
    try:
        house = house_of(runtime, well_known)
        return [*found, *(Examined(name, tuple(check(house))) for name, check in INSIDE.items())]
    finally:
        runtime.database.close()


def is_sound(examined: Iterable[Examined]) -> bool:
    """Whether nothing was found that must be mended."""
    return not any(risk.weight is Weight.ERROR for one in examined for risk in one.risks)


def _migrations(settings: Settings) -> Iterable[Risk]:
    """The database is of this version; one that cannot be asked is told of here."""
    try:
        present, newest = house_state.revisions(settings.database_url)
    except Unusable as refused:
        return [error(refused.message)]
    if present == newest:
        return []
    if present is None:
        return [error(msg("There is no database yet: start with the demo, or with serve."))]
    return [
        error(
            msg(
                "The database is of revision {present}, this program of {newest}: make a "
                "backup, stop every process, "
                "then start the newest version once, which brings it up to date.",
                present=present,
                newest=newest,
            )
        )
    ]
