"""The pages of a full house – ten thousand open tasks, a case of sixty months – one look after another."""

from __future__ import annotations

import time
from collections.abc import Mapping
from urllib.request import OpenerDirector

from engine.monitoring import tallying
from engine.simulation.bench_figures import Figure, percentile
from engine.simulation.bench_old_house import Asked, old_house
from engine.simulation.bench_site import Site
from web.commands.browsers import served, signed_in

TASKS, YEARS, LOOKS = 10_000, 5, 20
REACH = 200.0  # milliseconds of a page when nobody else asks
PAGES: Mapping[str, tuple[str, str]] = {
    "inbox": ("user0", "/tasks"),
    "inbox_overdue": ("user0", "/tasks?due=overdue"),
    "inbox_search": ("user0", "/tasks?q=Bench"),
    "inbox_of_head": ("head", "/tasks"),
    "cases": ("user0", "/cases"),
    "case": ("user0", "/cases/1"),
    "case_months": ("user0", "/cases/1?section=months"),
    "case_tasks": ("user0", "/cases/1?section=tasks"),
    "months": ("user0", "/months"),
    "month": ("user0", "/months/1"),
    "budget": ("finance", "/budget/2026"),
    "monitor": ("head", "/monitor?process=monthly_confirmation&period=2026"),
    "home_of_recipient": ("recipient", "/"),
    "home_of_assistant": ("assistant", "/"),
}
"""Figure → who looks, and where."""


def pages(site: Site, tasks: int = TASKS, years: int = YEARS, looks: int = LOOKS) -> list[Figure]:
    """The 95th percentile of each page, and how often it asks the database."""
    found: list[Figure] = []
    with old_house(tasks, years, site.server) as (runtime, asked), served(runtime) as address:
        tallying.count_all(runtime)
        browsers = {user: signed_in(address, user) for user in {user for user, _ in PAGES.values()}}
        for name, (user, page) in PAGES.items():
            took, statements = _looked(browsers[user], address + page, looks, asked)
            milliseconds = 1000 * percentile(took, 0.95)
            site.tell(f"{page} as {user}: p95 {milliseconds:.0f} ms, {statements} statements")
            found += [
                Figure(f"page_{name}", milliseconds, f"ms p95, {tasks} open tasks", REACH, at_most=True),
                Figure(f"statements_{name}", statements, "statements a page"),
            ]
    return found


def _looked(browser: OpenerDirector, page: str, looks: int, asked: Asked) -> tuple[list[float], int]:
    """Seconds of each look, and the statements of the last one."""
    took: list[float] = []
    statements = 0
    for number in range(looks + 1):
        before, begun = asked.statements, time.perf_counter()
        answer = browser.open(page)
        answer.read()
        seconds = time.perf_counter() - begun
        statements = asked.statements - before
        if answer.url != page:
            raise AssertionError(f"{page} led to {answer.url}")
        if number:  # the first look warms the house
            took.append(seconds)
    return took, statements
