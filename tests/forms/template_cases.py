"""Sound answers to the forms of templates, as a new process begins with them."""

from __future__ import annotations

from collections.abc import Mapping

TEMPLATE_CASES: list[tuple[str, Mapping[str, object], Mapping[str, object]]] = [
    ("template_one_task/do_one_task", {}, {"one_task_note": "Piezvanīts."}),
    ("template_monthly_step/do_monthly_step", {}, {"monthly_step_note": "Piezvanīts."}),
    ("template_two_people/prepare_two_people", {}, {"two_people_text": "Izdarīts."}),
    ("template_two_people/approve_two_people", {}, {"two_people_verdict": "approved"}),
    (
        "template_two_people/approve_two_people",
        {},
        {"two_people_verdict": "returned", "two_people_reason": "Trūkst datuma."},
    ),
]
