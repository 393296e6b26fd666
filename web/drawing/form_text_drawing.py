"""All texts of a form in both languages, as their page draws them."""

from __future__ import annotations

from engine.drafting.forms import form_documents, form_texts
from engine.drafting.forms.form_documents import Part
from engine.drafting.forms.form_editing import OpenedForm
from engine.drafting.forms.form_texts import FormText
from web.drawing import draft_drawing
from web.drawing.draft_drawing import Context
from web.drawing.form_panel_drawing import MOST_WORDS, title_of
from web.drawing.form_setting_words import LABELS


def texts(opened: OpenedForm, language: str) -> Context:
    """The context of form_texts.html."""
    path, standing = opened.page.file.path, opened.page.page.standing
    form = opened.form or {"components": []}
    version = opened.page.file.version
    found = form_texts.texts(form)
    return {
        "title": title_of(form, path, language),
        "editor_url": draft_drawing.editor_address(standing.draft_id, path),
        "save_url": f"/drafts/{standing.draft_id}/form-texts/{path}",
        "may_edit": opened.page.page.may_edit and opened.form is not None,
        "version": "" if version is None else version,
        "missing": sum(one.is_missing for one in found),
        "rows": [_text(one, form) for one in found],
    }


def _text(one: FormText, form: Part) -> Context:
    part = form_documents.at(form, one.place) if one.place else form
    return {
        "address": one.address,
        "what": LABELS.get(one.name, one.name),
        "where": one.item or (form_documents.key_of(part) if one.place else ""),
        "field": one.place,
        "lv": one.lv,
        "en": one.en,
        "is_long": one.is_long or len(one.lv) > MOST_WORDS,
        "is_missing": one.is_missing,
    }
