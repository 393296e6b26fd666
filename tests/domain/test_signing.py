"""Who signs, what is signed, and when two signatures are a confirmed month."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from engine.domain.month_entries import DayEntry, Span
from engine.domain.rules import Rules
from engine.domain.service_month import ServiceMonth
from engine.domain.signing import (
    Signature,
    Signer,
    SignerFacts,
    SignerKind,
    SigningMethod,
    content_hash,
    counts,
    recipient_signer,
    signing_problems,
)

DAY = date(2026, 10, 31)
RECIPIENT, ASSISTANT, MOTHER, FATHER = 1, 2, 3, 4
ADULT, FOURTEEN, THIRTEEN = date(1980, 1, 1), date(2012, 10, 31), date(2012, 11, 1)
ENTRIES = [DayEntry(date(2026, 10, 5), 120), DayEntry(date(2026, 10, 6), 60, (Span(540, 600),))]


@pytest.mark.parametrize(
    ("born", "representatives", "assistant", "kind", "person"),
    [
        (ADULT, (), ASSISTANT, "recipient", RECIPIENT),
        (ADULT, (MOTHER,), ASSISTANT, "representative", MOTHER),
        (ADULT, (MOTHER, FATHER), MOTHER, "representative", FATHER),
        (ADULT, (MOTHER,), MOTHER, "caseworker", None),
        (FOURTEEN, (MOTHER,), ASSISTANT, "representative", MOTHER),
        (FOURTEEN, (MOTHER, FATHER), MOTHER, "representative", FATHER),
        (FOURTEEN, (MOTHER,), MOTHER, "child", RECIPIENT),
        (THIRTEEN, (MOTHER,), MOTHER, "caseworker", None),
        (FOURTEEN, (), ASSISTANT, "child", RECIPIENT),
        (THIRTEEN, (), ASSISTANT, "caseworker", None),
    ],
)
def test_who_signs_for_the_recipient(
    born: date, representatives: tuple[int, ...], assistant: int, kind: str, person: int | None, r316: Rules
) -> None:
    people = SignerFacts(
        recipient_id=RECIPIENT,
        recipient_birth_date=born,
        representative_ids=representatives,
        assistant_id=assistant,
    )
    found = recipient_signer(people, DAY, r316)
    assert found == Signer(SignerKind(kind), person)
    assert found.person_id != assistant


@pytest.mark.parametrize("representatives", [(), (MOTHER,)])
def test_after_the_recipients_death_the_office_countersigns(
    representatives: tuple[int, ...], r316: Rules
) -> None:
    people = SignerFacts(
        recipient_id=RECIPIENT,
        recipient_birth_date=ADULT,
        representative_ids=representatives,
        assistant_id=ASSISTANT,
        recipient_died=True,
    )
    assert recipient_signer(people, DAY, r316) == Signer(SignerKind.CASEWORKER, None)


def test_nobody_is_their_own_assistant(r316: Rules) -> None:
    people = SignerFacts(
        recipient_id=RECIPIENT, recipient_birth_date=ADULT, representative_ids=(), assistant_id=RECIPIENT
    )
    with pytest.raises(ValueError, match="own assistant"):
        recipient_signer(people, DAY, r316)


def test_the_hash_is_of_the_content_alone() -> None:
    shown = content_hash(ENTRIES, 7, ServiceMonth(2026, 10), "release")
    assert content_hash(list(reversed(ENTRIES)), 7, ServiceMonth(2026, 10), "release") == shown
    assert content_hash([*ENTRIES, DayEntry(DAY, 0)], 7, ServiceMonth(2026, 10), "release") == shown
    others = {
        content_hash(ENTRIES[:1], 7, ServiceMonth(2026, 10), "release"),
        content_hash([DayEntry(date(2026, 10, 5), 121), ENTRIES[1]], 7, ServiceMonth(2026, 10), "release"),
        content_hash([ENTRIES[0], replace(ENTRIES[1], spans=())], 7, ServiceMonth(2026, 10), "release"),
        content_hash(ENTRIES, 8, ServiceMonth(2026, 10), "release"),
        content_hash(ENTRIES, 7, ServiceMonth(2026, 11), "release"),
        content_hash(ENTRIES, 7, ServiceMonth(2026, 10), "another release"),
    }
    assert len(others - {shown}) == 6


def a_signature(person: int, kind: str, **changes: Any) -> Signature:
    signature = Signature(
        person, SignerKind(kind), SigningMethod.PLAIN, "shown", datetime(2026, 10, 31, 12, tzinfo=UTC)
    )
    return replace(signature, **changes)


BOTH = [a_signature(ASSISTANT, "assistant"), a_signature(RECIPIENT, "recipient")]


def problems(*signatures: Signature, agreed: bool = True) -> list[str]:
    return [str(each) for each in signing_problems(signatures, "shown", plain_signature_agreed=agreed)]


def test_two_people_one_content() -> None:
    assert problems(*BOTH) == []
    assert problems(*reversed(BOTH)) == []
    assert problems(BOTH[0], a_signature(9, "caseworker")) == []


def test_a_missing_side_is_named() -> None:
    assert problems() == ["The assistant has not signed.", "The recipient's side has not signed."]
    assert problems(BOTH[0]) == ["The recipient's side has not signed."]
    assert problems(BOTH[1]) == ["The assistant has not signed."]


def test_one_person_is_not_two() -> None:
    assert problems(BOTH[0], a_signature(ASSISTANT, "representative")) == [
        "Both signatures are by the same person; two people have to sign."
    ]


def test_changed_entries_need_a_new_signature() -> None:
    earlier = a_signature(ASSISTANT, "assistant", content_hash="before")
    changed = "The entries changed after a signature; that person has to sign again."
    assert problems(earlier, BOTH[1]) == [changed]
    again = a_signature(ASSISTANT, "assistant", signed_at=datetime(2026, 11, 1, 12, tzinfo=UTC))
    assert problems(again, earlier, BOTH[1]) == []
    outdated = replace(again, content_hash="after")
    assert problems(BOTH[0], BOTH[1], outdated) == [changed]


def test_a_click_needs_the_written_agreement() -> None:
    sentence = "The parties have not agreed in writing to sign in this system."
    assert problems(*BOTH, agreed=False) == [sentence]
    qualified = [replace(each, method=SigningMethod.SECURE_E_SIGNATURE) for each in BOTH]
    assert problems(*qualified, agreed=False) == []
    assert problems(qualified[0], BOTH[1], agreed=False) == [sentence]


@pytest.mark.parametrize(
    ("method", "agreed", "found"),
    [
        ("secure_e_signature", False, True),
        ("by_hand", False, True),
        ("plain", True, True),
        ("plain", False, False),
    ],
)
def test_which_signatures_count(method: str, agreed: bool, found: bool) -> None:
    assert counts(SigningMethod(method), plain_signature_agreed=agreed) is found
