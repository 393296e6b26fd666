"""Every page with a realistic context, so that all of them can be drawn without the engine.

The contexts stand in `samples/*.yaml`; what YAML cannot hold is called by name: `!form`,
`!month`, `!minutes`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import yaml

from tests.web import sample_forms, sample_reports
from tests.web.sample_frame import Context, frame
from web.drawing.form_drawing import FormDrawing

SAMPLES = Path(__file__).parent / "samples"
FORMS: dict[str, Callable[[], FormDrawing]] = {
    "check_application": sample_forms.check_application,
    "check_application_with_errors": lambda: sample_forms.check_application(sample_forms.CHECK_ERRORS),
    "assess_need": sample_forms.assess_need,
    "assess_need_finished": lambda: sample_forms.assess_need({f"q{n:02d}": n % 4 for n in range(1, 13)}),
    "enter_report": sample_reports.enter_report,
    "enter_month": lambda: sample_forms.enter_month(sample_forms.MONTH_ERRORS),
}


class SampleLoader(yaml.SafeLoader):
    """Plain YAML and the three names above."""


SampleLoader.add_constructor("!form", lambda loader, node: FORMS[str(node.value)]())
SampleLoader.add_constructor("!month", lambda loader, node: sample_forms.MONTHS[str(node.value)])
SampleLoader.add_constructor("!minutes", lambda loader, node: dict(sample_forms.ENTRIES[str(node.value)]))


@lru_cache(maxsize=1)
def pages() -> dict[str, Context]:
    """Name of the sample page → {"template": …, "context": …}; `frame` holds only what differs."""
    found: dict[str, Context] = {}
    for path in sorted(SAMPLES.glob("*.yaml")):
        loaded = yaml.load(path.read_text("utf-8"), SampleLoader)  # noqa: S506 – a SafeLoader with three names
        assert not loaded.keys() & found.keys()
        found |= loaded
    return found


PAGES = sorted(pages())


def template_of(name: str) -> str:
    """The template that this sample page is drawn with."""
    return str(pages()[name]["template"])


def context_of(name: str, language: str) -> Context:
    """The context of a sample page, with a whole frame."""
    context: Context = pages()[name]["context"]
    return context | {"frame": frame(language, **context["frame"])}
