"""Who signs a service month, what exactly they sign, and when both signatures count.

Two signers are two people. A signature belongs to the content that was shown: when anything in it changes,
it no longer counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from engine.domain.eligibility import age_at
from engine.domain.fingerprint import fingerprint
from engine.domain.month_entries import DayEntry
from engine.domain.rules import Rules
from engine.domain.service_month import ServiceMonth
from engine.messages_catalogue import Message, msg


class SignerKind(StrEnum):
    """As what somebody signs a month."""

    ASSISTANT = "assistant"
    RECIPIENT = "recipient"
    REPRESENTATIVE = "representative"
    CHILD = "child"  # from 14, where the only representative is the assistant
    CASEWORKER = "caseworker"  # countersigns where nobody else may; recorded and sampled first


class SigningMethod(StrEnum):
    """How somebody signed."""

    SECURE_E_SIGNATURE = "secure_e_signature"
    BY_HAND = "by_hand"
    PLAIN = "plain"  # a click here: counts only where the contract carries the written agreement to it


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs on the recipient's side; a caseworker is named only when one takes the task."""

    kind: SignerKind
    person_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerFacts:
    """The people of a contract on the day of signing."""

    recipient_id: int
    recipient_birth_date: date
    representative_ids: tuple[int, ...]  # in force on the day, the one named in the application first
    assistant_id: int
    recipient_died: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature under a month."""

    person_id: int
    kind: SignerKind
    method: SigningMethod
    content_hash: str  # `content_hash` of what was on the screen or the paper
    signed_at: datetime


def recipient_signer(people: SignerFacts, day: date, rules: Rules) -> Signer:
    """Who signs for the recipient on the day.

    Without a representative the recipient. With one, the first representative who is not the assistant;
    where only the assistant represents, a child from 14 signs, else the caseworker countersigns. A child
    without a recorded representative is treated the same way. After the recipient's death nobody
    represents them any more, and the caseworker countersigns. ValueError where the recipient would be
    their own assistant.
    """
    if people.recipient_id == people.assistant_id:
        raise ValueError("nobody is their own assistant")
    if people.recipient_died:
        return Signer(SignerKind.CASEWORKER, None)
    age = age_at(people.recipient_birth_date, day)
    is_child = age < rules.number("child_age_to", day).whole
    if not people.representative_ids and not is_child:
        return Signer(SignerKind.RECIPIENT, people.recipient_id)
    for person_id in people.representative_ids:
        if person_id != people.assistant_id:
            return Signer(SignerKind.REPRESENTATIVE, person_id)
    if is_child and age >= rules.number("child_signs_from", day).whole:
        return Signer(SignerKind.CHILD, people.recipient_id)
    return Signer(SignerKind.CASEWORKER, None)


def content_hash(
    entries: Iterable[DayEntry],
    contract_id: int,
    period: ServiceMonth,
    release_hash: str,
    journeys: Sequence[Mapping[str, object]] = (),
) -> str:
    """The fingerprint of what is signed: entries, contract, month, and the release that drew the form.

    Days without minutes and the order of entries make no difference. `journeys` belong to it where there
    are any (MK 942).
    """
    days = {entry.day.isoformat(): _signed(entry) for entry in entries if entry.minutes}
    signed: dict[str, object] = {
        "contract": contract_id,
        "days": days,
        "period": str(period),
        "release": release_hash,
    }
    if journeys:
        signed["journeys"] = list(journeys)
    return fingerprint(signed)


def _signed(entry: DayEntry) -> dict[str, object]:
    """A day as it is signed; what the hours were used for is part of it where it was asked."""
    signed: dict[str, object] = {
        "minutes": entry.minutes,
        "spans": [str(span) for span in sorted(entry.spans)],
    }
    if entry.purposes:
        signed["purposes"] = {str(purpose): minutes for purpose, minutes in entry.purposes}
    return signed


def counts(method: SigningMethod, *, plain_signature_agreed: bool) -> bool:
    """Whether a signature of this method has legal force (MK 473 p. 3 for the plain one)."""
    return method is not SigningMethod.PLAIN or plain_signature_agreed


def signing_problems(
    signatures: Iterable[Signature], shown_hash: str, *, plain_signature_agreed: bool
) -> tuple[Message, ...]:
    """Why the month is not validly signed by both sides; empty = it is.

    Only the last signature of each side is looked at: signing again replaces what was signed before.
    """
    last = _last_of_each_side(signatures)
    problems = [message for side, message in _MISSING.items() if side not in last]
    if any(signature.content_hash != shown_hash for signature in last.values()):
        problems.append(msg("The entries changed after a signature; that person has to sign again."))
    if len({signature.person_id for signature in last.values()}) < len(last):
        problems.append(msg("Both signatures are by the same person; two people have to sign."))
    if not all(counts(each.method, plain_signature_agreed=plain_signature_agreed) for each in last.values()):
        problems.append(msg("The parties have not agreed in writing to sign in this system."))
    return tuple(problems)


def _last_of_each_side(signatures: Iterable[Signature]) -> Mapping[str, Signature]:
    """Side "assistant" or "recipient" → its newest signature."""
    last: dict[str, Signature] = {}
    for signature in sorted(signatures, key=lambda signature: signature.signed_at):
        last["assistant" if signature.kind is SignerKind.ASSISTANT else "recipient"] = signature
    return last


_MISSING: dict[str, Message] = {
    "assistant": msg("The assistant has not signed."),
    "recipient": msg("The recipient's side has not signed."),
}
