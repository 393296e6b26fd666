"""Who may act for whom: a parent or guardian for a child, a trustee for an adult, one authorised for both.

Source: Civil Law, not read in full: parents and guardians act until the child is of age, a trustee is for an
adult. The age itself is a number of the pack.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from engine.domain.eligibility import AgeGroup, personal_facts
from engine.domain.rules import Rules
from engine.messages_catalogue import Message, msg


class RepresentationKind(StrEnum):
    """Why somebody may act for a person."""

    PARENT = "parent"  # of a child
    GUARDIAN = "guardian"  # aizbildnis, of a child
    TRUSTEE = "trustee"  # aizgādnis, of an adult
    AUTHORISED = "authorised"  # by a power of attorney


OF_A_CHILD = frozenset({RepresentationKind.PARENT, RepresentationKind.GUARDIAN})


def why_not(kind: RepresentationKind, born: date, day: date, rules: Rules) -> Message | None:
    """Why nobody acts in this way for a person of that age on the day; None where it is right."""
    is_adult = personal_facts(born, day, rules).age_group is AgeGroup.ADULT
    if kind in OF_A_CHILD and is_adult:
        return msg("A parent or guardian acts for a child; this person is of age.")
    if kind is RepresentationKind.TRUSTEE and not is_adult:
        return msg("A trustee acts for an adult; a child has a parent or a guardian.")
    return None


def represents_until(kind: RepresentationKind, born: date, day: date, rules: Rules) -> date | None:
    """The last day on which somebody represents: before a child comes of age; None = until further notice."""
    if kind not in OF_A_CHILD:
        return None
    return personal_facts(born, day, rules).adult_on - timedelta(days=1)
