"""How many people hold an opinion, as entered: by a head for the municipality, by the ministry for all."""

from __future__ import annotations

from engine.domain.rights import Actor
from engine.errors import InvalidAnswers
from engine.messages_catalogue import Message, msg
from engine.persistence import audit, rows
from engine.persistence.tables.opinions import OpinionCount
from engine.runtime import Runtime
from engine.years.year_access import allowed

MOST = 1_000_000
LONGEST_SOURCE = 200


def enter(runtime: Runtime, actor: Actor, year: int, typed: dict[str, str]) -> None:
    """Keep `adults`, `children` and `source` as typed; what was entered before is replaced, in the audit.

    InvalidAnswers with a sentence for each field that cannot be kept.
    """
    tenant = allowed(actor, "figures.enter", year)
    values = _read(typed)
    now = runtime.clock.now()
    entered = {**values, "entered_by": actor.user_id, "entered_at": now}
    key = {"municipality_id": actor.municipality_id, "year": year}
    with runtime.transaction(tenant) as session:
        if not rows.change(session, OpinionCount, entered, **key):
            rows.insert_many(session, OpinionCount, [{**key, **entered}])
        audit.record(
            session,
            action="opinions_entered",
            at=now,
            municipality_id=actor.municipality_id,
            actor_user_id=actor.user_id,
            object_kind="opinion_count",
            object_id=str(year),
            details={"adults": values["adults"], "children": values["children"]},
        )


def _read(typed: dict[str, str]) -> dict[str, object]:
    problems: dict[str, Message] = {}
    found: dict[str, object] = {}
    for name in ("adults", "children"):
        text = typed.get(name, "").replace(" ", "").replace("\u00a0", "")
        if text.isascii() and text.isdigit() and len(text) < 8 and int(text) <= MOST:
            found[name] = int(text)
        else:
            problems[name] = msg("Enter a whole number from 0 to {most}.", most=MOST)
    source = " ".join(typed.get("source", "").split())
    if not 0 < len(source) <= LONGEST_SOURCE:
        problems["source"] = msg("Say in a few words where the numbers come from.")
    if problems:
        raise InvalidAnswers(problems)
    return {**found, "source": source}
