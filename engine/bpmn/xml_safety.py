"""XML from outside, read so that it can neither reach out nor grow: no DTD, no entities, no network.

Everything is counted while it streams past; only a file that passed is built into a tree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sized
from typing import Any

from lxml import etree

from engine.errors import EngineError, Finding, Refused, Severity
from engine.messages_catalogue import Message, msg

MAX_BYTES = 1_000_000
MAX_ELEMENTS = 6_000
MAX_LEVELS = 60
MAX_ATTRIBUTES = 100  # of one element

_CHUNK = 8_192  # bytes fed at a time, so that a refusal comes early
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii"})
_INCLUDE = "{http://www.w3.org/2001/XInclude}"
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
REFERENCES = frozenset(
    {
        "attachedToRef", "bpmnElement", "calledElement", "dataObjectRef", "dataStoreRef", "default",
        "errorRef", "escalationRef", "id", "messageRef", "processRef", "signalRef", "sourceRef", "targetRef",
    }
)  # fmt: skip
"""Attributes that hold the id of the element or of another."""
REFERENCE_TEXTS = frozenset(
    {"correlationPropertyRef", "flowNodeRef", "incoming", "outgoing", "sourceRef", "targetRef"}
)
"""Elements whose text is the id of another element."""


class _Unsafe(EngineError):
    """Stops the stream with the finding's rule and sentence."""

    def __init__(self, rule: str, message: Message) -> None:
        super().__init__(message)
        self.rule = rule


def read_xml(data: bytes, file: str) -> etree._Element:
    """The root element of a diagram or a table, without comments and processing instructions.

    Raises Refused with one finding for a file of more than 1 MB, with a document type, in another encoding
    than UTF-8, with more than 6,000 elements, 60 levels or 100 attributes of one element, with XInclude, or
    that is not XML at all.
    """
    try:
        _check_bytes(data)
        data = data.removeprefix(b"\xef\xbb\xbf")
        _count(data)
        root = etree.fromstring(data, _parser())
        if root.getroottree().docinfo.internalDTD is not None:
            raise _document_type()
    except _Unsafe as unsafe:
        raise Refused([_finding(file, unsafe.rule, unsafe.message)]) from None
    except etree.XMLSyntaxError as trouble:
        raise Refused([_finding(file, "xml_broken", _broken(trouble))]) from None
    return root


def check_ids(root: etree._Element, file: str) -> list[Finding]:
    """A finding for every id that is not a letter and up to 63 letters, digits and underscores, or is taken.

    References to ids are held to the same form, because the engine builds queries from them. Extensions
    (an operation's name, say) may repeat an id; what is wrong with it is told of the element around them.
    """
    findings: list[Finding] = []
    own: Counter[str] = Counter()
    for element in root.iter(etree.Element):
        one = element.get("id")
        if one is not None and not _is_extension(element):
            own[one] += 1
        findings += [
            _finding(file, "id_form", _id_form(name), element=_named(element)[:64])
            for name in _ids_of(element)
            if not _ID.fullmatch(name)
        ]
    for one in (name for name, count in own.items() if count > 1):
        twice = msg("The id “{id}” is used twice; give one of the two another.", id=one)
        findings.append(_finding(file, "id_taken", twice, element=one))
    return findings


def _is_extension(element: etree._Element) -> bool:
    namespace = etree.QName(element).namespace
    return namespace is not None and "omg.org/" not in namespace


def _is_drawn(element: etree._Element) -> bool:
    return (etree.QName(element).namespace or "").rstrip("/").endswith(("/DI", "/DMNDI"))


def _named(element: etree._Element) -> str:
    """The id by which people find the element: of an extension, that of the element it belongs to."""
    if not _is_extension(element):
        return element.get("id") or ""
    around = (one for one in element.iterancestors() if not _is_extension(one) and one.get("id"))
    return next((one.get("id") or "" for one in around), "")


def _ids_of(element: etree._Element) -> Iterator[str]:
    """The element's own id and all that it refers to; what shapes are called is nobody's business."""
    asked = REFERENCES - {"id"} if _is_drawn(element) else REFERENCES
    yield from (str(value) for name, value in element.items() if name in asked)
    if etree.QName(element).localname in REFERENCE_TEXTS:
        yield (element.text or "").strip()


def _id_form(one: str) -> Message:
    return msg(
        "The id “{id}” must be a letter followed by at most 63 letters, digits or underscores, "
        "without Latvian letters and hyphens.",
        id=one[:64],
    )


def _check_bytes(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise _Unsafe("xml_too_large", msg("The file is larger than {most} bytes.", most=MAX_BYTES))
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    if b"\0" in data or (declared is not None and declared[1].lower() not in _ENCODINGS):
        raise _not_utf8()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise _not_utf8() from None


def _not_utf8() -> _Unsafe:
    return _Unsafe("xml_not_utf8", msg("The file must be saved as UTF-8."))


def _document_type() -> _Unsafe:
    return _Unsafe("xml_doctype", msg("The file has a document type (<!DOCTYPE …>); take it out."))


def _count(data: bytes) -> None:
    """Streams the file past the limits without building anything."""
    parser = _parser(_Census())
    for start in range(0, len(data), _CHUNK):
        parser.feed(data[start : start + _CHUNK])
    parser.close()


def _parser(target: Any = None) -> etree.XMLParser:
    """A fresh parser; lxml's defaults are never relied upon."""
    return etree.XMLParser(
        target=target,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_pis=True,
        remove_comments=True,
    )


class _Census:
    """Counts what the parser meets and stops it at the first thing that may not be."""

    def __init__(self) -> None:
        self.elements = 0
        self.levels = 0

    def start(self, tag: str, attributes: Sized) -> None:
        self.elements += 1
        self.levels += 1
        if self.elements > MAX_ELEMENTS:
            raise _Unsafe("xml_too_many", msg("The file has more than {most} elements.", most=MAX_ELEMENTS))
        if self.levels > MAX_LEVELS:
            raise _Unsafe("xml_too_deep", msg("The elements of the file are nested too deeply."))
        if len(attributes) > MAX_ATTRIBUTES:
            sentence = msg("An element of the file has more than {most} attributes.", most=MAX_ATTRIBUTES)
            raise _Unsafe("xml_too_many", sentence)
        if tag.startswith(_INCLUDE):
            raise _Unsafe("xml_include", msg("The file brings in another file (XInclude); take that out."))

    def end(self, tag: str) -> None:
        self.levels -= 1

    def doctype(self, name: str, public_id: str | None, system_id: str | None) -> None:
        raise _document_type()

    def close(self) -> None:
        """Nothing was built."""


def _broken(trouble: etree.XMLSyntaxError) -> Message:
    line, column = trouble.position
    if not line:
        return msg("The file is empty or is not XML.")
    return msg("The XML is broken at line {line}, column {column}.", line=line, column=column)


def _finding(file: str, rule: str, message: Message, *, element: str = "") -> Finding:
    return Finding(file, element, rule, Severity.ERROR, message)
