"""How fast a month goes through the house, measured beside bare SpiffWorkflow on the same diagram.

raw: stock parser, environment and tasks in memory, nothing stored. durable: our front door, one committed
transaction a step, every commit synced to disk, inbox and audit rows included. Machines differ and waver, so
the two take turns, and the figure that counts is the ratio of their sums in one run.
"""

from __future__ import annotations

from engine.settings import read_settings
from engine.simulation.bench_durable import Durable, durable
from engine.simulation.bench_figures import Figure
from engine.simulation.bench_raw import run_raw
from engine.simulation.bench_site import Site, Tell

MONTHS = 200  # contracts in one run
TURN = 20  # months between one change of turns and the next
WARM = 10  # months played first by each and not counted: a process that serves has compiled its statements
REACH = 0.20


def measure(site: Site, months: int = MONTHS) -> list[Figure]:
    """raw, durable and their ratio, each in case-months a second, over `months` contracts."""
    with durable(WARM + months, site.server) as house:
        run_raw(read_settings({}), WARM)
        house.sign(WARM)
        raw_seconds, durable_seconds = _take_turns(house, months, site.tell)
        durable_seconds += house.opened_in * months / (WARM + months)
        house.refuse_unfinished()
    raw, ours = months / raw_seconds, months / durable_seconds
    return [
        Figure("raw", raw, "case-months/s"),
        Figure("durable", ours, "case-months/s"),
        Figure("ratio", ours / raw, "durable/raw", REACH),
    ]


def _take_turns(house: Durable, months: int, tell: Tell) -> tuple[float, float]:
    """Seconds of raw and of both signatures at the front door, each for all the months."""
    settings = read_settings({})
    raw_seconds = signed = 0.0
    for done in range(0, months, TURN):
        share = min(TURN, months - done)
        raw_seconds += run_raw(settings, share)
        signed += house.sign(share)
        tell(f"{done + share} months: raw {raw_seconds:.1f} s, signed at the front door {signed:.1f} s")
    return raw_seconds, signed
