"""Trying out whether e-mail leaves the house: a short mail to an address that the administrator names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.documents.mail import checked_address
from engine.domain.rights import Actor
from engine.messages_catalogue import msg
from engine.office.house_details import note_change, refuse_stranger
from engine.people import short_mails
from engine.people.short_mails import ShortMail
from engine.persistence import rows
from engine.persistence.tables.records import OutboxMessage
from engine.runtime import Runtime, Tenant

KEY = "mail_trial:"
SHOWN = 10
BY_HAND = timedelta(hours=1)  # the tick leaves it alone: it is sent while the page waits


@dataclass(frozen=True, slots=True)
class MailTrial:
    """One that was tried."""

    recipient: str
    state: str  # waiting, sent, failed
    tried_at: datetime | None


def queue(runtime: Runtime, actor: Actor, address: str, language: str) -> int:
    """Put one into the outbox; its id. EngineError where the address is none."""
    refuse_stranger(actor)
    recipient, now = checked_address(address), runtime.clock.now()
    mail = ShortMail(
        msg("Trial e-mail of the assistant service"),
        (msg("This e-mail shows that the assistant service can send e-mail. Nobody needs to do anything."),),
    )
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        number = 1 + rows.count(session, OutboxMessage, key__least=KEY, key__before="mail_trial;")
        key = f"{KEY}{actor.municipality_id}:{number}"
        message = short_mails.queue(
            session, mail, key=key, recipient=recipient, language=language, now=now + BY_HAND
        )
        note_change(session, actor, "mail_tried", ({}, {"outbox": message.id}), now=now)
        return message.id


def listed(runtime: Runtime, actor: Actor) -> Sequence[MailTrial]:
    """The newest ones."""
    refuse_stranger(actor)
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        found = rows.every(
            session, OutboxMessage, order_by=["-id"], limit=SHOWN, key__least=KEY, key__before="mail_trial;"
        )
        return [MailTrial(one.recipient, str(one.state), one.sent_at) for one in found]
