"""The commission's opinions that another system sent in, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.case_files.case_opinions import SentOpinion
from engine.messages_catalogue import Message, msg
from web.drawing import words

KINDS: Mapping[str, Message] = {
    "assistant": msg("An assistant is needed"),
    "child_special_care": msg("Special care is needed for a child"),
    "companion": msg("A companion is needed for a child"),
    "car_indication": msg("Indications for an adapted car and the transport allowance"),
}
CRITERIA: Mapping[str, Message] = {
    "vision": msg("Loss of vision (group I)"),
    "car_indication": KINDS["car_indication"],
    "both_upper_limbs": msg("Both upper limbs amputated at the wrist or above"),
    "mental": msg("Disorders of a mental character"),
}
CHILD = msg("child with disability")


def opinions(found: Sequence[SentOpinion], language: str) -> list[dict[str, object]]:
    """Each with its rows, the newest first."""
    return [
        {
            "title": msg("Opinion {number}", number=one.number),
            "source": msg(
                "Sent in by {name}, {when}", name=one.sent_by, when=words.moment(one.sent_at, language)
            ),
            "rows": [
                {"label": msg("What it says"), "value": KINDS[one.kind]},
                {"label": msg("Issued"), "value": words.short_day(one.issued_on, language)},
                {
                    "label": msg("In force until"),
                    "value": msg("without a term")
                    if one.valid_to is None
                    else words.short_day(one.valid_to, language),
                },
                {
                    "label": msg("Disability group"),
                    "value": CHILD if one.disability_group == "child" else one.disability_group,
                },
                {"label": msg("Ground"), "value": CRITERIA.get(one.criterion, "–")},
            ],
        }
        for one in found
    ]
