"""Everything a template may use beside its context, put into a Jinja environment once.

Works with Flask's environment and with a plain one (tests, letters). Missing values in *our* templates are
errors; govuk-frontend-jinja counts on silent ones, so its macros live in an environment of their own and
are handed in as `govuk.button({...})`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

from jinja2 import (
    ChainableUndefined,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)

from web.drawing import amounts, form_drawing, month_weeks, outline_drawing, states, words

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
GOVUK_COMPONENTS = {
    "back_link": "govukBackLink",
    "breadcrumbs": "govukBreadcrumbs",
    "button": "govukButton",
    "character_count": "govukCharacterCount",
    "checkboxes": "govukCheckboxes",
    "date_input": "govukDateInput",
    "details": "govukDetails",
    "error_message": "govukErrorMessage",
    "error_summary": "govukErrorSummary",
    "file_upload": "govukFileUpload",
    "input": "govukInput",
    "inset_text": "govukInsetText",
    "notification_banner": "govukNotificationBanner",
    "pagination": "govukPagination",
    "panel": "govukPanel",
    "password_input": "govukPasswordInput",
    "radios": "govukRadios",
    "select": "govukSelect",
    "summary_list": "govukSummaryList",
    "tag": "govukTag",
    "textarea": "govukTextarea",
    "warning_text": "govukWarningText",
}


def prepare(environment: Environment, *, language: Callable[[], str]) -> None:
    """Put `_`, `ngettext`, `govuk`, the filters and the drawing functions into `environment`.

    `language` is asked at every call ("lv" or "en"), so one environment serves people of both languages.
    """
    environment.undefined = StrictUndefined
    environment.add_extension("jinja2.ext.do")
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.globals.update(
        {
            **words.functions(language),
            "govuk": govuk_components(),
            "state_of": states.state_of,
            "option_items": form_drawing.option_items_in(language),
            "id_of": form_drawing.id_of,
            "section_of": form_drawing.section_of,
            "error_links": form_drawing.error_links,
            "month_minutes": form_drawing.month_minutes,
            "weeks_of": month_weeks.weeks_of,
            "opened_weeks": month_weeks.opened_weeks,
            "outline_parts": outline_drawing.outline_parts,
        }
    )
    environment.filters.update(words.filters(language))
    for act in (amounts.typed_amount, amounts.typed_euros):
        environment.filters[act.__name__] = _in_language(act, language)
    environment.tests["calendar_day"] = lambda value: isinstance(value, date)


def _in_language(act: Callable[[str, str], str], language: Callable[[], str]) -> Callable[[str], str]:
    return lambda text: act(text, language())


def standalone_environment(*, language: Callable[[], str]) -> Environment:
    """An environment without a server, over the same templates."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    prepare(environment, language=language)
    return environment


@lru_cache(maxsize=1)
def govuk_components() -> SimpleNamespace:
    """The macros of govuk-frontend-jinja under short names, compiled once per process."""
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    lenient = Environment(loader=loader, autoescape=True, undefined=ChainableUndefined)
    macros = SimpleNamespace()
    for name, macro in GOVUK_COMPONENTS.items():
        path = f"govuk_frontend_jinja/components/{name.replace('_', '-')}/macro.html"
        setattr(macros, name, getattr(lenient.get_template(path).module, macro))
    return macros
