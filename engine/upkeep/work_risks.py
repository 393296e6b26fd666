"""Risks of the work itself: whether it goes on, what failed, whose data these are, what folders say."""

from __future__ import annotations

from collections.abc import Iterator

from engine.clock import local_day
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.queries import releases as queries
from engine.persistence.tables.installation import Municipality
from engine.releases import release_folders
from engine.runtime import EVERY
from engine.upkeep import vital_signs
from engine.upkeep.risks import House, InstallationKind, Risk, error, warning
from engine.upkeep.serving_risks import leads_nowhere

LAGS, STANDS = 120, 900  # seconds past the instant due: somebody is slow; nobody works
MOST_WAITING_MAIL = 100


def worker(house: House) -> Iterator[Risk]:
    """What is due is done: the pulse of the workers is how long the oldest job or timer has waited."""
    signs = vital_signs.read(house.runtime)
    lag = max(signs.job_lag_seconds, signs.timer_lag_seconds)
    if lag > LAGS:
        told = msg(
            "What was due has waited for {minutes} minutes: see that `serve` or a `worker` runs.",
            minutes=lag // 60,
        )
        yield error(told) if lag > STANDS else warning(told)


def incidents(house: House) -> Iterator[Risk]:
    """Nothing stands still because a step failed, and letters leave."""
    signs = vital_signs.read(house.runtime)
    if signs.open_incidents:
        yield warning(
            msg("{count} incidents are open: look at them on the page Incidents.", count=signs.open_incidents)
        )
    if signs.waiting_mail > MOST_WAITING_MAIL:
        yield warning(
            msg(
                "{count} letters wait to go out by e-mail: see that the mail server answers.",
                count=signs.waiting_mail,
            )
        )


def made_up_data(house: House) -> Iterator[Risk]:
    """Real people's data stand in a production installation, and only theirs."""
    if house.kind is not InstallationKind.PRODUCTION:
        yield error(
            msg(
                "This installation is made for {kind}: it accepts numbers that are not in "
                "force, so found a new one "
                "with `serve` on an empty database before real people's data come in.",
                kind=house.kind.value,
            )
        )
        return
    with house.runtime.reading(EVERY) as session:
        houses = rows.every(session, Municipality)
    for one in houses:
        if leads_nowhere(one.email):
            yield error(
                msg(
                    "The municipality {name} has the made-up e-mail address {address}: it was "
                    "made for a demo or "
                    "a test; enter the real one on its page.",
                    name=one.name,
                    address=one.email,
                )
            )


def municipalities(house: House) -> Iterator[Risk]:
    """Each has a release in force today and what letters and payments need."""
    day = local_day(house.runtime.clock.now())
    with house.runtime.reading(EVERY) as session:
        for one in rows.every(session, Municipality):
            if queries.in_force(session, one.id, day) is None:
                yield error(msg("{name} has no release in force today: publish one for it.", name=one.name))
            if not one.bank_account:
                yield warning(
                    msg(
                        "{name} has no bank account, so nothing can be paid out: enter it on its page.",
                        name=one.name,
                    )
                )


def folders(house: House) -> Iterator[Risk]:
    """The owners' folders on the disk say what is in force; else one changed them and did not publish."""
    settings = house.runtime.settings
    files = release_folders.read_folders(settings.processes_folder, settings.forms_folder)
    if not files:
        return
    day = local_day(house.runtime.clock.now())
    sha256 = release_folders.hash_of(files)
    with house.runtime.reading(EVERY) as session:
        known = queries.id_of(session, sha256)
        behind = [
            one.name
            for one in rows.every(session, Municipality)
            if queries.in_force(session, one.id, day) not in (known, None)
        ]
        if known is not None and not behind:
            return
        names = ", ".join(behind)
    if known is None:
        yield warning(
            msg(
                "The folders processes and forms hold what was never published, so nothing of "
                "it is in force: "
                "`asistents publish` it, or put the published files back with `asistents export`."
            )
        )
    else:
        yield warning(
            msg(
                "The folders processes and forms hold a release that is not in force in {names}: "
                "see whether it is meant for a later day.",
                names=names,
            )
        )
