"""What a new process can begin as, as radio buttons."""

from __future__ import annotations

from collections.abc import Sequence

from engine.drafting.templates.process_templates import Offered
from engine.messages_catalogue import msg, say

Context = dict[str, object]


def choices(offered: Sequence[Offered], language: str, chosen: str) -> list[Context]:
    """Templates with what they are for, then what can be copied; the first one unless another was chosen."""
    templates = [one for one in offered if one.is_template]
    copies = [one for one in offered if not one.is_template]
    chosen = chosen or (offered[0].process_id if offered else "")
    rows = [_row(one, language, chosen) for one in templates]
    if templates and copies:
        rows.append({"divider": say(msg("or"), language)})
    return rows + [_row(one, language, chosen) for one in copies]


def _row(one: Offered, language: str, chosen: str) -> Context:
    about = one.about.said(language) if one.is_template else ""
    hint: Context = {"hint": {"text": about}} if about else {}
    return {
        "value": one.process_id,
        "text": one.title.said(language)
        if one.is_template
        else say(msg("A copy of “{title}”", title=one.title.said(language)), language),
        "checked": one.process_id == chosen,
        **hint,
    }
