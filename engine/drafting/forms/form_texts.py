"""Every text of a form in both languages, with an address by which it can be written anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.drafting.forms.form_changes import put_path, put_wording
from engine.drafting.forms.form_documents import Part, at, walk
from engine.drafting.forms.form_settings import Shape, english, found, list_of, listed, of_kind

WORDED = (Shape.WORDS, Shape.LONG_WORDS)
_PARTY = ("title", "submit")
_MOST = 4_000  # characters of a text; the reader of forms refuses more


@dataclass(frozen=True, slots=True)
class FormText:
    """One text: where it stands, what it is for, its words."""

    place: str  # "" = the form itself
    name: (
        str  # of the form: title, party_…; of a component: label, text, description, suffix, values, columns
    )
    item: str  # of values, columns and party_labels: which one
    lv: str
    en: str
    is_long: bool = False

    @property
    def address(self) -> str:
        """The name under which it is sent back."""
        return "/".join((self.place, self.name, self.item))

    @property
    def is_missing(self) -> bool:
        """Whether one language has words and the other has none."""
        return bool(self.lv) != bool(self.en)


def texts(form: Part) -> list[FormText]:
    """The texts that a form has, in reading order; help that is not given in either language is left out."""
    return [*_of_form(form), *(one for place, part in walk(form) for one in _of_part(place, part))]


def put_texts(form: Part, typed: Mapping[str, tuple[str, str]]) -> None:
    """Texts as typed, Latvian and English by address; what is not among them stays."""
    for one in texts(form):
        lv, en = typed.get(one.address, (one.lv, one.en))
        lv, en = (_tidy(words, one) for words in (lv, en))
        if (lv, en) != (one.lv, one.en):
            _put(form, one, lv, en)


def _tidy(words: str, one: FormText) -> str:
    plain = words.replace("\r\n", "\n").strip()[:_MOST]
    return plain if one.is_long or "\n" in one.lv else " ".join(plain.split())


def _of_form(form: Part) -> Iterator[FormText]:
    yield FormText("", "title", "", _text(form.get("title")), _text(english(form, "title")))
    party, translated = form.get("party"), english(form, "party")
    lv, en = (one if isinstance(one, dict) else {} for one in (party, translated))
    for name in _PARTY:
        if name in lv:
            yield FormText("", f"party_{name}", "", _text(lv[name]), _text(en.get(name)))
    labels, labels_en = (one if isinstance(one, dict) else {} for one in (lv.get("labels"), en.get("labels")))
    for key, words in labels.items():
        yield FormText("", "party_labels", key, _text(words), _text(labels_en.get(key)))


def _of_part(place: str, part: Part) -> Iterator[FormText]:
    for setting in of_kind(part):
        if setting.shape in WORDED:
            name = "label" if setting.path[-1] == "dateLabel" else setting.path[-1]
            lv, en = _text(found(part, setting)), _text(english(part, name))
            if lv or en or setting.name in ("label", "text"):
                yield FormText(place, setting.name, "", lv, en, setting.shape is Shape.LONG_WORDS)
    names = list_of(part)
    for entry in listed(part) if names else ():
        yield FormText(place, names[0] if names else "", entry.value, entry.lv, entry.en)


def _put(form: Part, one: FormText, lv: str, en: str) -> None:
    if not one.place:
        path = ("title",) if one.name == "title" else ("party", *one.name.removeprefix("party_").split("/"))
        path = (*path, one.item) if one.item else path
        put_path(form, path, lv or None)
        put_path(form, ("i18n", "en", *path), en or None)
        return
    part = at(form, one.place)
    names = list_of(part) or ("", "")
    if one.name == names[0]:
        for entry in part[names[0]]:
            if isinstance(entry, dict) and str(entry.get(names[1])) == one.item:
                entry["label"] = lv
        put_path(part, ("i18n", "en", one.name, one.item), en or None)
        return
    setting = next(two for two in of_kind(part) if two.name == one.name)
    put_wording(part, setting.path, lv, en)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
