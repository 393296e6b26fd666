"""Who is entitled under MK 942: the commission's opinion, its criterion, age, group, residence.

Adults: disability group I or II and an opinion that an assistant is needed, given by one of four criteria
(MK 942 p. 2.1, 2.2.1–2.2.3). Children from 5 to 18 years: disability and an opinion on special care.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.domain.eligibility import AgeGroup, personal_facts
from engine.domain.rules import Rules
from engine.domain.steps import Step
from engine.messages_catalogue import Message, msg


class OpinionKind(StrEnum):
    """What the commission found."""

    ASSISTANT = "assistant"  # an adult needs an assistant
    CHILD_SPECIAL_CARE = "child_special_care"  # a child needs special care


class Criterion(StrEnum):
    """Why the commission found that an adult needs an assistant."""

    VISION = "vision"  # 2.1: group I because of vision
    CAR_INDICATION = "car_indication"  # 2.2.1: indications for an adapted car and the transport allowance
    BOTH_UPPER_LIMBS = "both_upper_limbs"  # 2.2.2: both amputated at the wrist or above
    MENTAL = "mental"  # 2.2.3: mental-health disorders


class Residence(StrEnum):
    """Where the applicant lives, as the register says."""

    DECLARED_HERE = "declared_here"
    ADDITIONAL_ADDRESS = "additional_address"  # an additional declared address here
    ELSEWHERE = "elsewhere"


class Ground(StrEnum):
    """Why somebody is entitled, or why not; of several the first of this list is said."""

    ENTITLED_ADULT = "entitled_adult"
    ENTITLED_CHILD = "entitled_child"
    NOT_DECLARED_HERE = "not_declared_here"
    PAID_ELSEWHERE = "paid_elsewhere"
    IN_INSTITUTION = "in_institution"
    TOO_YOUNG = "too_young"
    GROUP_NOT_COVERED = "group_not_covered"
    NO_OPINION = "no_opinion"
    OPINION_NOT_IN_FORCE = "opinion_not_in_force"
    CRITERION_NOT_COVERED = "criterion_not_covered"
    WORDING_NOT_COVERED = "wording_not_covered"


@dataclass(frozen=True, slots=True)
class CommissionOpinion:
    """What the opinion says; `valid_to` None = without a term."""

    kind: OpinionKind
    issued_on: date
    valid_to: date | None = None
    criterion: Criterion | None = None  # of an adult's
    has_full_wording: bool = True  # of a child's: "… sakarā ar smagiem funkcionāliem traucējumiem"

    def is_in_force(self, day: date) -> bool:
        """Both ends count."""
        return self.issued_on <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class EntitlementFacts:
    """What is known about the applicant on the day of the application."""

    birth_date: date
    disability_group: str  # "I", "II", "III" of an adult, "child"
    opinion: CommissionOpinion | None
    residence: Residence = Residence.DECLARED_HERE
    is_paid_elsewhere: bool = False  # another municipality pays for the same time
    is_in_institution: bool = False  # long-term care, in-patient hospital, prison; a day hospital is none


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Whether somebody is entitled, and why."""

    ground: Ground
    steps: tuple[Step, ...]

    @property
    def is_entitled(self) -> bool:
        """Whether the service may be granted."""
        return self.ground in (Ground.ENTITLED_ADULT, Ground.ENTITLED_CHILD)


def entitlement(facts: EntitlementFacts, rules: Rules, day: date) -> Entitlement:
    """Whether the applicant is entitled on the day; `NumberUnset` where an age or a wording is not known.

    Source: MK 942 p. 2 and 4 with the commission's page (VD1), the ministry's pages (LM-S, LM-R); wording of
    old opinions: aktivs.org 485 (AK1).
    """
    ground = _place(facts) or _person(facts, rules, day)
    step = Step("entitlement", ENTITLEMENT_TEXTS[ground], ground.value)
    return Entitlement(ground, (step,))


def _place(facts: EntitlementFacts) -> Ground | None:
    if facts.residence is Residence.ELSEWHERE:
        return Ground.NOT_DECLARED_HERE
    if facts.is_paid_elsewhere:
        return Ground.PAID_ELSEWHERE
    return Ground.IN_INSTITUTION if facts.is_in_institution else None


def _person(facts: EntitlementFacts, rules: Rules, day: date) -> Ground:
    age_group = personal_facts(facts.birth_date, day, rules).age_group
    if age_group is AgeGroup.TOO_YOUNG:
        return Ground.TOO_YOUNG
    is_child = age_group is AgeGroup.CHILD
    if (facts.disability_group == "child") != is_child or facts.disability_group == "III":
        return Ground.GROUP_NOT_COVERED
    wanted = OpinionKind.CHILD_SPECIAL_CARE if is_child else OpinionKind.ASSISTANT
    if facts.opinion is None or facts.opinion.kind is not wanted:
        return Ground.NO_OPINION
    if not facts.opinion.is_in_force(day):
        return Ground.OPINION_NOT_IN_FORCE
    if is_child:
        return _child(facts.opinion, rules)
    return _adult(facts.disability_group, facts.opinion)


def _child(opinion: CommissionOpinion, rules: Rules) -> Ground:
    wording = rules.number("special_care_wording", opinion.issued_on).word
    if wording == "full" and not opinion.has_full_wording:
        return Ground.WORDING_NOT_COVERED
    return Ground.ENTITLED_CHILD


def _adult(group: str, opinion: CommissionOpinion) -> Ground:
    covered = {"I": frozenset(Criterion), "II": frozenset(Criterion) - {Criterion.VISION}}
    if opinion.criterion not in covered.get(group, frozenset()):
        return Ground.CRITERION_NOT_COVERED
    return Ground.ENTITLED_ADULT


ENTITLEMENT_TEXTS: dict[Ground, Message] = {
    Ground.ENTITLED_ADULT: msg("Group I or II and the commission's opinion that an assistant is needed."),
    Ground.ENTITLED_CHILD: msg(
        "A child of the age foreseen, with disability and the commission's opinion on special care."
    ),
    Ground.NOT_DECLARED_HERE: msg("The service is granted where the person's residence is declared."),
    Ground.PAID_ELSEWHERE: msg("Another municipality pays for the service for the same time."),
    Ground.IN_INSTITUTION: msg("The service is not given in long-term care, in hospital and in prison."),
    Ground.TOO_YOUNG: msg("The child is younger than the order foresees."),
    Ground.GROUP_NOT_COVERED: msg(
        "The service is for adults of group I or II and for children with disability."
    ),
    Ground.NO_OPINION: msg("There is no opinion of the commission that gives a right to the service."),
    Ground.OPINION_NOT_IN_FORCE: msg("The commission's opinion is not in force on this day."),
    Ground.CRITERION_NOT_COVERED: msg(
        "The opinion names none of the grounds that count for this group; loss of vision counts in group I."
    ),
    Ground.WORDING_NOT_COVERED: msg(
        "The opinion on special care does not name severe functional disorders, as a newer one must."
    ),
}
"""What the caseworker and the letter say."""
