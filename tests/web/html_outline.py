"""What a page's HTML says about itself, read with the parser of the standard library."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

FIELDS = frozenset({"input", "select", "textarea"})
UNNAMED_INPUTS = frozenset({"hidden", "submit", "button"})


@dataclass(slots=True)
class Outline(HTMLParser):
    """Ids, labels, fields, references and everything inline of one page."""

    ids: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    fields: list[dict[str, str | None]] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)  # ids that the page points at
    inline: list[str] = field(
        default_factory=list
    )  # style attributes, on… attributes, script and style bodies
    headings: list[str] = field(default_factory=list)
    language: str | None = None
    forms_without_token: int = 0
    _open_form: bool = False
    _body_of: str = ""

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang")
        if given.get("id"):
            self.ids.append(given["id"] or "")
        self.inline += [f"<{tag} {name}>" for name in given if name == "style" or name.startswith("on")]
        self._note_targets(given)
        if tag == "label" and given.get("for"):
            self.labels.add(given["for"] or "")
        if tag in FIELDS:
            self._note_field(given)
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(tag)
        if tag == "form":
            self._close_form()
            self._open_form = given.get("method") == "post"
        self._body_of = tag if tag in ("script", "style") else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._close_form()
        self._body_of = ""

    def handle_data(self, data: str) -> None:
        if self._body_of and data.strip():
            self.inline.append(f"<{self._body_of}> with a body")

    def unlabelled(self) -> list[str]:
        """Fields that neither a label nor an aria-label names."""
        return [
            str(given.get("name"))
            for given in self.fields
            if given.get("id") not in self.labels and not given.get("aria-label")
        ]

    def _note_field(self, given: dict[str, str | None]) -> None:
        if given.get("name") == "csrf_token":
            self._open_form = False
        if given.get("type") not in UNNAMED_INPUTS:
            self.fields.append(given)

    def _note_targets(self, given: dict[str, str | None]) -> None:
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            self.targets += (given.get(name) or "").split()
        href = given.get("href") or ""
        if href.startswith("#") and len(href) > 1:
            self.targets.append(href[1:])

    def _close_form(self) -> None:
        self.forms_without_token += self._open_form
        self._open_form = False


def outline_of(html: str) -> Outline:
    """The outline of this page."""
    outline = Outline()
    outline.feed(html)
    outline.close()
    return outline
