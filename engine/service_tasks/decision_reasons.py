"""The reasons a decision is proposed with, in Latvian sentences that the caseworker goes on from."""

from __future__ import annotations

from collections.abc import Iterator

from engine.domain.opinion_criteria import ENTITLEMENT_TEXTS, Ground
from engine.domain.service_grounds import REFUSAL_GROUNDS, RefusalGround
from engine.domain.steps import message_from_values
from engine.messages_catalogue import Message, msg, say
from engine.service_tasks.outcome import Values

LANGUAGE_OF_DECISIONS = "lv"

NO_RIGHT: dict[str, Message] = {
    "documents_missing": msg("The documents that were asked for did not arrive by the day that was set."),
    "not_declared_here": msg(
        "The service is granted by the municipality of the declared residence, and the residence is declared "
        "in another one."
    ),
    "too_young": msg("A child has a right to the service from the age of 5."),
    "group_not_covered": msg("An adult has a right to the service with disability of group I or II."),
    "limitation_not_covered": msg(
        "The service is for people with limitations of vision, movement or mental character."
    ),
    "no_special_care_opinion": msg(
        "A child needs the opinion of the commission on special care, and there is none in force."
    ),
    "no_companion_opinion": msg(
        "A companion is for a child with the opinion of the commission on the need for one, and there "
        "is none."
    ),
}
RIGHT: dict[str, Message] = {
    "adult_group_and_limitation": msg(
        "The person has disability of group I or II with a limitation that the service is meant for."
    ),
    "adult_car_indication": msg(
        "The person has disability of group I or II with indications for an adapted car and the transport "
        "allowance."
    ),
    "child_special_care": msg("The child has the opinion of the commission on special care."),
    "child_companion": msg("The child has the opinion of the commission on the need for a companion."),
}
LEVELS: dict[str, Message] = {
    "none": msg(
        "By the questionnaire ({score} points) the person needs no assistant outside the home to get about."
    ),
    "large": msg("By the questionnaire ({score} points) the person needs large support."),
    "very_large": msg("By the questionnaire ({score} points) the person needs very large support."),
}

NO_RIGHT |= {
    str(ground): text
    for ground, text in ENTITLEMENT_TEXTS.items()
    if str(ground) not in {*NO_RIGHT, Ground.ENTITLED_ADULT, Ground.ENTITLED_CHILD}
}
RIGHT |= {str(ground): ENTITLEMENT_TEXTS[ground] for ground in (Ground.ENTITLED_ADULT, Ground.ENTITLED_CHILD)}
INDIVIDUAL = msg("The person's own activities were assessed, and an assistant is needed to get to them.")


def _grounded(ground: RefusalGround) -> Message:
    """A ground of refusal with where it stands."""
    found = REFUSAL_GROUNDS[ground]
    return msg("{ground} Basis: {source}.", ground=found.text, source=found.source)


def proposed_reasons(values: Values) -> str:
    """The sentences that follow from eligibility, assessment and calculation, one paragraph."""
    return " ".join(say(sentence, LANGUAGE_OF_DECISIONS) for sentence in _sentences(values))


def _sentences(values: Values) -> Iterator[Message]:
    reason = str(values.get("eligibility_reason"))
    if reason in NO_RIGHT:
        yield NO_RIGHT[reason]
        return
    if reason in RIGHT:
        yield RIGHT[reason]
    ground = values.get("refusal_ground")
    if isinstance(ground, str):
        yield _grounded(RefusalGround(ground))
        return
    level = LEVELS.get(str(values.get("support_level")))
    if level is not None:
        yield Message(level.text, {"score": values.get("score")})
    if values.get("support_level") == "individual":
        yield INDIVIDUAL
    steps = values.get("hours_steps")
    for step in steps if isinstance(steps, list) else []:
        yield message_from_values(step)
