"""Who has signed a month, how and when; earlier signatures that an edit voided stay to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from engine.messages_catalogue import Message, msg
from web.drawing.case_words import SIGNATURE_KINDS

Rows = list[dict[str, object]]
SIDES = {"assistant": msg("assistant"), "recipient": msg("recipient's side")}


class Signature(Protocol):
    """One signature as the front door gives it."""

    @property
    def side(self) -> str: ...
    @property
    def who(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def signed_at(self) -> datetime: ...
    @property
    def recorded_by(self) -> str: ...
    @property
    def voided_at(self) -> datetime | None: ...


def signers(signatures: Sequence[Signature]) -> Rows:
    """The signatures that count, then the voided ones, each in the order in which they were set."""
    counting = [one for one in signatures if one.voided_at is None]
    voided = [one for one in signatures if one.voided_at is not None]
    return [_signer(one, "signed") for one in counting] + [_signer(one, "void") for one in voided]


def _signer(one: Signature, state: str) -> dict[str, object]:
    return {
        "name": one.who,
        "role": SIDES.get(str(one.side), str(one.side)),
        "state": state,
        "at": one.signed_at,
        "how": _how(one),
    }


def _how(one: Signature) -> Message | str:
    how = SIGNATURE_KINDS.get(str(one.kind), str(one.kind))
    if not one.recorded_by:
        return how
    return msg("{how} ({name})", how=how, name=one.recorded_by)


def waiting(name: str, side: str) -> dict[str, object]:
    """A side that has not signed yet."""
    return {"name": name, "role": SIDES[side], "state": "waiting", "at": None, "how": None}
