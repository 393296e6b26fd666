"""Draws the sample pages; the templates are compiled once per language."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment

from tests.web.sample_contexts import context_of, template_of
from web.drawing.environment import standalone_environment


@lru_cache(maxsize=2)
def environment_in(language: str) -> Environment:
    """The environment of the pages in one language."""
    return standalone_environment(language=lambda: language)


def draw(name: str, language: str) -> str:
    """The HTML of a sample page."""
    return environment_in(language).get_template(template_of(name)).render(context_of(name, language))
