"""Where in an owner's files a text would be worked out or could do harm; how many files try each place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

import yaml

HERE = Path(__file__).parent
KINDS = ("broken", "hostile")
EVALUATING = (
    "condition",
    "script",
    "pre_post_script",
    "timer_date",
    "timer_duration",
    "timer_cycle",
    "event_condition",
    "loop_condition",
    "cardinality",
    "completion",
    "adhoc_completion",
    "message_payload",
    "correlation",
    "service_parameters",
    "table_cell",
)
"""The fifteen places where SpiffWorkflow evaluates a diagram's text as Python."""
OURS = (
    "called_element",
    "collection",
    "data_object",
    "due",
    "form_condition",
    "form_value",
    "letter",
    "not_same_person_as",
    "person",
    "role",
    "sign_in_again",
    "start_rule",
)
"""Places that this service reads beside them."""
AROUND = (
    "foreign_engine",
    "form_key",
    "form_part",
    "form_pattern",
    "json",
    "reference",
    "structure",
    "xml",
    "yaml",
)
"""What a file is made of around its texts."""
PLACES = EVALUATING + OURS + AROUND


class Wanted(TypedDict):
    """What must be said about a file."""

    place: str
    element: str
    rule: str
    says: str  # part of the English sentence


Expected = Mapping[str, Sequence[Wanted]]


def expected(kind: str) -> Expected:
    """File below the folder of this kind → what must be said about it."""
    read: Expected = yaml.safe_load((HERE / f"{kind}.yaml").read_text("utf-8"))
    return read


def by_place(wanted: Expected) -> Counter[str]:
    """Place → how many files try it."""
    return Counter(place for said in wanted.values() for place in {one["place"] for one in said})
